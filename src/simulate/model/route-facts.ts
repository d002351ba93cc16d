import type { Scenario, Strategy } from '../../scenario/scenario.ts';
import { isWrite } from '../../support/is-write.ts';
import { type RouteCaching, routeCaching } from '../route-caching.ts';

/** What the model needs to know of a route under a strategy. */
export interface RouteFacts {
  /** Place in the scenario's backends. */
  readonly backend: number;
  /** GET or HEAD: a cache may answer it. */
  readonly isRead: boolean;
  readonly isHead: boolean;
  readonly isWrite: boolean;
  readonly caching: RouteCaching;
  /** Whether one answer can serve others, so that they may wait for it. */
  readonly isShareable: boolean;
}

export function routeFacts({ routes, backends }: Scenario, { cache }: Strategy): RouteFacts[] {
  return routes.map((route) => {
    const backend = backends.findIndex(({ name }) => name === route.backend);
    const caching = routeCaching(route, backends[backend] as Scenario['backends'][number], cache);
    const { storable, alwaysRevalidate, lifetimeUs, lifetimePerUnchangedUs, staleWhileRevalidateUs } =
      caching;
    const isEverFresh = lifetimeUs > 0 || lifetimePerUnchangedUs > 0;
    return {
      backend,
      isRead: route.method === 'GET' || route.method === 'HEAD',
      isHead: route.method === 'HEAD',
      isWrite: isWrite(route.method),
      caching,
      isShareable: storable && !alwaysRevalidate && (isEverFresh || staleWhileRevalidateUs > 0),
    };
  });
}
