import type { FlightPlan } from './flight-plan.ts';
import type { Onward } from './passengers.ts';

/** A flight, as those know it who started it. */
interface Departed {
  readonly plan: FlightPlan;
}

/** What a flight tells them. */
export interface FlightEvents extends Onward {
  /** It takes no more clients. */
  closed(flight: Departed): void;
  /** Its answer is for one client only, and the next one's will be too. */
  unshareable(flight: Departed): void;
}
