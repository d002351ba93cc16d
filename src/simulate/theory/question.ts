import type { Scenario, Strategy } from '../../scenario/scenario.ts';

/**
 * What is predicted: the `steady` state, which a run comes to if it lasts long enough; or what one sees that is `measured` for as
 * long as the scenario says, in caches that the warm-up found empty.
 */
export type Predicted = 'steady' | 'measured';

/** What is predicted of what. */
export interface Question {
  readonly scenario: Scenario;
  readonly strategy: Strategy;
  readonly predicted: Predicted;
  /** Undefined: in open loop those that the scenario plans, in a closed one as many as the loop would send. */
  readonly perSecond?: number | undefined;
}
