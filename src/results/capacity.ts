import { z } from 'zod';
import { type MetricName, metricNames } from '../support/metrics.ts';

/** Raised whenever an older reader could misread a newer document. */
export const capacityVersion = 1;

const rate = z.number().min(0);
const metric = z.enum(metricNames as readonly [MetricName, ...MetricName[]]);

/** Something that was at its limit, with its figure, for people: `gateway`, `busy 97.3 % of the time`. */
const limit = z.strictObject({
  part: z.enum(['load', 'gateway', 'backend', 'redis', 'network', 'connections']),
  name: z.string(),
  detail: z.string(),
});

const probe = z.strictObject({
  /** Offered, as a Poisson process. */
  ratePerSecond: rate,
  verdict: z.enum(['holds', 'breaks', 'void']),
  /** Why it broke or was void; absent where it held. */
  reason: z.string().optional(),
  /** Those of the objective, in the units of support/metrics.ts; absent where the trial had none. */
  figures: z.partialRecord(metric, z.number()),
  saturated: z.array(limit),
});

const strategy = z.strictObject({
  name: z.string().min(1),
  mode: z.string().min(1),
  /** `unsettled`: the probes were spent before two agreed on either side. */
  state: z.enum(['searching', 'settled', 'unsettled', 'interrupted', 'failed']),
  /** Why nothing could be measured; where the state is `failed`. */
  reason: z.string().optional(),
  /** Requests per second, answered other than by an error, in a closed loop: where the search began. */
  closedLoopPerSecond: rate.optional(),
  /** The highest rate that keeps the objective; absent where none does. */
  holdsPerSecond: rate.optional(),
  /** The lowest rate above it that does not; absent where none was found. */
  breaksPerSecond: rate.optional(),
  /** What ended it: the system, or the load generator, which could not offer more. */
  limitedBy: z.enum(['system', 'generator']).optional(),
  /** What was at its limit at the lowest rate that breaks. */
  saturated: z.array(limit),
  probes: z.array(probe),
});

/** What `gatebench capacity` found: for each strategy the highest rate that keeps an objective. */
export const capacitySchema = z.strictObject({
  format: z.literal('gatebench-capacity'),
  schemaVersion: z.literal(capacityVersion),
  capacityId: z.string().min(1),
  state: z.enum(['running', 'complete', 'interrupted']),
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().optional(),
  generator: z.strictObject({ version: z.string(), revision: z.string().optional() }),
  command: z.string(),
  scenario: z.strictObject({ name: z.string(), question: z.string(), source: z.string() }),
  objective: z
    .array(z.strictObject({ metric, operator: z.enum(['<', '<=', '>', '>=']), value: z.number() }))
    .min(1),
  /** Of the measurement of each probe. */
  trialUs: z.number().min(0),
  strategies: z.array(strategy).min(1),
});

export type Capacity = z.infer<typeof capacitySchema>;
export type StrategyCapacity = z.infer<typeof strategy>;
export type CapacityProbe = z.infer<typeof probe>;
export type Limit = z.infer<typeof limit>;
