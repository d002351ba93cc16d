import type { Result } from '../results/result.ts';
import { fewestBlocks } from '../stats/fewest-blocks.ts';
import { formatShare, spellDuration } from '../support/units.ts';
import { arrivalsInWords } from './arrivals-in-words.ts';
import { type Glossary, glossaryOf } from './glossary.ts';
import { measuredStrategies, type RunModel } from './model/run-model.ts';
import { simulationInWords } from './simulation-in-words.ts';
import { capitalised, counted, listInWords, nameInWords, someInWords } from './wording.ts';

/** How a run was measured or simulated: sentences in paragraphs, and the words that its figures are named with. */
export interface Method {
  readonly paragraphs: readonly string[];
  readonly words: Glossary;
}

/** Strategies named in one sentence. */
const mostNamed = 15;

export function methodOf(model: RunModel): Method {
  const { result } = model;
  return {
    paragraphs: [
      ...simulationParagraph(result),
      load(result),
      order(model),
      comparison(model),
      limits(model),
      ...places(result),
      sources,
    ],
    words: glossaryOf(model),
  };
}

function simulationParagraph({ kind, simulation }: Result): string[] {
  if (kind === 'measured') return [];
  const known = simulation === undefined ? [] : [`${capitalised(simulationInWords(simulation))}.`];
  return [
    [
      ...known,
      'The scenario was played in virtual time by a model: clients, gateways with their caches, Redis, backends and the network between them. No process was started, and nothing was measured.',
    ].join(' '),
  ];
}

function load(result: Result): string {
  const { kind, scenario, trials } = result;
  return `${loop(result)} Each trial was ${kind} for ${spellDuration(scenario.durationUs)} at most, ${warmup(scenario)}${replay(scenario, trials)}`;
}

function loop({ kind, scenario: { load, connections } }: Result): string {
  if (load.kind === 'open') {
    return (
      `Open loop: ${arrivalsInWords(load.arrivals)}, over ${counted(connections, 'connection')}, whether or not earlier requests had been answered. ` +
      'Response time counts from the time that a request was due, service time from when it was sent; a request that finds no idle connection waits for one, ' +
      `and that wait is part of its response time. A trial whose load generator was late by more than ${spellDuration(load.maxLagUs)} at the 99th percentile, or sent less than 99 % of what was due, is void${kind === 'measured' ? ', and repeated' : ''}.`
    );
  }
  const senders = connections === 1 ? 'the one connection' : `each of ${counted(connections, 'connection')}`;
  return (
    `Closed loop: ${senders} sends its next request when its last is answered. Latency is therefore service ` +
    'time, from the actual send to the complete answer; time that a request would have waited to be sent is not in it, and a slow strategy is asked less.'
  );
}

function warmup({ warmupUs, cache }: Result['scenario']): string {
  if (warmupUs === 0) return 'without a warm-up, so the caches started empty.';
  const asked =
    cache === 'warm'
      ? 'asked for the same keys, so the caches did not start empty.'
      : 'asked for other keys, so every key of the trial itself was new to the caches (cold start).';
  return `after a warm-up of ${spellDuration(warmupUs)}. The warm-up ${asked}`;
}

/** Time may be up before a trace is at its end; then less of it was replayed, and by some trials perhaps less than by others. */
function replay({ trace }: Result['scenario'], trials: Result['trials']): string {
  if (trace === undefined) return '';
  const valid = trials.filter((trial) => trial.state === 'valid');
  const cutOff = valid.filter(({ measurement }) => !measurement.traceEnded).length;
  const size = `${counted(trace.requests, 'request')} for ${counted(trace.distinct, 'distinct key')}`;
  const extent =
    cutOff === 0
      ? size
      : `${size} at most, because ${cutOff} of ${counted(valid.length, 'valid trial')} did not reach its end`;
  const passedOver = `${counted(trace.skippedLines, 'line')} ${trace.skippedLines === 1 ? 'was' : 'were'} passed over`;
  return ` The requests replay ${trace.file}: ${extent}${trace.skippedLines === 0 ? '' : `; ${passedOver}`}.`;
}

function order({ result: { kind, scenario, trials }, noise }: RunModel): string {
  // Blocks may have been added until the intervals were narrow.
  const times = Math.max(scenario.repetitions, ...trials.map(({ repetition }) => repetition));
  const again =
    noise === undefined
      ? ''
      : ` ${nameInWords(noise.strategy)} was measured a second time in each block, under another name, to see how far two alike differ.`;
  const often = times === 1 ? 'once' : `${times} times`;
  if (kind === 'simulated') {
    return (
      `Each strategy was simulated ${often}, every trial from an empty start and with a seed that follows from ${scenario.seed}. One repetition of all ` +
      'strategies makes a block, within which all of them get the same stream of requests; another block has another. So the spread over blocks is that of ' +
      'chance in the scenario, and none of a machine is in it.'
    );
  }
  return (
    `Each strategy was measured ${often}, every trial in fresh processes. One repetition of all strategies ` +
    `makes a block, and within a block their order is random (seed ${scenario.seed}), so that what changes slowly on the machine ` +
    `touches all of them alike. Within a block all strategies get the same stream of requests.${again}`
  );
}

function comparison(model: RunModel): string {
  const [baseline, ...others] = measuredStrategies(model).map(({ name }) => nameInWords(name));
  const { kind } = model.result;
  if (baseline === undefined || others.length === 0) return 'There is nothing to compare.';
  return (
    `The baseline is ${baseline}. ${someInWords(others, mostNamed)} ${others.length === 1 ? 'is' : 'are'} compared with it block by block. The unit is the trial, not the request: ` +
    `requests of one trial share its ${kind === 'simulated' ? 'caches and its queues' : 'processes and its minute'}, so their number proves little. Rates and latencies are compared by their ratio (geometric mean), shares and calls by their difference, ` +
    'with 95 % bootstrap-t intervals over the blocks. A difference is stated only where an exact sign-flip test gives p ≤ 0.05, adjusted for the number of figures (step-down maximum) ' +
    `and by Holm for ${counted(others.length, 'comparison')}, and the interval agrees; it takes ${fewestBlocks(others.length)} blocks for that to be possible at all. ` +
    'Figures are called equivalent where the interval lies within 5 % of no difference (a percentage point for shares, one call in 100). Of anything else it cannot be told yet, which does not mean that it is alike.'
  );
}

/** What no test can mend. */
function limits({ result: { kind }, noise }: RunModel): string {
  const elsewhere =
    kind === 'simulated'
      ? 'whether a real gateway would agree, which only a run can show; whether another workload would'
      : 'whether another machine, another day or another workload would agree';
  const floor =
    kind === 'simulated' || noise !== undefined
      ? ''
      : ' How small a difference this machine can show was not measured: --noise-floor does.';
  return (
    `What this cannot tell: ${elsewhere}; what several figures say together, since each is tested by itself; and any effect that touches all trials of a strategy alike, ` +
    `as an error in its settings. Percentiles of a trial come from a histogram of all its requests, exact to three digits.${floor}`
  );
}

/** Whoever doubts a figure finds what it was made of. */
const sources =
  'Every figure can be made again from the run’s result.json, out of the measurement of each trial: latencies from outcomes.*.latency (outcomes.*.service for service times in an open loop), which are HdrHistograms in µs; ' +
  'requests per second from window, failures from requests and outcomes.error, hit ratios from the counts of outcomes, backend calls from backends[].calls, staleness from staleness, what is drawn over time from timeline, ' +
  'and what processes used from processes. gatebench report --format csv lists the figures trial by trial, --format hgrm the percentiles.';

/** Where the processes ran; nothing where there were none. */
function places({ kind, protocol }: Result): string[] {
  if (kind === 'simulated') return [];
  const { pinned, until } = protocol;
  const cores = (list: readonly number[]): string =>
    `${list.length === 1 ? 'core' : 'cores'} ${listInWords(list.map(String))}`;
  const pinning =
    pinned === undefined
      ? 'No process was pinned to a core.'
      : `Gateways ran on ${cores(pinned.gateway)}, everything else on ${cores(pinned.others)}.`;
  if (until === undefined) return [pinning];
  const width = `within ± ${formatShare(until.ratio)}`;
  return [
    `${pinning} Blocks were repeated until the intervals were ${width} or ${spellDuration(until.budgetUs)} had passed: they ${until.reached ? 'were' : 'did not get so narrow'}.`,
  ];
}
