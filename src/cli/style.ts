import { styleText } from 'node:util';
import type { Output } from './context.ts';

type Format = Parameters<typeof styleText>[0];

/** Colours for one output: only on a terminal, and never with NO_COLOR (no-color.org). */
export function styled(output: Output): (format: Format, text: string) => string {
  return hasColour(output)
    ? (format, text) => styleText(format, text, { validateStream: false })
    : (_, text) => text;
}

export function hasColour(
  output: Output,
  env: Readonly<Record<string, string | undefined>> = process.env,
): boolean {
  return output.isTTY === true && (env['NO_COLOR'] ?? '') === '' && env['TERM'] !== 'dumb';
}
