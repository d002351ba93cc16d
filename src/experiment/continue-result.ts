import { isDeepStrictEqual } from 'node:util';
import type { Result } from '../results/result.ts';
import { UsageError } from '../support/errors.ts';
import { tooWide } from './warn.ts';

const mostNamed = 3;

/**
 * The Result of a run that goes on where it stopped: what was measured stays, and nothing that could make a difference has
 * changed since.
 *
 * @param fresh the Result that the same command would begin with now
 * @throws UsageError where that is another run, naming what differs
 */
export function continueResult(previous: Result, fresh: Result): Result {
  const differences = differencesBetween(likeness(previous), likeness(fresh));
  if (differences.length > 0) {
    const named = differences.slice(0, mostNamed).join('; ');
    const more = differences.length > mostNamed ? `; and ${differences.length - mostNamed} more` : '';
    throw new UsageError(
      `Run ${previous.runId} cannot be resumed, because it would be another: ${named}${more}.`,
      {
        hint: `It began as: ${previous.command}`,
      },
    );
  }
  const { finishedAt: _, ...rest } = previous;
  // How wide the intervals are is judged anew when the run ends.
  const warnings = previous.warnings.filter(({ code }) => code !== tooWide);
  return { ...rest, state: 'running', protocol: fresh.protocol, warnings };
}

/** What must be the same for trials to belong to one run, under the names by which it is spoken of. */
function likeness({ scenario, environment, generator, protocol }: Result): object {
  const { platform, cpuModel, cpus, node, packages } = environment;
  return {
    ...(scenario.resolved as object),
    strategyNames: scenario.strategies.map(({ name }) => name),
    recording: scenario.trace,
    environment: { platform, cpuModel, cpus, node, packages },
    gatebench: generator,
    pinned: protocol.pinned,
    quick: protocol.quick,
  };
}

/** As `measure.durationUs was 400000 and is 500000`. */
function differencesBetween(before: unknown, now: unknown, path = ''): string[] {
  if (isDeepStrictEqual(before, now)) return [];
  if (!isObject(before) || !isObject(now)) return [`${path} was ${inWords(before)} and is ${inWords(now)}`];
  const names = new Set([...Object.keys(before), ...Object.keys(now)]);
  return [...names].flatMap((name) =>
    differencesBetween(before[name], now[name], path === '' ? name : `${path}.${name}`),
  );
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function inWords(value: unknown): string {
  if (value === undefined) return 'absent';
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
