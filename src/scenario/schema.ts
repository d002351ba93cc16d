import { z } from 'zod';
import { tokenPattern } from '../support/http-names.ts';
import { parsePathPattern } from '../support/path-pattern.ts';
import { framingHeaders } from '../support/simulated-response.ts';
import { bypassRules, cacheSettings, keyRules } from './caching-schema.ts';
import { expectations, prices } from './judging-schema.ts';
import { load } from './load-schema.ts';
import { balances, modes } from './scenario.ts';
import {
  between,
  bodySize,
  duration,
  oneOf,
  positive,
  positiveDuration,
  positiveTrialDuration,
  type Seen,
  share,
  shown,
  trialDuration,
  varying,
  whole,
} from './schema-values.ts';
import { faults, network } from './trouble-schema.ts';

/**
 * The shape of a scenario file, before defaults are filled in: what people write. Descriptions become the hovers of
 * editors, through the JSON Schema that is generated from here. Every object is strict: an unknown key is an error.
 */

const redisSettings = z.strictObject({
  deadline: positiveDuration.optional().meta({
    description: 'A Redis command that takes longer counts as failed; the request goes on. Default 50ms.',
  }),
});

const gatewaySettings = {
  nodes: whole(1, 64)
    .optional()
    .meta({ description: 'Gateway processes, each with a memory of its own. Default 1.' }),
  balance: oneOf(balances).optional().meta({
    description:
      "sticky: a user's requests all go to one node. round-robin: each request goes to the next node. Default sticky.",
  }),
  build: z.string().min(1).optional().meta({
    description:
      "Folder of another built gatebench, as ../gatebench-before, whose gateway is measured in place of this one's: two versions in one run, block by block.",
  }),
  cache: cacheSettings.optional(),
  redis: redisSettings.optional(),
};

const mode = oneOf(modes);

const strategy = z.union([
  mode.meta({ description: 'A mode with the settings of the gateway block.' }),
  z
    .strictObject({
      name: z
        .string()
        .trim()
        .min(1)
        .max(60)
        .optional()
        .meta({ description: 'As reports call it. Default: its mode.' }),
      mode,
      ...gatewaySettings,
    })
    .meta({ description: 'A mode and what differs from the gateway block.' }),
]);

const backend = z.strictObject({
  latency: varying(duration, 'latency').meta({
    description: 'Time from taking up a request to answering it.',
  }),
  capacity: whole(1, 1_000_000)
    .optional()
    .meta({ description: 'Requests served at once; the rest queue. Default: no bound.' }),
  body: varying(bodySize, 'size')
    .optional()
    .meta({ description: 'Size of response bodies; a resource keeps its size. Default 1KiB.' }),
  errors: share.optional().meta({ description: 'Share of requests (0 to 1) answered 500. Default 0.' }),
  etag: z.boolean().optional().meta({ description: 'Responses carry an ETag. Default true.' }),
  lastModified: z.boolean().optional().meta({ description: 'Responses carry Last-Modified. Default true.' }),
  changes: z.strictObject({ every: positiveDuration }).optional().meta({
    description:
      "Resources change by themselves, behind the gateway's back: each every so often in the mean, by chance. Default never.",
  }),
});

const routeMatch = z
  .string({
    error: ({ input }: Seen) => `expected a method and a path, as GET /products/{id}; saw ${shown(input)}.`,
  })
  .check((context) => {
    const [, method, path] = /^(\S+) +(\S+)$/.exec(context.value) ?? [];
    const problem =
      method === undefined || path === undefined
        ? 'expected a method and a path, as GET /products/{id}'
        : !routeMethods.includes(method)
          ? `expected one of ${routeMethods.join(', ')} as the method, not "${method}"`
          : parsePathPattern(path);
    if (typeof problem === 'string') {
      context.issues.push({
        code: 'custom',
        input: context.value,
        message: `${problem}; saw ${shown(context.value)}.`,
      });
    }
  });

export const routeMethods: readonly string[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

const headerName = z
  .string()
  .regex(new RegExp(tokenPattern), { error: 'is not a header name (RFC 9110 §5.1).' })
  .refine((name) => !framingHeaders.includes(name.toLowerCase()), {
    error: 'cannot be set: the backend sets it to what it really sends.',
  });
const headerValue = z
  .string({
    error: ({ input }: Seen) => `expected text; saw ${shown(input)}. Quote it if it looks like a number.`,
  })
  .regex(/^[\t\x20-\x7e\x80-\xff]*$/, { error: 'holds a character that a header may not hold.' });

const route = z.strictObject({
  match: routeMatch.meta({
    description: 'Method and path. {id} stands for one path segment, {path...} at the end for all the rest.',
  }),
  backend: z
    .string({
      error: ({ input }: Seen) =>
        `a route needs a backend, the name of one of the backends; saw ${shown(input)}.`,
    })
    .meta({ description: 'Name of the backend that answers.' }),
  weight: between(0, 1e9, 'a weight')
    .refine(positive, { error: ({ input }) => `must be more than 0; saw ${shown(input)}.` })
    .optional()
    .meta({ description: 'Share of the requests, relative to the other routes. Default 1.' }),
  keys: z
    .strictObject({
      count: whole(1, 1_000_000_000)
        .optional()
        .meta({ description: 'Number of different keys. Default 10000.' }),
      zipf: between(0, 4, 'a skew')
        .optional()
        .meta({ description: 'Skew of popularity: 0 all alike, 0.8 as on the web. Default 0.8.' }),
    })
    .optional()
    .meta({ description: 'Keys that fill the hole of the path. Routes with the same path share them.' }),
  headers: z.record(headerName, headerValue).optional().meta({
    description: "Headers of the backend's responses, as cache-control: public, max-age=60.",
  }),
  key: keyRules.optional().meta({
    description: 'What tells the cache key beside path and query. Default: the target as it came.',
  }),
  bypass: bypassRules.optional().meta({ description: 'Requests that go past the cache.' }),
  readBack: share.optional().meta({
    description:
      "Of a write: share of them (0 to 1) after which the same user's next request reads what was written. Default 0.",
  }),
});

const trace = z.strictObject({
  file: z.string().min(1).meta({ description: 'Relative to the scenario; gzip is decompressed.' }),
  format: oneOf(['keys', 'access-log']).optional().meta({
    description: 'One key a line, or Common/Combined Log Format. Default: told by its lines.',
  }),
  limit: whole(1, 50_000_000).optional().meta({ description: 'Replay only so many requests. Default: all.' }),
});

const measure = z.strictObject({
  warmup: trialDuration.optional().meta({
    description: 'Load before the measurement begins. Default 2s; more than 24h can only be simulated.',
  }),
  duration: positiveTrialDuration.optional().meta({
    description:
      'Longest measurement of one trial. Default 10s; with a trace 5m, and the trace may end it sooner. More than 24h can only be simulated.',
  }),
  repetitions: whole(1, 1000).optional().meta({ description: 'Trials of each strategy. Default 8.' }),
  cache: oneOf(['warm', 'cold']).optional().meta({
    description:
      'warm: the warm-up fills the caches with the measured keys. cold: it asks for other keys. Default warm; with a trace cold.',
  }),
});

export const sweepSchema = z
  .record(
    z.string().min(1),
    z.array(z.union([z.string(), z.number(), z.boolean()])).min(1, { error: 'needs at least one value.' }),
  )
  .refine((axes) => Object.keys(axes).length > 0, { error: 'needs at least one path.' });

export const scenarioFileSchema = z
  .strictObject({
    question: z
      .string()
      .trim()
      .min(1, { error: 'says nothing; write what the run shall settle.' })
      .max(500, { error: 'is longer than 500 characters.' })
      .meta({ description: 'What the run shall settle, in words.' }),
    strategies: z.array(strategy).min(1).max(32).optional().meta({
      description: 'What is compared; the first is the baseline. Default stateless, memory, redis.',
    }),
    gateway: z.strictObject(gatewaySettings).optional().meta({ description: 'Settings of every strategy.' }),
    backends: z
      .record(z.string().min(1), backend)
      .refine((backends) => Object.keys(backends).length > 0, { error: 'needs at least one backend.' })
      .meta({ description: 'Simulated services by name.' }),
    routes: z
      .array(route)
      .min(1)
      .max(200)
      .meta({ description: 'What is asked of which backend; the first match applies.' }),
    trace: trace
      .optional()
      .meta({ description: 'Replay a recorded stream of requests instead of drawing keys.' }),
    load: load.optional(),
    network: network.optional().meta({
      description: 'What lies between the processes; loopback alone has no distance.',
    }),
    faults: faults.optional().meta({ description: 'What goes wrong in every trial, and when.' }),
    measure: measure.optional(),
    prices: prices
      .optional()
      .meta({ description: 'What things cost, so that strategies can be compared by it.' }),
    expect: expectations.optional().meta({
      description:
        "Bounds that figures must keep, as memory.hitRatio: '>= 0.9'. A run that breaks one exits with 4.",
    }),
    sweep: sweepSchema.optional().meta({
      description:
        'Paths of this file and the values to try at each, as gateway.cache.ttl: [1s, 10s]; every combination is run.',
    }),
    sources: z.array(z.string().trim().min(1)).optional().meta({
      description: 'Where the parameters come from: papers, traces, measurements.',
    }),
    seed: whole(0, 2 ** 32 - 1)
      .optional()
      .meta({ description: 'The same seed gives the same requests in the same order. Default 1.' }),
  })
  .meta({ title: 'gatebench scenario' });

/** What a scenario file says, quantities parsed (µs, bytes) but nothing filled in. */
export type ScenarioFile = z.output<typeof scenarioFileSchema>;
