import type { Result } from '../results/result.ts';
import { fewestRepetitions } from '../stats/difference.ts';
import { spellDuration } from '../support/units.ts';
import type { RunModel } from './model/run-model.ts';
import { counted, listInWords, nameInWords } from './wording.ts';

/** How a run was measured: sentences in paragraphs, and the words that its figures are named with. */
export interface Method {
  readonly paragraphs: readonly string[];
  readonly words: readonly (readonly [word: string, meaning: string])[];
}

export function methodOf({ result }: RunModel): Method {
  return { paragraphs: [load(result), order(result), comparison(result)], words };
}

function load({ scenario }: Result): string {
  const { connections, warmupUs, durationUs, cache, trace } = scenario;
  const warmup = warmupUs === 0 ? 'without a warm-up' : `after a warm-up of ${spellDuration(warmupUs)}`;
  const caches =
    cache === 'warm'
      ? 'The warm-up asked for the measured keys, so the caches started warm.'
      : 'The warm-up asked for other keys, so every measured key was new to the caches (cold start).';
  const replay =
    trace === undefined
      ? ''
      : ` The requests replay ${trace.file}: ${counted(trace.requests, 'request')} for ${counted(trace.distinct, 'distinct key')}` +
        `${trace.skippedLines === 0 ? '' : `; ${counted(trace.skippedLines, 'line')} ${trace.skippedLines === 1 ? 'was' : 'were'} passed over`}.`;
  return (
    `Closed loop: each of ${counted(connections, 'connection')} sends its next request when its last is answered. Latency is therefore service ` +
    'time, from the actual send to the complete answer; time that a request would have waited to be sent is not in it, and a slow ' +
    `strategy is asked less. Each trial was measured for ${spellDuration(durationUs)} at most, ${warmup}. ${caches}${replay}`
  );
}

function order({ scenario }: Result): string {
  return (
    `Each strategy was measured ${counted(scenario.repetitions, 'time')}, every trial in fresh processes. One repetition of all strategies ` +
    `makes a block, and within a block their order is random (seed ${scenario.seed}), so that what changes slowly on the machine ` +
    'touches all of them alike. Within a block all strategies get the same stream of requests.'
  );
}

function comparison({ scenario }: Result): string {
  const [baseline, ...others] = scenario.strategies.map(({ name }) => nameInWords(name));
  const compared = others.length === 0 ? 'The others' : listInWords(others);
  return (
    `The baseline is ${baseline}. ${compared} ${others.length === 1 ? 'is' : 'are'} compared with it repetition by repetition: one ratio for each, given ` +
    `as their median and range. A difference is stated only where each has at least ${fewestRepetitions} valid trials and the ranges of the two do not overlap. ` +
    'That is a rule of caution, not a confidence interval. Percentiles of a strategy come from histograms of all its requests, exact to three digits.'
  );
}

const words: Method['words'] = [
  ['strategy', 'one way to run the gateway: a mode and its settings'],
  ['trial', 'one strategy measured once, in fresh processes'],
  ['hit', 'answered from the cache while fresh'],
  ['stale', 'answered from the cache although no longer fresh, on purpose'],
  ['revalidated', 'the backend confirmed that the stored answer is still good'],
  ['collapsed', 'waited for the fetch that another request had begun'],
  ['miss', 'could be cached, but had to be fetched from the backend'],
  ['bypass', 'passed the cache by, as writes do and everything without a cache'],
  ['hit ratio', 'answered without a backend call (hit, stale, collapsed) ÷ requests that could be cached'],
  ['offload', '1 − backend calls ÷ client requests'],
  ['failed', 'errors, timeouts, unfinished requests and server errors (5xx) ÷ requests sent'],
];
