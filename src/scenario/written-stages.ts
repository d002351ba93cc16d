import { parseDuration, parseRate } from '../support/units.ts';
import type { Stage } from './scenario.ts';

/** A stretch of time at a rate, or on the way to one. */
export interface WrittenStage {
  readonly shape: 'hold' | 'ramp';
  readonly ratePerSecond: number;
  readonly durationUs: number;
}

/** `100/s for 30s`, `ramp to 2000/s over 10s`; undefined where the text is no stage. */
export function parseStage(text: string): WrittenStage | undefined {
  const [, ramp, rateText = '', durationText = ''] =
    /^(?:(ramp to) )?(\S+) (?:for|over) (\S+)$/.exec(text.trim().replace(/\s+/g, ' ')) ?? [];
  const [ratePerSecond, durationUs] = [parseRate(rateText), parseDuration(durationText)];
  if (ratePerSecond === undefined || durationUs === undefined || durationUs === 0) return undefined;
  return { shape: ramp === undefined ? 'hold' : 'ramp', ratePerSecond, durationUs };
}

/** A ramp begins where the stage before it ended, the first one at nothing. */
export function resolveStages(written: readonly WrittenStage[]): Stage[] {
  let reached = 0;
  return written.map(({ shape, ratePerSecond, durationUs }) => {
    const from = shape === 'ramp' ? reached : ratePerSecond;
    reached = ratePerSecond;
    return { from, to: ratePerSecond, durationUs };
  });
}

/** How long the stages take together. */
export function lengthOfStages(written: readonly WrittenStage[]): number {
  return written.reduce((sum, { durationUs }) => sum + durationUs, 0);
}
