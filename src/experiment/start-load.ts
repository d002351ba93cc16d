import type { LoadCalls, LoadConfig, LoadEvent } from '../load/messages.ts';
import type { Crew } from './crew.ts';
import { phaseGraceUs, replyDeadlineUs, startDeadlineUs } from './deadlines.ts';
import type { PlannedTrial } from './plan.ts';
import type { TrialSetting } from './trial-setting.ts';

type LoadSetting = Pick<TrialSetting, 'scenario' | 'interrupt' | 'onProgress'> &
  Pick<LoadConfig, 'targets' | 'ownChanges'>;

/** The load generator. An interrupt ends the phase that is under way. */
export async function startLoad(
  { seed, strategy }: PlannedTrial,
  { scenario, targets, ownChanges, interrupt, onProgress }: LoadSetting,
  crew: Crew,
) {
  let begin = (_: number): void => {};
  const onEvent = (event: LoadEvent): void => {
    if ('beganAtUs' in event) begin(event.beganAtUs);
    else onProgress(event);
  };
  const child = crew.hire<LoadCalls>('the load generator', 'load/load-process.js', { onEvent });
  const { balance } = strategy;
  await child.call('start', { scenario, seed, targets, balance, ownChanges }, startDeadlineUs);
  const graceUs = scenario.load.timeoutUs + phaseGraceUs;
  const untilInterrupted = async <T>(phase: Promise<T>): Promise<T> => {
    // The phase itself reports what goes wrong with it.
    const halt = () => void child.call('halt', undefined, replyDeadlineUs).catch(() => {});
    interrupt.addEventListener('abort', halt);
    if (interrupt.aborted) halt();
    return phase.finally(() => interrupt.removeEventListener('abort', halt));
  };
  return {
    warmUp: () => untilInterrupted(child.call('warmUp', undefined, scenario.measure.warmupUs + graceUs)),
    /** `onBegan` is told when, on the machine's clock, the first request may be sent. */
    measure(onBegan: (beganAtUs: number) => void) {
      begin = onBegan;
      return untilInterrupted(child.call('measure', undefined, scenario.measure.durationUs + graceUs));
    },
  };
}
