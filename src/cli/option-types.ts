import { InvalidArgumentError } from '@commander-js/extra-typings';
import { type Mode, modes } from '../scenario/scenario.ts';
import { suggestQuantity, suggestWord } from '../scenario/suggest.ts';
import { parseDuration, parseSize } from '../support/units.ts';

/** Parsers of option values; commander puts the option's name before their messages. */

export function duration(text: string): number {
  return quantity(text, 'duration', parseDuration);
}

export function size(text: string): number {
  return quantity(text, 'size', parseSize);
}

function quantity(
  text: string,
  kind: 'duration' | 'size',
  parse: (text: string) => number | undefined,
): number {
  const parsed = parse(text);
  if (parsed !== undefined) return parsed;
  const suggestion = suggestQuantity(text, kind) ?? (kind === 'duration' ? '50ms or 2s' : '2.4KiB or 64MiB');
  throw new InvalidArgumentError(`Expected a ${kind} with its unit, as ${suggestion}.`);
}

/** A whole number from 1. */
export function count(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError('Expected a whole number from 1.');
  return Number(text);
}

/** 0 asks for any free port. */
export function port(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535) {
    throw new InvalidArgumentError('Expected a port from 0 (any free one) to 65535.');
  }
  return Number(text);
}

export function share(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !(value >= 0 && value <= 1))
    throw new InvalidArgumentError('Expected a share from 0 to 1.');
  return value;
}

export function httpOrigin(text: string): string {
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol)) {
    throw new InvalidArgumentError('Expected a URL, as http://127.0.0.1:8080.');
  }
  return new URL(text).origin;
}

export function mode(text: string): Mode {
  const known = modes.find((name) => name === text);
  if (known !== undefined) return known;
  const suggestion = suggestWord(text, modes);
  throw new InvalidArgumentError(
    `Expected ${modes.join(', ')}.${suggestion === undefined ? '' : ` Did you mean ${suggestion}?`}`,
  );
}

export function listOfModes(text: string): Mode[] {
  return text.split(',').map((name) => mode(name.trim()));
}
