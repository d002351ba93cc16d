import type { Summary } from '../../stats/summary.ts';
import { formatDuration, formatNumber, formatShare } from '../../support/units.ts';
import { measuredStrategies, type RunModel } from '../model/run-model.ts';
import type { SurroundingLoad } from '../model/surrounding-load.ts';
import { rangeInWords } from '../wording.ts';
import { type DataTable, plainTable } from './data-table.ts';

/** What else the machine had to do, and whether figures had settled; undefined where the system tells neither, and of a simulation. */
export function surroundingsTable(model: RunModel): DataTable | undefined {
  if (model.result.kind === 'simulated') return undefined;
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
        ...steadinessCells(load),
      ]),
    ),
    notes: [
      'Ranges over the trials. Waiting for a core is the share of the time in which some process of the machine did, the run’s own included. Steady from: since the measurement began, the time after which the figures no longer drifted.',
    ],
  };
}

/** Whether the figures of a simulation had settled; undefined where the trials were too short to tell, and of what was measured. */
export function steadinessTable(model: RunModel): DataTable | undefined {
  const strategies = measuredStrategies(model);
  const isTold = strategies.some(({ surroundingLoad: { judged } }) => judged > 0);
  if (model.result.kind === 'measured' || !isTold) return undefined;
  return {
    ...plainTable(
      'The time from which figures were steady, over the valid trials',
      ['strategy', 'steady trials', 'steady from'],
      strategies.map(({ name, surroundingLoad }) => [name, ...steadinessCells(surroundingLoad)]),
    ),
    notes: [
      'Ranges over the trials. Steady from: since the warm-up ended, the time after which neither the hit ratio nor the median latency drifted any more.',
    ],
  };
}

function steadinessCells({ judged, settled, settledFromUs }: SurroundingLoad): string[] {
  return [
    judged === 0 ? '–' : `${settled} of ${judged}`,
    range(settledFromUs, (us) => (us === 0 ? 'the start' : formatDuration(us))),
  ];
}

function range(summary: Summary | undefined, format: (value: number) => string): string {
  return summary === undefined ? '–' : rangeInWords(summary, format);
}
