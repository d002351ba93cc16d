import { UsageError } from '../../src/support/errors.ts';
import { type ComparisonName, comparisons } from './comparisons.ts';
import { readFlags, wholeFlag } from './flags.ts';

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
  const values = readFlags(args, { seconds: 5 });
  return {
    rounds: wholeFlag('--rounds', values.rounds),
    seconds: wholeFlag('--seconds', values.seconds),
    only: values.only?.map(nameOf) ?? (Object.keys(comparisons) as ComparisonName[]),
    out: values.out,
    help: values.help ?? false,
  };
}

function nameOf(text: string): ComparisonName {
  if (Object.hasOwn(comparisons, text)) return text as ComparisonName;
  throw new UsageError(`--only knows ${Object.keys(comparisons).join(', ')}; saw "${text}".`);
}
