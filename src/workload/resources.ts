import type { Route, Scenario } from '../scenario/scenario.ts';
import { fillPath } from '../support/path-pattern.ts';
import type { Trace } from './trace/trace.ts';

/** The resources that a scenario can ask for, as whole numbers from 0 on. */
export interface Resources {
  /** How many there are. */
  readonly count: number;
  /** Path and query of each; of a number from `count` on: of one that only a warm-up asks for that is to leave the caches cold. */
  targetOf(resource: number): string;
}

/** Keys of one path pattern, whose numbers follow each other. */
export interface KeyRange {
  readonly first: number;
  readonly count: number;
  readonly path: Route['path'];
}

/** Routes with the same path share one range; a path without a key is one resource. */
export function keyRanges(routes: readonly Route[]): ReadonlyMap<string, KeyRange> {
  const ranges = new Map<string, KeyRange>();
  let first = 0;
  for (const { path } of routes) {
    if (ranges.has(path.text)) continue;
    const alike = routes.filter((route) => route.path.text === path.text);
    const count = path.hole === 'none' ? 1 : Math.max(...alike.map(({ keys }) => keys.count));
    ranges.set(path.text, { first, count, path });
    first += count;
  }
  return ranges;
}

export function resourcesOf({ routes }: Pick<Scenario, 'routes'>, trace: Trace | undefined): Resources {
  if (trace !== undefined) {
    const targets = [...new Set(trace.requests.map(({ target }) => target))];
    return withApart(targets.length, (resource) => targets[resource] as string);
  }
  const ranges = [...keyRanges(routes).values()];
  const last = ranges.at(-1);
  return withApart(last === undefined ? 0 : last.first + last.count, (resource) => {
    const range = ranges.findLast(({ first }) => first <= resource) as KeyRange;
    return fillPath(range.path, String(resource - range.first + 1));
  });
}

function withApart(count: number, targetOf: (resource: number) => string): Resources {
  return {
    count,
    targetOf: (resource) => (resource < count ? targetOf(resource) : setApart(targetOf(resource - count))),
  };
}

/** A query makes another resource of any target, also where a path has no key, and leaves its route the same. */
export function setApart(target: string): string {
  return `${target}${target.includes('?') ? '&' : '?'}gatebench-warm-up`;
}
