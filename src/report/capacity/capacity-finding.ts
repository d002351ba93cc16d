import type { StrategyCapacity } from '../../results/capacity.ts';
import { formatFactor } from '../../support/units.ts';
import type { Finding } from '../finding/finding.ts';
import type { Notice } from '../notices.ts';
import { counted, intervalInWords, listInWords, nameInWords } from '../wording.ts';
import { type CapacityModel, objectiveInWords } from './capacity-model.ts';
import { rateInWords, strategyInWords } from './capacity-report.ts';

/** The answer of a search for capacity in words. */
export function capacityFinding({ capacity, strategies }: CapacityModel): Finding {
  const [baseline, ...others] = strategies;
  return {
    lead: `${objectiveInWords(capacity)}: ${listInWords(strategies.map(heldInWords))}.`,
    details: [
      ...(baseline === undefined ? [] : others.flatMap((other) => ratioSentence(baseline, other))),
      ...strategies.map(strategyInWords),
      'Requests came independently of each other (Poisson), whether or not earlier ones had been answered; response time counts from when a request was due.',
    ],
  };
}

/** `memory keeps it up to 878/s`. */
function heldInWords({
  name,
  state,
  holdsPerSecond,
  breaksPerSecond,
  limitedBy,
  probes,
}: StrategyCapacity): string {
  const subject = nameInWords(name);
  if (state === 'searching' || (state === 'interrupted' && probes.length === 0))
    return `${subject} was not searched for`;
  if (state === 'failed') return `${subject} could not be measured`;
  if (holdsPerSecond === undefined)
    return breaksPerSecond === undefined
      ? `for ${subject} it is not known`
      : `${subject} keeps it at no rate that was offered, down to ${rateInWords(breaksPerSecond)}`;
  const atLeast = limitedBy === 'generator' ? 'at least ' : '';
  const doubt = state === 'unsettled' ? ' (a rough figure)' : '';
  return `${subject} keeps it up to ${atLeast}${rateInWords(holdsPerSecond)}${doubt}`;
}

/** Between the least and the most that the brackets allow; only of rates that are settled and the systems' own. */
function ratioSentence(baseline: StrategyCapacity, other: StrategyCapacity): string[] {
  const [below, above] = [bracketOf(baseline), bracketOf(other)];
  if (below === undefined || above === undefined) return [];
  const interval = { low: above.holds / below.breaks, high: above.breaks / below.holds };
  return [
    `${nameInWords(other.name)} bears ${intervalInWords(interval, formatFactor)} times the rate of ${nameInWords(baseline.name)}.`,
  ];
}

/** The highest rate that holds and the lowest that breaks; undefined where that is not known of the strategy itself. */
export function bracketOf({
  state,
  limitedBy,
  holdsPerSecond: holds,
  breaksPerSecond: breaks,
}: StrategyCapacity) {
  const isKnown =
    state === 'settled' && limitedBy === 'system' && holds !== undefined && breaks !== undefined;
  return isKnown && holds > 0 ? { holds, breaks } : undefined;
}

/** What a reader must know before believing a rate. */
export function capacityNotices({ capacity, strategies }: CapacityModel): Notice[] {
  const named = (wanted: (strategy: StrategyCapacity) => boolean): string =>
    listInWords(strategies.filter(wanted).map(({ name }) => nameInWords(name)));
  const failed = named(({ state }) => state === 'failed');
  const limited = named(({ limitedBy }) => limitedBy === 'generator');
  const unsettled = named(({ state }) => state === 'unsettled');
  const rest = strategies.filter(({ state }) => state === 'searching' || state === 'interrupted').length;
  return [
    ...(capacity.state === 'complete'
      ? []
      : [
          {
            title:
              capacity.state === 'interrupted' ? 'The search was interrupted' : 'The search has not finished',
            text: `${counted(rest, 'strategy', 'strategies')} of ${strategies.length} ${rest === 1 ? 'was' : 'were'} not searched to the end.`,
          },
        ]),
    ...(failed === '' ? [] : [{ title: `Nothing could be measured: ${failed}`, text: 'Why is said below.' }]),
    ...(limited === ''
      ? []
      : [
          {
            title: `The load generator was the limit: ${limited}`,
            text: 'It could not offer more in time, so the strategy was not tested beyond that rate and may bear more.',
            hint: 'Let nothing else run on the machine, or generate the load on another.',
          },
        ]),
    ...(unsettled === ''
      ? []
      : [
          {
            title: `The probes did not agree: ${unsettled}`,
            text: 'The same rate held in some probes and broke in others, so take the rate for a rough one.',
            hint: 'Longer probes (--trial) vary less.',
          },
        ]),
  ];
}
