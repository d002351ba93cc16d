import type { Result } from '../results/result.ts';
import { fewestRepetitions } from '../stats/difference.ts';
import { spellDuration } from '../support/units.ts';
import { type Glossary, glossaryOf } from './glossary.ts';
import type { RunModel } from './model/run-model.ts';
import { counted, listInWords, nameInWords } from './wording.ts';

/** How a run was measured: sentences in paragraphs, and the words that its figures are named with. */
export interface Method {
  readonly paragraphs: readonly string[];
  readonly words: Glossary;
}

export function methodOf(model: RunModel): Method {
  const { result } = model;
  return { paragraphs: [load(result), order(result), comparison(result)], words: glossaryOf(model) };
}

function load({ scenario, trials }: Result): string {
  const { connections, durationUs } = scenario;
  const senders = connections === 1 ? 'the one connection' : `each of ${counted(connections, 'connection')}`;
  return (
    `Closed loop: ${senders} sends its next request when its last is answered. Latency is therefore service ` +
    'time, from the actual send to the complete answer; time that a request would have waited to be sent is not in it, and a slow ' +
    `strategy is asked less. Each trial was measured for ${spellDuration(durationUs)} at most, ${warmup(scenario)}${replay(scenario, trials)}`
  );
}

function warmup({ warmupUs, cache }: Result['scenario']): string {
  if (warmupUs === 0) return 'without a warm-up, so the caches started empty.';
  const asked =
    cache === 'warm'
      ? 'asked for the measured keys, so the caches did not start empty.'
      : 'asked for other keys, so every measured key was new to the caches (cold start).';
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

function order({ scenario }: Result): string {
  return (
    `Each strategy was measured ${scenario.repetitions === 1 ? 'once' : `${scenario.repetitions} times`}, every trial in fresh processes. One repetition of all strategies ` +
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
