import { formatNumber } from '../support/units.ts';
import type { RunModel } from './model/run-model.ts';
import { measuredStrategies } from './model/run-model.ts';
import { counted, listInWords, nameInWords } from './wording.ts';

/** When the strategies came to rest, a sentence each for those that did in all of their trials and those that did not; none where the trials were too short to tell. */
export function steadinessInWords(model: RunModel): string[] {
  const told = measuredStrategies(model).filter(({ steadiness }) => steadiness.trials > 0);
  const settled = told.filter(({ steadiness }) => steadiness.settled === steadiness.trials);
  const unsettled = told.filter((strategy) => !settled.includes(strategy));
  const times = settled.map(
    ({ name, steadiness }) => `${formatNumber(steadiness.latestSeconds ?? 0)} s (${nameInWords(name)})`,
  );
  return [
    ...(settled.length === 0
      ? []
      : [`Hit ratio and median latency no longer drifted in any trial from ${listInWords(times)} on.`]),
    ...unsettled.map(
      ({ name, steadiness: { trials, settled: still } }) =>
        `Of ${nameInWords(name)}, ${trials - still} of ${counted(trials, 'trial')} drifted to the end.`,
    ),
  ];
}
