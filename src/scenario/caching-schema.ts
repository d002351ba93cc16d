import { z } from 'zod';
import { errorStatusPattern, queryNamePattern, tokenPattern } from '../support/http-names.ts';
import { evictions } from './evictions.ts';
import {
  between,
  lifetime,
  lifetimeOr,
  oneOf,
  type Seen,
  share,
  shown,
  size,
  timeSpan,
  whole,
} from './schema-values.ts';

/** What scenario files say about caching: a strategy's policy, and a route's cache key. */

const errorStatus = z.string().regex(new RegExp(errorStatusPattern), {
  error: 'is no status of an error, 400 to 599.',
});

export const cacheSettings = z.strictObject({
  maxSize: size
    .refine((bytes) => bytes >= 1024, { error: ({ input }) => `must be at least 1KiB; saw ${shown(input)}.` })
    .optional()
    .meta({
      description:
        'Most that stored responses may take, in the memory of each node and in Redis. Default 64MiB.',
    }),
  maxEntries: whole(1, 1_000_000_000).optional().meta({
    description:
      'Most responses that each store holds, however large they are, in place of maxSize. Simulations only: real stores are bounded by bytes.',
  }),
  eviction: oneOf(evictions).optional().meta({
    description:
      'Which response makes room when a store is full. A run has gateway-memory in memory, redis-lru and redis-lfu in Redis; a simulation has all, in either. Default: gateway-memory in memory, redis-lru in Redis.',
  }),
  maxBody: size
    .optional()
    .meta({ description: 'A larger body passes through without being stored. Default 1MiB.' }),
  ttl: lifetime.optional().meta({
    description:
      "Freshness lifetime of what may be stored, in place of the backend's. Default: obey the backend.",
  }),
  staleWhileRevalidate: timeSpan.optional().meta({
    description:
      'How long a stale response still answers while it is refreshed in the background (RFC 5861). Default: obey the backend.',
  }),
  staleIfError: timeSpan.optional().meta({
    description:
      'How long a stale response still answers in place of an error (RFC 5861). Default: obey the backend.',
  }),
  negative: z.record(errorStatus, lifetimeOr('origin')).optional().meta({
    description:
      'Error statuses that are stored, each for a time or for as long as the backend says: { 404: 10s, 503: origin }. Default: 404 and 410, as the backend says.',
  }),
  ttlJitter: share.optional().meta({
    description:
      'Share (0 to 1) of each lifetime up to which chance shortens it, so that what was stored together does not expire together. Default 0.',
  }),
  earlyRefresh: between(0, 1000, 'a factor β of 0 or more').optional().meta({
    description:
      'β of XFetch: responses are refreshed before they expire, by a chance that grows near the end; 1 is usual. Default 0: never.',
  }),
  collapse: z.boolean().optional().meta({
    description: 'One backend call serves all requests that wait for the same answer. Default true.',
  }),
});

const fieldName = z
  .string()
  .regex(new RegExp(tokenPattern), {
    error: ({ input }: Seen) => `expected the name of a header (RFC 9110 §5.1); saw ${shown(input)}.`,
  })
  .transform((name) => name.toLowerCase());
const cookieName = z.string().regex(new RegExp(tokenPattern), {
  error: ({ input }: Seen) => `expected the name of a cookie (RFC 6265 §4.1.1); saw ${shown(input)}.`,
});
const queryName = z.string().regex(new RegExp(queryNamePattern), {
  error: ({ input }: Seen) =>
    `expected the name of a query parameter, as fbclid or utm_*; saw ${shown(input)}.`,
});

export const keyRules = z.strictObject({
  sortQuery: z.boolean().optional().meta({
    description: 'Parameters in any order are one resource, and are forwarded sorted. Default false.',
  }),
  stripQuery: z.array(queryName).optional().meta({
    description: 'Query parameters taken out of key and request; utm_* stands for all that begin so.',
  }),
  headers: z.array(fieldName).optional().meta({
    description: 'Request headers whose values are part of the key.',
  }),
  cookies: z.array(cookieName).optional().meta({
    description:
      'Cookies that are part of the key; all others are taken out. Default: what is asked with a cookie is not stored.',
  }),
});

export const bypassRules = z.strictObject({
  headers: z.array(fieldName).optional().meta({
    description: 'A request with one of these headers goes past the cache.',
  }),
  cookies: z.array(cookieName).optional().meta({
    description: 'A request with one of these cookies goes past the cache.',
  }),
});
