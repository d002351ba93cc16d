import type { Measure, Scenario, Stage, Strategy } from '../../scenario/scenario.ts';
import { askedKeys } from './asked-keys.ts';
import { increasingRoot } from './increasing-root.ts';
import { type Formula, formulasOf } from './predict-formulas.ts';
import { limitsOf } from './predict-limits.ts';
import type { Question } from './question.ts';
import { utilisation } from './queueing.ts';
import { queueOf, type Settled, settle } from './settle.ts';
import type { SinceEmpty } from './since-empty.ts';

/** What the closed forms say of a scenario under one strategy. */
export interface Prediction {
  /** Those that come, in an open loop; those that the loop would send, in a closed one. */
  readonly requestsPerSecond: number;
  /** Of what may be cached, answered without a backend call of its own, 0–1; undefined in a stateless gateway. */
  readonly hitRatio: number | undefined;
  /** 1 − backend calls ÷ requests; below 0 where a herd calls more often than it is asked. */
  readonly offload: number;
  readonly backendCallsPerSecond: number;
  /** Of what caches answer; undefined where they answer nothing. */
  readonly meanAgeUs: number | undefined;
  /** Of reads that may be cached, 0–1: answered with what was out of date; undefined where nothing ever changes or none are. */
  readonly staleRatio: number | undefined;
  readonly backends: readonly PredictedBackend[];
  /** For how long a cache keeps what is not asked for again; Infinity: it never fills; undefined: there is none. */
  readonly characteristicUs: number | undefined;
  /** What it is computed with. */
  readonly formulas: readonly Formula[];
  /** What is left out or taken for granted, a sentence each. */
  readonly limits: readonly string[];
}

export interface PredictedBackend {
  readonly name: string;
  readonly callsPerSecond: number;
  /** Requests that it serves at once; undefined: any number. */
  readonly capacity: number | undefined;
  /** How busy it is, 0–1; 1 and above: more is asked than it can answer. 0 where its capacity has no bound. */
  readonly utilisation: number;
  /** Before it is served; Infinity where more is asked than it can answer. */
  readonly meanWaitUs: number;
}

/**
 * Predicts from the scenario alone what a run of it comes to: in milliseconds for an open loop, in less than a second for a closed
 * one, whose throughput must first be found.
 *
 * @returns undefined where a trace is replayed, of whose keys no closed form knows
 */
export function predict(
  scenario: Scenario,
  strategy: Strategy,
  { predicted, perSecond: given }: Pick<Question, 'predicted' | 'perSecond'> = { predicted: 'steady' },
): Prediction | undefined {
  const { load, trace, measure } = scenario;
  const arrivals = load.kind === 'open' ? load.arrivals : undefined;
  if (trace !== undefined || arrivals?.process === 'trace') return undefined;
  const asked = askedKeys(scenario, strategy);
  const sinceEmpty = predicted === 'steady' ? undefined : measuredTime(measure);
  const settleAt = (perSecond: number): Settled =>
    settle(scenario, strategy, { ...asked, perSecond, sinceEmpty });
  const perSecond =
    given ??
    (arrivals !== undefined
      ? meanRate(arrivals.stages, measure.durationUs)
      : increasingRoot((guess) => guess / settleAt(guess).loopPerSecond, 1, load.connections, closeEnough));
  return summarise({ scenario, strategy, predicted, perSecond: given }, settleAt(perSecond));
}

/** Of a closed loop's throughput. */
const closeEnough = 1e-6;

/** A cold measurement asks for other keys than its warm-up did. */
function measuredTime({ cache, warmupUs, durationUs }: Measure): SinceEmpty {
  const fromUs = cache === 'warm' ? warmupUs : 0;
  return { fromUs, toUs: fromUs + durationUs };
}

/** Requests per second, over the time that is measured. */
function meanRate(stages: readonly Stage[], durationUs: number): number {
  let [startUs, requests] = [0, 0];
  for (const stage of stages) {
    const lengthUs = stage.durationUs ?? Number.POSITIVE_INFINITY;
    const withinUs = Math.max(0, Math.min(lengthUs, durationUs - startUs));
    const reached =
      stage.from +
      (stage.to - stage.from) * (lengthUs === Number.POSITIVE_INFINITY ? 1 : withinUs / lengthUs);
    requests += ((stage.from + reached) / 2) * withinUs;
    startUs += lengthUs;
  }
  requests += (stages.at(-1)?.to ?? 0) * Math.max(0, durationUs - startUs);
  return requests / durationUs;
}

/** Of a sum of thousands of shares. */
const rounding = 1e-9;

function summarise(question: Question, { perSecond, caching, traffic, waits }: Settled): Prediction {
  const { scenario } = question;
  const calls = [...traffic.calls.values()].reduce((sum, share) => sum + share, 0);
  const changes = caching?.keys.some(({ outOfDate }) => outOfDate > 0) ?? false;
  return {
    requestsPerSecond: perSecond,
    hitRatio: traffic.cacheable === 0 ? undefined : traffic.answered / traffic.cacheable,
    offload: Math.abs(1 - calls) < rounding ? 0 : 1 - calls,
    backendCallsPerSecond: calls * perSecond,
    meanAgeUs: Number.isNaN(traffic.meanAgeUs) ? undefined : traffic.meanAgeUs,
    staleRatio: changes ? traffic.outOfDate / traffic.cacheable : undefined,
    backends: scenario.backends.map((backend) => {
      const queue = queueOf(backend, perSecond * (traffic.calls.get(backend.name) ?? 0));
      return {
        name: backend.name,
        callsPerSecond: queue.perSecond,
        capacity: backend.capacity,
        utilisation: utilisation(queue),
        meanWaitUs: waits.get(backend.name) ?? 0,
      };
    }),
    characteristicUs: caching?.characteristicUs,
    formulas: formulasOf(question, caching),
    limits: limitsOf(question, caching, waits),
  };
}
