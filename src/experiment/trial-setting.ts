import type { LoadProgress } from '../load/messages.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { Pinning } from './pinning.ts';
import type { RedisSource } from './redis-source.ts';

/** What a trial finds around it, whichever strategy it measures. */
export interface TrialSetting {
  readonly scenario: Scenario;
  /** Undefined where no strategy needs one. */
  readonly redis: RedisSource | undefined;
  /** Undefined: processes run where the system puts them. */
  readonly pinning: Pinning | undefined;
  /** Every Redis key of the trial begins with it. */
  readonly keyPrefix: string;
  /** Ends the trial early; what was measured by then is kept. */
  readonly interrupt: AbortSignal;
  readonly onProgress: (progress: LoadProgress) => void;
}
