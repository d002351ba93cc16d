import { everyMode, inModes, type ModeAtHand, type StartRig } from '../../support/gateway-modes.ts';
import type { Answered } from '../../support/http-client.ts';
import { cacheStatus } from '../../support/running-gateway.ts';

/** What an attack is made on: an origin with a gateway before it, in the mode at hand. */
export interface Arena extends ModeAtHand {
  readonly start: StartRig;
}

/** The same attacks on a gateway in every mode that there is. */
export function inEveryMode(title: string, attacks: (arena: Arena) => void): void {
  inModes(everyMode, title, (start, atHand) => attacks({ ...atHand, start }));
}

/** Whether an answer came from the store alone. */
export function isHit(answered: Answered): boolean {
  return cacheStatus(answered)?.startsWith('hit') ?? false;
}
