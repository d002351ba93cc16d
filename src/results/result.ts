import { z } from 'zod';
import { type MetricName, metricNames } from '../support/metrics.ts';
import { calibrationSchema } from './calibration.ts';
import {
  count,
  measurement,
  type playedFault,
  type requestCounts,
  type resourceUsage,
  us,
} from './measurement.ts';
import { theorySchema } from './theory.ts';

/** Raised whenever an older reader could misread a newer document. */
export const resultSchemaVersion = 2;

const strategy = z.strictObject({
  name: z.string().min(1),
  mode: z.string().min(1),
  nodes: z.int().min(1),
  /** What sets the strategy apart, as words for people: `64 MiB each`, `fresh for 5 s`. */
  settings: z.array(z.string()),
  /** What stored responses may take in the memory of each node; 0: nothing is stored there. */
  memoryBytes: count,
  usesRedis: z.boolean(),
  /** Of an A/A pair, the strategy that this one repeats under another name. */
  twinOf: z.string().optional(),
});

const arrivals = z.discriminatedUnion('process', [
  z.strictObject({
    process: z.enum(['poisson', 'paced']),
    /** The rate goes evenly from one value to the other; a stage without an end lasts until the measurement's. */
    stages: z.array(z.strictObject({ from: us, to: us, durationUs: us.optional() })).min(1),
  }),
  z.strictObject({ process: z.literal('trace'), speed: z.number().positive() }),
]);

const load = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('closed') }),
  z.strictObject({ kind: z.literal('open'), arrivals, maxLagUs: us }),
]);

const price = z.number().min(0);

const prices = z.strictObject({
  currency: z.string(),
  perBackendCall: price,
  perBackendCpuSecond: price,
  perGatewayNodeHour: price,
  perMemoryGiBHour: price,
  perRedisNodeHour: price,
  perEgressGiB: price,
  trafficPerSecond: price.optional(),
});

const expectation = z.strictObject({
  strategy: z.string(),
  metric: z.enum(metricNames as readonly [MetricName, ...MetricName[]]),
  operator: z.enum(['<', '<=', '>', '>=']),
  value: z.number(),
});

const scenario = z.strictObject({
  name: z.string(),
  question: z.string(),
  /** The file as it was read. */
  source: z.string(),
  seed: z.int(),
  strategies: z.array(strategy).min(1),
  connections: z.int().min(1),
  load,
  /** What lies between the processes, as words for people: `client and gateway: 20 ms each way`. */
  network: z.array(z.string()),
  prices: prices.optional(),
  expect: z.array(expectation),
  /** Where the parameters come from. */
  sources: z.array(z.string()),
  warmupUs: us,
  durationUs: us,
  /** Blocks that were to be measured: as many as the scenario says, or more where that was to make intervals narrow. */
  repetitions: z.int().min(1),
  cache: z.enum(['warm', 'cold']),
  /** What is replayed, when a trace is. */
  trace: z
    .strictObject({ file: z.string(), requests: count, distinct: count, skippedLines: count })
    .optional(),
  /** The scenario with every default filled in and the command line's changes made, without file names: what makes two runs alike. */
  resolved: z.json(),
});

/** How the trials were run, where the command line has a say. */
const protocol = z.strictObject({
  /** Cores of the gateways and of everything else; absent: no process was pinned. */
  pinned: z.strictObject({ gateway: z.array(z.int()), others: z.array(z.int()) }).optional(),
  /** Times were shortened: good for a look, not for a verdict. */
  quick: z.boolean(),
  /** Blocks were repeated until the intervals were so narrow (0.05: ± 5 %), or the time was up. */
  until: z.strictObject({ ratio: z.number().positive(), budgetUs: us, reached: z.boolean() }).optional(),
});

/** Of a simulation, the machine whose service times it has, as far as they are known with their machine. */
const environment = z.strictObject({
  platform: z.string().optional(),
  cpuModel: z.string(),
  cpus: z.int().min(1),
  memoryBytes: count.optional(),
  loadAverage: z.array(z.number()).length(3).optional(),
  node: z.string(),
  redis: z.string().optional(),
  /** Versions of the packages that were part of what was measured; none of a simulation. */
  packages: z.record(z.string(), z.string()),
});

/** How figures were computed that nobody measured. */
const simulation = z.strictObject({
  /** `exact`: every request; `sampled`: those of some keys; `closed-form`: none, but formulas. */
  method: z.enum(['exact', 'sampled', 'closed-form']),
  /** `one`: all processes shared the cores of the calibrated machine; `many`: each had a machine of its own, and load cost nothing. */
  machines: z.enum(['one', 'many']),
  /** What pieces of work cost. */
  calibration: calibrationSchema,
  /** `own`: `gatebench calibrate` measured that here; `given`: the command line named it; `shipped`: it comes with gatebench. */
  calibrationFrom: z.enum(['own', 'given', 'shipped']),
});

/** Something a reader must know before believing a figure. */
const warning = z.strictObject({
  /** Stable, as `load-generator-busy`. */
  code: z.string(),
  message: z.string(),
  hint: z.string().optional(),
  strategy: z.string().optional(),
  repetition: z.int().min(1).optional(),
});

const trialIdentity = {
  strategy: z.string(),
  /** Counts from 1; the trials of one repetition form a block. */
  repetition: z.int().min(1),
  /** From 1; a trial that was void is repeated. */
  attempt: z.int().min(1),
  /** Place in the order in which the trials ran, from 1. */
  position: z.int().min(1),
  startedAt: z.iso.datetime(),
};

const trial = z.discriminatedUnion('state', [
  z.strictObject({ ...trialIdentity, state: z.literal('valid'), measurement }),
  /** Measured, but its figures must not be used. */
  z.strictObject({ ...trialIdentity, state: z.literal('invalid'), reason: z.string(), measurement }),
  /** Ended before anything could be measured, as by a child that crashed. */
  z.strictObject({ ...trialIdentity, state: z.literal('failed'), reason: z.string() }),
  /** Stopped by the user; the measurement is what there was by then. */
  z.strictObject({ ...trialIdentity, state: z.literal('interrupted'), measurement: measurement.optional() }),
]);

/** Every request offered is accounted for, so no slow one was lost on the way. */
export function balances({
  offered,
  completed,
  errors,
  timeouts,
  unfinished,
}: z.infer<typeof requestCounts>): boolean {
  return offered === completed + errors + timeouts + unfinished;
}

/** What each value of a document is like; what holds between its parts is said in contradictions.ts. */
export const resultSchema = z.strictObject({
  format: z.literal('gatebench-result'),
  schemaVersion: z.literal(resultSchemaVersion),
  /** In reports also the word for how every figure came about. */
  kind: z.enum(['measured', 'simulated']),
  /** Of a simulation, a digest of all that goes into it: the same input has the same id. */
  runId: z.string().min(1),
  /** `running` also stands in a document whose run died. */
  state: z.enum(['running', 'complete', 'interrupted']),
  /** Times of a simulation, here and in its trials, are virtual: they begin at a fixed moment, and go on as the simulated time does. */
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().optional(),
  generator: z.strictObject({ version: z.string(), revision: z.string().optional() }),
  /** The command line that made it, ready for a shell. */
  command: z.string(),
  scenario,
  environment,
  protocol,
  /** Of what was measured, and of simulations by older versions, absent. */
  simulation: simulation.optional(),
  /** Strategies of the scenario that were not measured, and why. */
  omitted: z.array(z.strictObject({ strategy: z.string(), reason: z.string(), hint: z.string().optional() })),
  trials: z.array(trial),
  warnings: z.array(warning),
  /** What closed forms say of the strategies that they know of; absent of none, and in what older versions left. */
  theory: z.array(theorySchema).optional(),
});

type Immutable<T> = T extends readonly (infer Element)[]
  ? readonly Immutable<Element>[]
  : T extends object
    ? { readonly [Key in keyof T]: Immutable<T[Key]> }
    : T;

/** The product of a run. Everything that reports show is a function of it. */
export type Result = Immutable<z.infer<typeof resultSchema>>;
export type Trial = Immutable<z.infer<typeof trial>>;
export type Measurement = Immutable<z.infer<typeof measurement>>;
export type Simulation = Immutable<z.infer<typeof simulation>>;
export type Theory = Immutable<z.infer<typeof theorySchema>>;
export type Warning = Immutable<z.infer<typeof warning>>;
export type StrategySummary = Immutable<z.infer<typeof strategy>>;
export type Arrivals = Immutable<z.infer<typeof arrivals>>;
export type Prices = Immutable<z.infer<typeof prices>>;
export type PlayedFault = Immutable<z.infer<typeof playedFault>>;
export type ProcessUsage = Immutable<z.infer<typeof resourceUsage>>;
