import type { Arrivals } from '../results/result.ts';
import { formatNumber, spellDuration } from '../support/units.ts';
import { listInWords } from './wording.ts';

/** How requests came in open loop: `requests at random (Poisson), 500 per second`, by stages, or as recorded. */
export function arrivalsInWords(arrivals: Arrivals): string {
  if (arrivals.process === 'trace') {
    const speed = arrivals.speed === 1 ? '' : `, ${formatNumber(arrivals.speed)} times as fast`;
    return `requests at the times of the recording${speed}`;
  }
  const pace = arrivals.process === 'poisson' ? 'at random (Poisson)' : 'evenly paced';
  const [first = '', ...rest] = arrivals.stages.map(stageInWords);
  if (rest.length === 0) return `requests ${pace}, ${first}`;
  const end =
    arrivals.stages.at(-1)?.durationUs === undefined ? ' until the end' : ', and the last rate from then on';
  return `requests ${pace}, first ${first}, then ${listInWords(rest)}${end}`;
}

type Stage = Extract<Arrivals, { stages: unknown }>['stages'][number];

function stageInWords({ from, to, durationUs }: Stage): string {
  if (from === to)
    return `${formatNumber(from)} per second${durationUs === undefined ? '' : ` for ${spellDuration(durationUs)}`}`;
  return `from ${formatNumber(from)} to ${formatNumber(to)} per second${durationUs === undefined ? '' : ` within ${spellDuration(durationUs)}`}`;
}
