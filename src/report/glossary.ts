import { fates } from './model/fates.ts';
import type { RunModel } from './model/run-model.ts';
import { hasCache, measuredStrategies } from './model/run-model.ts';
import { listInWords } from './wording.ts';

/** Words and what they mean. */
export type Glossary = readonly (readonly [word: string, meaning: string])[];

/** The words that a report names its figures with; of those that not every run needs, the ones that this run does. */
export function glossaryOf(model: RunModel): Glossary {
  const measured = measuredStrategies(model);
  const isSimulated = model.result.kind === 'simulated';
  const occurring = fates.filter(({ fate }) =>
    measured.some((strategy) => strategy.fates.some((counted) => counted.fate === fate)),
  );
  return [
    ['strategy', 'one way to run the gateway: a mode and its settings'],
    [
      'trial',
      isSimulated
        ? 'one strategy simulated once, from an empty start'
        : 'one strategy measured once, in fresh processes',
    ],
    [
      'block',
      `one trial of each strategy, ${isSimulated ? '' : 'close together in time and '}with the same stream of requests`,
    ],
    [
      '95 % interval',
      `of a hundred such intervals, about 95 hold the value that endless repetition ${isSimulated ? 'with other seeds' : 'on this machine'} would show`,
    ],
    ['equivalent', 'the whole interval lies so close to no difference that what is left does not matter'],
    ...(model.result.scenario.load.kind === 'open' ? openLoopWords : []),
    ...occurring.map(({ fate, meaning }) => [fate, meaning] as const),
    ...(measured.some(hasCache) ? cacheWords(occurring.map(({ fate }) => fate)) : []),
    [
      'backend calls per 100',
      'requests that reached the backends, also those that the gateway sent by itself to refresh what it stores, for each 100 requests sent to the gateway',
    ],
    ['failed', 'errors, timeouts, unfinished requests and server errors (5xx) ÷ requests sent'],
  ];
}

const openLoopWords: Glossary = [
  ['response time', 'from when a request was due to its complete answer'],
  ['service time', 'from when a request was sent to its complete answer'],
];

function cacheWords(occurring: readonly string[]): Glossary {
  const spared = occurring.filter((fate) => ['hit', 'stale', 'collapsed'].includes(fate));
  const named = spared.length === 0 ? '' : ` (${listInWords(spared)})`;
  return [
    [
      'cacheable',
      'GET and HEAD requests that the gateway looks up in its cache, whether or not their responses may be stored; those that ended in an error are not counted',
    ],
    [
      'hit ratio',
      `cacheable requests answered without a backend call of their own${named} ÷ all cacheable requests`,
    ],
  ];
}
