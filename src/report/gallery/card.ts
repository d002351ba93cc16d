import { z } from 'zod';
import type { Result } from '../../results/result.ts';
import type { Estimate } from '../../stats/estimate.ts';
import { findingOf } from '../finding/finding.ts';
import { headlineOf } from '../finding/headline.ts';
import { judgeExpectations } from '../model/expectations.ts';
import { buildRunModel, type RunModel } from '../model/run-model.ts';
import { noticesOf } from '../notices.ts';

/** Raised whenever an older reader could misread a newer card. */
const cardVersion = 1;

/** In characters: what is longer says no more in a list. */
export const longest = { name: 120, question: 200, lead: 600 } as const;

const figure = z.number().nullable();

const strategy = z.strictObject({
  name: z.string().max(longest.name),
  mode: z.string().max(longest.name),
  /** The mean of the headline; null where there is none. */
  value: figure,
  /** How many times the baseline's that is, with its 95 % interval; null for the baseline, and where nothing was compared. */
  ratio: figure,
  low: figure,
  high: figure,
  verdict: z.enum(['better', 'worse', 'equivalent', 'cannot tell']).nullable(),
});

const count = z.int().min(0);

/** What the gallery says of a run, kept beside its Result, so that hundreds of runs are listed without reading them all. */
export const cardSchema = z.strictObject({
  format: z.literal('gatebench-card'),
  schemaVersion: z.literal(cardVersion),
  /** The size of the Result that it was made from: of another size, it is another Result. */
  resultBytes: count,
  runId: z.string().max(longest.name),
  scenario: z.string().max(longest.name),
  question: z.string().max(longest.question),
  lead: z.string().max(longest.lead),
  startedAt: z.iso.datetime(),
  state: z.enum(['complete', 'interrupted', 'running']),
  kind: z.enum(['measured', 'simulated']),
  quick: z.boolean(),
  /** What a reader must know before believing a figure. */
  warnings: count,
  validTrials: count,
  expectations: z.strictObject({ pass: count, fail: count, untold: count }),
  /** What `value` is of: requests per second in a closed loop, the median in µs in an open one. */
  headline: z.enum(['requestsPerSecond', 'p50']),
  /** In the order of the scenario, the baseline first. */
  strategies: z.array(strategy).max(100),
});

export type Card = z.infer<typeof cardSchema>;
export type CardStrategy = Card['strategies'][number];

/** @param resultBytes - the size of the file that the Result was read from */
export function cardOf(result: Result, resultBytes: number): Card {
  const model = buildRunModel(result);
  const outcomes = judgeExpectations(result).map(({ outcome }) => outcome);
  const { runId, state, startedAt, kind, protocol, scenario, trials } = result;
  return {
    format: 'gatebench-card',
    schemaVersion: cardVersion,
    ...{ resultBytes, startedAt, state, kind, quick: protocol.quick },
    runId: shortened(runId, longest.name),
    scenario: shortened(scenario.name, longest.name),
    question: shortened(scenario.question, longest.question),
    lead: shortened(findingOf(model).lead, longest.lead),
    warnings: noticesOf(model).length,
    validTrials: trials.filter((trial) => trial.state === 'valid').length,
    expectations: {
      pass: outcomes.filter((outcome) => outcome === 'pass').length,
      fail: outcomes.filter((outcome) => outcome === 'fail').length,
      untold: outcomes.filter((outcome) => outcome === 'cannot tell').length,
    },
    headline: headlineOf(result),
    strategies: strategiesOf(model),
  };
}

function strategiesOf(model: RunModel): CardStrategy[] {
  const headline = headlineOf(model.result);
  return model.strategies.slice(0, 100).map(({ name, mode, estimates, comparisons }) => {
    const comparison = comparisons[headline];
    const { value, interval }: Partial<Estimate> = comparison?.estimate ?? {};
    return {
      name: shortened(name, longest.name),
      mode: shortened(mode, longest.name),
      value: finite(estimates[headline].value),
      ratio: finite(value),
      low: finite(interval?.low),
      high: finite(interval?.high),
      verdict: comparison?.verdict ?? null,
    };
  });
}

/** JSON has no other numbers. */
function finite(value: number | undefined): number | null {
  return value === undefined || !Number.isFinite(value) ? null : value;
}

/** Cut to so many UTF-16 units, but not within a character. */
export function shortened(text: string, most: number): string {
  if (text.length <= most) return text;
  return `${text.slice(0, most - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}
