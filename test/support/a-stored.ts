import type { Stored } from '../../src/simulate/model/stored.ts';

/** What a simulated cache holds of an answer that came at time 0 and is fresh for a minute, or what differs from it. */
export function aStored(differences: Partial<Stored> = {}): Stored {
  return {
    route: 0,
    bornAtUs: 0,
    lifetimeUs: 60e6,
    usefulUntilUs: 120e6,
    status: 200,
    bodyBytes: 1000,
    writes: 0,
    changes: 0,
    fetchUs: 1000,
    ...differences,
  };
}
