import { parseArgs } from 'node:util';
import { UsageError } from '../../src/support/errors.ts';
import { type ComparisonName, comparisons } from './comparisons.ts';

export interface Options {
  readonly rounds: number;
  /** Of each measurement; whole, because wrk counts so. */
  readonly seconds: number;
  readonly only: readonly ComparisonName[];
  /** Where the JSON goes; undefined: a new file in `reports/bench/`. */
  readonly out: string | undefined;
  readonly help: boolean;
}

export const usage = `npm run bench -- [options]

Measures the gateway beside others, each alone on one core, and the load on another. Prints a table and writes
the figures as JSON. Exit code 0: every target that could be measured was reached; 4: one was missed; 3: wrk,
taskset or a second core is missing.

  --rounds N      measurements of each server, in turn (5)
  --seconds N     of each measurement (5)
  --only NAME     ${Object.keys(comparisons).join(', ')};
                  may be given several times (all)
  --out FILE      where the JSON goes (reports/bench/<time>.json)
`;

/** @throws UsageError */
export function parseOptions(args: readonly string[]): Options {
  const values = valuesOf(args);
  return {
    rounds: whole('--rounds', values.rounds),
    seconds: whole('--seconds', values.seconds),
    only: values.only?.map(nameOf) ?? (Object.keys(comparisons) as ComparisonName[]),
    out: values.out,
    help: values.help ?? false,
  };
}

function valuesOf(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        rounds: { type: 'string', default: '5' },
        seconds: { type: 'string', default: '5' },
        only: { type: 'string', multiple: true },
        out: { type: 'string' },
        help: { type: 'boolean' },
      },
    }).values;
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

function whole(flag: string, text: string): number {
  if (/^[1-9]\d{0,3}$/.test(text)) return Number(text);
  throw new UsageError(`${flag} is a whole number from 1 to 9999; saw "${text}".`);
}

function nameOf(text: string): ComparisonName {
  if (Object.hasOwn(comparisons, text)) return text as ComparisonName;
  throw new UsageError(`--only knows ${Object.keys(comparisons).join(', ')}; saw "${text}".`);
}
