import { styleText } from 'node:util';
import type { CliContext, Output } from './context.ts';

type Environment = CliContext['env'];
type Format = Parameters<typeof styleText>[0];

/** Colours for one output: only on a terminal, and never with NO_COLOR (no-color.org). */
export function styled(output: Output, env: Environment): (format: Format, text: string) => string {
  return hasColour(output, env)
    ? (format, text) => styleText(format, text, { validateStream: false })
    : (_, text) => text;
}

export function hasColour(output: Output, env: Environment): boolean {
  return output.isTTY === true && (env['NO_COLOR'] ?? '') === '' && env['TERM'] !== 'dumb';
}
