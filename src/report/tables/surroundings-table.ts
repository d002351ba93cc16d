import type { Summary } from '../../stats/summary.ts';
import { formatDuration, formatNumber, formatShare } from '../../support/units.ts';
import { measuredStrategies, type RunModel } from '../model/run-model.ts';
import { rangeInWords } from '../wording.ts';
import { type DataTable, plainTable } from './data-table.ts';

/** What else the machine had to do, and whether figures had settled; undefined where the system tells neither. */
export function surroundingsTable(model: RunModel): DataTable | undefined {
  const strategies = measuredStrategies(model);
  const isKnown = strategies.some(
    ({ surroundingLoad: { othersCores, cpuPressureRatio, stealRatio, judged } }) =>
      judged > 0 || [othersCores, cpuPressureRatio, stealRatio].some((figure) => figure !== undefined),
  );
  if (!isKnown) return undefined;
  return {
    ...plainTable(
      'Other load on the machine, and the time from which figures were steady, over the valid trials',
      [
        'strategy',
        'cores busy with other things',
        'waiting for a core',
        'stolen by a hypervisor',
        'steady trials',
        'steady from',
      ],
      strategies.map(({ name, surroundingLoad: load }) => [
        name,
        range(load.othersCores, formatNumber),
        range(load.cpuPressureRatio, formatShare),
        range(load.stealRatio, formatShare),
        load.judged === 0 ? '–' : `${load.settled} of ${load.judged}`,
        range(load.settledFromUs, (us) => (us === 0 ? 'the start' : formatDuration(us))),
      ]),
    ),
    notes: [
      'Ranges over the trials. Waiting for a core is the share of the time in which some process of the machine did, the run’s own included. Steady from: since the measurement began, the time after which the figures no longer drifted.',
    ],
  };
}

function range(summary: Summary | undefined, format: (value: number) => string): string {
  return summary === undefined ? '–' : rangeInWords(summary, format);
}
