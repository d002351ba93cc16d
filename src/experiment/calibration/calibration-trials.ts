import { parseScenario } from '../../scenario/parse-scenario.ts';
import { type Mode, type Scenario, usesRedis } from '../../scenario/scenario.ts';

/** What a calibration measures: each trial makes processes do one kind of work and as little else as can be. */
export const calibrationTrials = {
  /** One request at a time: what waking up takes. */
  hitsOneByOne: { mode: 'memory', keys: 'few', connections: 1 },
  hits: { mode: 'memory', keys: 'few' },
  largeHits: { mode: 'memory', keys: 'few', isLarge: true },
  forwards: { mode: 'stateless', keys: 'few' },
  largeForwards: { mode: 'stateless', keys: 'few', isLarge: true },
  misses: { mode: 'memory', keys: 'new' },
  largeMisses: { mode: 'memory', keys: 'new', isLarge: true },
  /** Each answer is on its way for a sixth of the time, and many come to wait for it. Be it late, it is still of use to them. */
  joins: { mode: 'memory', keys: 'several', connections: 200, latency: '50ms', ttl: '300ms' },
  redisHitsOneByOne: { mode: 'redis', keys: 'few', connections: 1 },
  redisHits: { mode: 'redis', keys: 'few' },
  largeRedisHits: { mode: 'redis', keys: 'few', isLarge: true },
  redisMisses: { mode: 'redis', keys: 'new' },
  largeRedisMisses: { mode: 'redis', keys: 'new', isLarge: true },
} as const satisfies Record<string, CalibrationTrial>;

export type CalibrationTrialName = keyof typeof calibrationTrials;

interface CalibrationTrial {
  readonly mode: Mode;
  readonly keys: 'several' | 'few' | 'new';
  /** In a closed loop. Default 50: costs are those of processes that always have something to do. */
  readonly connections?: number;
  readonly isLarge?: true;
  /** Of the backend. Default 0. */
  readonly latency?: string;
  readonly ttl?: string;
}

/**
 * The body of a large answer, and of all others: what is usual costs more than a line through nothing and a large one would say, so
 * the line goes through it.
 */
export const largeKibibytes = 64;
export const usualKibibytes = 4;

/** How often each trial is measured, each time in fresh processes. */
export const calibrationRounds = 2;
/** Of each trial, µs: enough for the compiler, and for some thousand requests. */
const warmupUs = 1e6;
const durationUs = 1e6;

/** Few, but more than all stay within the caches of a processor, some of them asked for far more often than others; large ones as many as fit. */
const few = { usual: { count: 2000, zipf: 0.8 }, large: { count: 100, zipf: 0.8 } } as const;

/** Those that can be measured with a Redis server, or without one. */
export function trialsOf(hasRedis: boolean): CalibrationTrialName[] {
  const names = Object.keys(calibrationTrials) as CalibrationTrialName[];
  return names.filter((name) => hasRedis || !usesRedis(calibrationTrials[name].mode));
}

/** Made by the parser of scenario files, so that a trial is what a run of such a file would be. */
export function scenarioOf(name: CalibrationTrialName): Scenario {
  const trial: CalibrationTrial = calibrationTrials[name];
  const { mode, keys, connections = 50, isLarge = false, latency = '0ms', ttl } = trial;
  // What expires is to be a miss.
  const etag = ttl === undefined;
  const kibibytes = isLarge ? largeKibibytes : usualKibibytes;
  const text = JSON.stringify({
    question: 'What does a piece of work cost?',
    strategies: [
      { mode, ...(ttl && { cache: { ttl } }), ...(usesRedis(mode) && { redis: { deadline: '1s' } }) },
    ],
    backends: { origin: { latency, body: `${kibibytes}KiB`, etag, lastModified: etag } },
    routes: [
      {
        match: 'GET /items/{id}',
        backend: 'origin',
        keys: keySpaceOf(keys, isLarge),
        headers: { 'cache-control': 'public, max-age=3600' },
      },
    ],
    load: { connections, users: 50 },
    measure: { warmup: `${warmupUs}us`, duration: `${durationUs}us`, repetitions: calibrationRounds },
  });
  return parseScenario({ file: 'calibration', text, name: 'calibration', resolvePath: (file) => file });
}

function keySpaceOf(keys: CalibrationTrial['keys'], isLarge: boolean) {
  if (keys === 'few') return isLarge ? few.large : few.usual;
  return { count: keys === 'several' ? 8 : 1_000_000_000, zipf: 0 };
}

/** About how long a calibration of so many different trials takes, starting and stopping included. */
export function expectedUs(trials: number): number {
  return calibrationRounds * trials * (warmupUs + durationUs + 0.5e6);
}
