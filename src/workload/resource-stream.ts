import type { Scenario } from '../scenario/scenario.ts';
import { matchesPath } from '../support/path-pattern.ts';
import { createRandom, deriveSeed, type Random } from '../support/random.ts';
import type { WorkloadOptions } from './create-workload.ts';
import { type KeyRange, keyRanges } from './resources.ts';
import type { Trace } from './trace/trace.ts';
import { createZipfSampler } from './zipf-sampler.ts';

/** A stream of requests as numbers: `next` moves on to the next request, and says whether there is one. */
export interface ResourceStream {
  next(): boolean;
  /** Place in the scenario's routes; for a trace, of the first that matches. */
  readonly route: number;
  /** As `resourcesOf` numbers them. */
  readonly resource: number;
  readonly user: number;
  /** How large the answer's body was where the request was recorded; −1: not known. */
  readonly bodyBytes: number;
}

/** The same requests as `createWorkload` gives for the same arguments, without their texts. */
export function createResourceStream(
  scenario: Scenario,
  { seed, phase, trace }: WorkloadOptions,
): ResourceStream {
  const isWarmUp = phase === 'warm-up';
  const isSetApart = isWarmUp && scenario.measure.cache === 'cold';
  const chance = (purpose: string) => createRandom(deriveSeed(seed, purpose, phase));
  const users = { random: chance('users'), count: scenario.load.users };
  if (trace !== undefined)
    return new ReplayedStream(scenario, trace, users, { repeat: isWarmUp, isSetApart });
  return new DrawnStream(scenario, users, {
    resources: chance('workload'),
    readBacks: chance('read-backs'),
    isSetApart,
  });
}

interface Users {
  readonly random: Random;
  readonly count: number;
}

class DrawnStream implements ResourceStream {
  route = 0;
  resource = 0;
  user = 0;
  readonly bodyBytes = -1;
  readonly #users: Users;
  readonly #weights: readonly number[];
  readonly #totalWeight: number;
  readonly #firsts: readonly number[];
  readonly #drawRank: readonly (() => number)[];
  readonly #readBacks: readonly number[];
  /** By route, the one that reads what it writes. */
  readonly #readers: readonly number[];
  readonly #chance: Random;
  readonly #readBackChance: Random;
  /** By user, what it is to read next, and by which route. */
  readonly #owed = new Map<number, { readonly resource: number; readonly route: number }>();

  constructor(
    { routes }: Scenario,
    users: Users,
    {
      resources,
      readBacks,
      isSetApart,
    }: { readonly resources: Random; readonly readBacks: Random; readonly isSetApart: boolean },
  ) {
    const ranges = keyRanges(routes);
    const range = (text: string): KeyRange => ranges.get(text) as KeyRange;
    const count = [...ranges.values()].reduce((sum, one) => sum + one.count, 0);
    this.#users = users;
    this.#weights = routes.map(({ weight }) => weight);
    this.#totalWeight = this.#weights.reduce((sum, weight) => sum + weight, 0);
    this.#firsts = routes.map(({ path }) => range(path.text).first + (isSetApart ? count : 0));
    this.#drawRank = routes.map(({ path, keys }) =>
      path.hole === 'none' ? () => 1 : createZipfSampler(keys, resources),
    );
    this.#readBacks = routes.map(({ readBack }) => readBack);
    this.#readers = routes.map(({ path }, index) => {
      const reader = routes.findIndex((route) => route.method === 'GET' && route.path.text === path.text);
      return reader === -1 ? index : reader;
    });
    this.#chance = resources;
    this.#readBackChance = readBacks;
  }

  next(): boolean {
    const { random, count } = this.#users;
    this.user = Math.floor(random() * count);
    if (this.#owed.size > 0) {
      const written = this.#owed.get(this.user);
      if (written !== undefined) {
        this.#owed.delete(this.user);
        this.resource = written.resource;
        this.route = written.route;
        return true;
      }
    }
    const route = this.#drawRoute();
    this.route = route;
    this.resource = (this.#firsts[route] as number) + (this.#drawRank[route] as () => number)() - 1;
    const readBack = this.#readBacks[route] as number;
    if (readBack > 0 && this.#readBackChance() < readBack) {
      this.#owed.set(this.user, { resource: this.resource, route: this.#readers[route] as number });
    }
    return true;
  }

  #drawRoute(): number {
    let rest = this.#chance() * this.#totalWeight;
    for (let index = 0; index < this.#weights.length; index++) {
      rest -= this.#weights[index] as number;
      if (rest < 0) return index;
    }
    // Rounding in the subtractions can leave a crumb behind the last weight.
    return this.#weights.length - 1;
  }
}

class ReplayedStream implements ResourceStream {
  route = 0;
  resource = 0;
  user = 0;
  bodyBytes = -1;
  readonly #users: Users;
  readonly #order: Uint32Array;
  readonly #routes: Int32Array;
  readonly #resources: Float64Array;
  readonly #bodyBytes: Float64Array;
  readonly #repeat: boolean;
  #position = 0;

  constructor(
    { routes }: Scenario,
    { requests, order }: Trace,
    users: Users,
    { repeat, isSetApart }: { readonly repeat: boolean; readonly isSetApart: boolean },
  ) {
    const numbers = new Map<string, number>();
    for (const { target } of requests) if (!numbers.has(target)) numbers.set(target, numbers.size);
    this.#users = users;
    this.#order = order;
    this.#repeat = repeat;
    this.#routes = Int32Array.from(requests, ({ method, target }) =>
      routes.findIndex((route) => route.method === method && matchesPath(route.path, target)),
    );
    const offset = isSetApart ? numbers.size : 0;
    this.#resources = Float64Array.from(requests, ({ target }) => offset + (numbers.get(target) as number));
    this.#bodyBytes = Float64Array.from(requests, ({ bodyBytes }) => bodyBytes ?? -1);
  }

  next(): boolean {
    if (this.#repeat && this.#position === this.#order.length) this.#position = 0;
    if (this.#position === this.#order.length) return false;
    const index = this.#order[this.#position] as number;
    this.#position += 1;
    this.route = this.#routes[index] as number;
    this.resource = this.#resources[index] as number;
    this.bodyBytes = this.#bodyBytes[index] as number;
    this.user = Math.floor(this.#users.random() * this.#users.count);
    return true;
  }
}
