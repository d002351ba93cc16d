import { parseArgs } from 'node:util';
import { UsageError } from '../../src/support/errors.ts';
import { type CachingMode, cachingModes } from './run-suite.ts';

export interface Options {
  readonly modes: readonly CachingMode[];
  /** Another checkout of the suite; undefined: the release that this project depends on. */
  readonly suite: string | undefined;
  /** Takes what was measured for what is expected from now on, and writes it into the README. */
  readonly write: boolean;
  readonly help: boolean;
}

export const usage = `npm run conformance -- [options]

Runs the public cache tests (http-tests/cache-tests) against the gateway, and compares each result with the one that is
expected (test/conformance/expected.json). Exit code 0: all are as expected; 4: one differs, for better or worse.

  --mode NAME      ${cachingModes.join(', ')}; may be given several times (all)
  --suite FOLDER   another checkout of the tests, its dependencies installed; nothing is expected of it, and
                   exit code 4 means that a required test failed
  --write          expect these results from now on, and update the table in README.md
`;

/** @throws UsageError */
export function parseOptions(args: readonly string[]): Options {
  const { mode, suite, write = false, help = false } = valuesOf(args);
  if (write && suite !== undefined) {
    throw new UsageError('--write is for the released tests, and --suite names others.');
  }
  return { modes: mode?.map(modeOf) ?? cachingModes, suite, write, help };
}

function valuesOf(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        mode: { type: 'string', multiple: true },
        suite: { type: 'string' },
        write: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    }).values;
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

function modeOf(text: string): CachingMode {
  const known = cachingModes.find((mode) => mode === text);
  if (known === undefined) {
    throw new UsageError(`--mode knows ${cachingModes.join(', ')}; saw "${text}".`);
  }
  return known;
}
