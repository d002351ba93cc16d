import { metricKinds, scaleOf } from '../../support/metrics.ts';
import { formatShare } from '../../support/units.ts';
import type { Finding } from '../finding/finding.ts';
import { formatterOf, metricInWords } from '../metric-words.ts';
import type { Notice } from '../notices.ts';
import { type DataTable, plainTable } from '../tables/data-table.ts';
import { printable } from '../tables/printable.ts';
import { type TerminalOptions, terminalTable } from '../tables/terminal-table.ts';
import { counted, intervalInWords, listInWords, nameInWords } from '../wording.ts';
import type { Deviation } from './deviations.ts';
import type { Validation } from './validation.ts';

/** Every figure of every strategy, measured beside simulated, as text for a terminal, and what that amounts to. */
export function terminalValidation(validation: Validation, options: TerminalOptions): string {
  const { lead, details } = validationFinding(validation);
  return [
    terminalTable(validationTable(validation), options),
    ...[lead, ...details].map(printable),
    ...validationNotices(validation).map(({ title, text }) => printable(`! ${title}. ${text}`)),
  ].join('\n\n');
}

export function validationTable({ measured, deviations }: Validation): DataTable {
  return plainTable(
    'What was measured, beside what was simulated',
    ['strategy', 'figure', 'measured', '95 % interval', 'simulated', 'deviation', 'promised', 'verdict'],
    deviations.map((each) => {
      const format = formatterOf(each.metric, measured);
      const { value, interval } = each.measured;
      return [
        each.strategy,
        shortLabels[each.metric] ?? each.metric,
        format(value),
        interval === undefined ? '–' : intervalInWords(interval, format),
        format(each.simulated.value),
        deviationInWords(each),
        each.promise === undefined ? '–' : `± ${boundInWords(each)}`,
        each.verdict,
      ];
    }),
  );
}

const shortLabels: Partial<Record<Deviation['metric'], string>> = {
  hitRatio: 'hit ratio',
  requestsPerSecond: 'requests/s',
  staleReads: 'stale share',
};

/** `+3.1 %`, or of shares `+0.004`. */
export function deviationInWords({ metric, deviation }: Pick<Deviation, 'metric' | 'deviation'>): string {
  if (!Number.isFinite(deviation)) return '–';
  const sign = deviation < 0 ? '−' : '+';
  const size = Math.abs(deviation);
  return `${sign}${scaleOf(metric).scale === 'ratio' ? formatShare(size) : size.toFixed(4)}`;
}

function boundInWords({ metric, promise = 0 }: Deviation): string {
  return scaleOf(metric).scale === 'ratio' ? formatShare(promise) : String(promise);
}

/** Whether the simulation can be believed, in words. */
export function validationFinding({ measured, deviations }: Validation): Finding {
  const promised = deviations.filter(({ promise }) => promise !== undefined);
  const missed = promised.filter(({ verdict }) => verdict === 'missed');
  if (promised.length === 0) return { lead: 'Nothing was both measured and simulated.', details: [] };
  const lead =
    missed.length === 0
      ? `The simulation keeps all ${counted(promised.length, 'promise')} of how near it comes to the measurement.`
      : `The simulation misses ${missed.length} of ${counted(promised.length, 'promise')} of how near it comes to the measurement: ${listInWords(missed.map((each) => `${metricInWords(each.metric, measured)} of ${nameInWords(each.strategy)} by ${deviationInWords(each)}`))}.`;
  const worst = largest(promised.filter(({ metric }) => scaleOf(metric).scale === 'ratio'));
  return {
    lead,
    details:
      worst === undefined
        ? []
        : [
            `Of what is promised it deviates most in the ${metricInWords(worst.metric, measured)} of ${nameInWords(worst.strategy)}: ${deviationInWords(worst)}.`,
          ],
  };
}

function largest(deviations: readonly Deviation[]): Deviation | undefined {
  return deviations.toSorted((one, other) => Math.abs(other.deviation) - Math.abs(one.deviation))[0];
}

/** What a reader must know before believing a verdict. */
export function validationNotices({ measured, simulated, deviations }: Validation): Notice[] {
  const unsteady = deviations.filter(
    ({ metric, measured: { value, interval } }) =>
      metric === 'requestsPerSecond' && interval !== undefined && interval.high - interval.low > 0.3 * value,
  );
  const isQuick = measured.protocol.quick;
  const { calibrationFrom } = simulated.simulation ?? {};
  return [
    ...(unsteady.length === 0
      ? []
      : [
          {
            title: 'The measurement itself is uncertain',
            text: `The interval of the ${metricKinds.requestsPerSecond.label} is wider than what is promised: ${listInWords(unsteady.map(({ strategy }) => nameInWords(strategy)))}. Let nothing else run on the machine, and measure more repetitions.`,
          },
        ]),
    ...(isQuick
      ? [{ title: 'A quick look', text: 'Times were shortened: too short to judge a simulation by.' }]
      : []),
    ...(calibrationFrom === 'given'
      ? [
          {
            title: 'The calibration was given',
            text: 'Whether it is of this machine as it is now, nobody has checked.',
          },
        ]
      : []),
  ];
}
