import type { MetricKind } from './metrics.ts';
import { parseDuration, parseRate } from './units.ts';

/** An amount of a metric as people write it: `20ms`, `0.9` or `90%`, `500/s`, `12`; undefined where the text is none. */
export function parseAmount(unit: MetricKind['unit'], text: string): number | undefined {
  if (unit === 'duration') return parseDuration(text);
  const [, number, ending] = /^(-?\d+(?:\.\d+)?)(%|\/s)?$/.exec(text) ?? [];
  if (number === undefined) return undefined;
  if (ending === '%') return unit === 'ratio' ? Number(number) / 100 : undefined;
  if (ending === '/s') return unit === 'rate' ? parseRate(text) : undefined;
  return Number(number);
}
