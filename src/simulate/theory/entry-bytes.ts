import type { Backend, Route, Strategy } from '../../scenario/scenario.ts';
import { usesRedis } from '../../scenario/scenario.ts';
import { fillPath } from '../../support/path-pattern.ts';
import { logBytes, redisFenceBytes, redisRecordBytes } from '../cache/entry-weights.ts';
import { headBytesOf, keyLength } from '../cache/record-bytes.ts';
import { meanOf } from './distribution-moments.ts';

/** Bytes that an answer with a body of mean size takes of a strategy's cache, as the stores count them; 1 where they count entries. */
export function entryBytes(
  route: Route,
  backend: Backend,
  { mode, cache }: Strategy,
  bodyBytes: number,
): number {
  if (cache.maxEntries !== undefined) return 1;
  const target = keyLength(fillPath(route.path, String(route.keys.count)));
  const record = Math.round(
    bodyBytes +
      headBytesOf(
        route,
        backend,
      )({
        ...{ route: 0, status: 200, bodyBytes: Math.round(bodyBytes), fetchUs: meanOf(backend.latencyUs) },
        ...{ writes: 0, changes: 0, bornAtUs: 0, lifetimeUs: 0, usefulUntilUs: 0 },
      }),
  );
  return usesRedis(mode)
    ? redisRecordBytes(target, record) + redisFenceBytes(target)
    : logBytes(target, record);
}
