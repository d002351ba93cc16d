import type { Result } from '../../results/result.ts';
import type { ComparedRun, ComparisonModel } from './comparison-model.ts';

/** Of two runs, the run's id, which is when it began; of more, with its number: `run 3 (2026-11-23T10-00-00)`. */
export function runInWords({ runs }: ComparisonModel, result: Result): string {
  const run = runs.find((each) => each.result === result);
  return runs.length === 2 || run === undefined ? result.runId : `${run.name} (${result.runId})`;
}

/** `2026-11-23 10:00 UTC`; no local time, so that everyone reads the same. What was simulated has no time, but an id. */
export function startInWords({ result: { kind, runId, startedAt } }: Pick<ComparedRun, 'result'>): string {
  if (kind === 'simulated') return runId;
  return `${startedAt.slice(0, 10)} ${startedAt.slice(11, 16)} UTC`;
}

/** `gatebench 0.1.0, 33e2271`. */
export function versionInWords({ generator: { version, revision } }: Result): string {
  return `gatebench ${version}${revision === undefined ? '' : `, ${revision}`}`;
}
