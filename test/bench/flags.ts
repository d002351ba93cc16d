import { parseArgs } from 'node:util';
import { UsageError } from '../../src/support/errors.ts';

/**
 * The flags that every bench takes, as text; a default where there is one.
 *
 * @throws UsageError where one is not known
 */
export function readFlags(args: readonly string[], defaults: { readonly seconds: number }) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        rounds: { type: 'string', default: '5' },
        seconds: { type: 'string', default: String(defaults.seconds) },
        only: { type: 'string', multiple: true },
        out: { type: 'string' },
        help: { type: 'boolean' },
      },
    }).values;
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

/** @throws UsageError where the text is no whole number from the least to 9999 */
export function wholeFlag(flag: string, text: string, least = 1): number {
  if (/^(?:0|[1-9]\d{0,3})$/.test(text) && Number(text) >= least) return Number(text);
  throw new UsageError(`${flag} is a whole number from ${least} to 9999; saw "${text}".`);
}
