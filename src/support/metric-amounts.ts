import type { MetricKind } from './metrics.ts';
import { parseDuration, parseRate } from './units.ts';

/**
 * An amount of a metric as people write it: `20ms`, `0.9` or `90%`, `500/s`, `12`; undefined where the text is none, as a share of
 * `90`, of which nothing could be more.
 */
export function parseAmount(unit: MetricKind['unit'], text: string): number | undefined {
  if (unit === 'duration') return parseDuration(text);
  const [, number, ending] = /^(-?\d+(?:\.\d+)?)(%|\/s)?$/.exec(text) ?? [];
  if (number === undefined) return undefined;
  if (ending === '/s') return unit === 'rate' ? parseRate(text) : undefined;
  if (unit === 'ratio') {
    const share = Number(number) / (ending === '%' ? 100 : 1);
    return share > 1 ? undefined : share;
  }
  return ending === '%' ? undefined : Number(number);
}
