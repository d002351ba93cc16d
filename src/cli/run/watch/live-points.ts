import type { LoadProgress } from '../../../load/messages.ts';
import { hitRatio } from '../../../measure/outcome.ts';
import type { LivePoint } from '../../../report/live/live-state.ts';

/** The intervals that a phase tells of, as a live chart draws them; those of a warm-up lie before 0. */
export function livePoints(
  strategy: string,
  warmupUs: number,
  { phase, intervals }: Pick<LoadProgress, 'phase' | 'intervals'>,
): LivePoint[] {
  const offsetUs = phase === 'warm-up' ? warmupUs : 0;
  return intervals.map(({ startUs, lengthUs, completed, p50Us, p99Us }) => {
    const { error: _, ...answers } = completed;
    const answered = Object.values(answers).reduce((sum, count) => sum + count, 0);
    return {
      strategy,
      seconds: (startUs + lengthUs / 2 - offsetUs) / 1e6,
      requestsPerSecond: answered / (lengthUs / 1e6),
      hitRatio: hitRatio(completed) ?? null,
      p50Us,
      p99Us,
    };
  });
}
