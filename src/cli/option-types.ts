import { InvalidArgumentError } from '@commander-js/extra-typings';
import { type Mode, modes, type TraceFormat } from '../scenario/scenario.ts';
import { suggestQuantity, suggestWord } from '../scenario/suggest.ts';
import { parseStage, type WrittenStage } from '../scenario/written-stages.ts';
import { parseOrigin } from '../support/origin.ts';
import { mostBodyBytes } from '../support/simulated-response.ts';
import { longestUs, longestVirtualUs, parseDuration, parseRate, parseSize } from '../support/units.ts';

/** Parsers of option values; commander puts the option's name before their messages. */

/** In microseconds, of any length: it is only compared, never waited for. */
export function timeSpan(text: string): number {
  return quantity(text, 'duration', parseDuration);
}

export function lifetime(text: string): number {
  return moreThanNone(timeSpan(text));
}

/** In microseconds, up to a day, which timers and patience can bear. */
export function duration(text: string): number {
  const us = timeSpan(text);
  if (us > longestUs) throw new InvalidArgumentError('Expected at most 24h.');
  return us;
}

/** In microseconds, as long as virtual time may last. */
export function virtualDuration(text: string): number {
  const us = timeSpan(text);
  if (us > longestVirtualUs) throw new InvalidArgumentError('Expected at most 8784h, which is a leap year.');
  return us;
}

export function positiveVirtualDuration(text: string): number {
  return moreThanNone(virtualDuration(text));
}

export function positiveDuration(text: string): number {
  return moreThanNone(duration(text));
}

function moreThanNone(amount: number): number {
  if (amount === 0) throw new InvalidArgumentError('Expected more than 0.');
  return amount;
}

/** In bytes. */
export function size(text: string): number {
  return quantity(text, 'size', parseSize);
}

/** In bytes; less than a kibibyte would hold no response. */
export function cacheSize(text: string): number {
  const bytes = size(text);
  if (bytes < 1024) throw new InvalidArgumentError('Expected at least 1KiB.');
  return bytes;
}

/** In bytes, as much as a simulated backend gives. */
export function bodySize(text: string): number {
  const bytes = size(text);
  if (bytes > mostBodyBytes) throw new InvalidArgumentError('Expected at most 64MiB.');
  return bytes;
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

/** In requests per second. */
export function rate(text: string): number {
  const perSecond = parseRate(text);
  if (perSecond === undefined) throw new InvalidArgumentError('Expected a rate with its unit, as 500/s.');
  return moreThanNone(perSecond);
}

/** A whole number from 1 to the given one. */
export function countTo(most: number): (text: string) => number {
  return (text) => {
    const value = /^\d{1,10}$/.test(text) ? Number(text) : 0;
    if (value < 1 || value > most)
      throw new InvalidArgumentError(`Expected a whole number from 1 to ${most}.`);
    return value;
  };
}

/** More than nothing and less than all, as `5%`; 0.05 is returned for that. */
export function percentage(text: string): number {
  const value = /^\d{1,2}(\.\d{1,6})?\s?%$/.test(text) ? Number.parseFloat(text) / 100 : 0;
  if (value === 0) throw new InvalidArgumentError('Expected a percentage, as 5%.');
  return value;
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

export function stages(text: string): WrittenStage[] {
  return text.split(',').map((written) => {
    const stage = parseStage(written);
    if (stage !== undefined) return stage;
    throw new InvalidArgumentError(
      `Expected stages as "100/s for 5s, ramp to 1000/s over 5s"; saw "${written.trim()}".`,
    );
  });
}

/** Without a path: the gateway forwards paths as they are. */
export function httpOrigin(text: string): string {
  const url = parseOrigin(text);
  if (url === undefined) {
    throw new InvalidArgumentError(
      'Expected a URL of scheme, host and port alone, as http://127.0.0.1:8080.',
    );
  }
  return url.origin;
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

export function arrivalProcess(text: string): 'poisson' | 'paced' {
  if (text !== 'poisson' && text !== 'paced') throw new InvalidArgumentError('Expected poisson or paced.');
  return text;
}

export function traceFormat(text: string): TraceFormat {
  if (text !== 'keys' && text !== 'access-log')
    throw new InvalidArgumentError('Expected keys or access-log.');
  return text;
}
