import { trialFigures } from '../../results/figures.ts';
import type { Result } from '../../results/result.ts';
import { type Estimate, estimateDifference, estimateRatio } from '../../stats/estimate.ts';
import type { MetricName } from '../../support/metrics.ts';
import { valuesOf } from '../model/comparisons.ts';
import { judge, type Outcome } from '../model/expectations.ts';
import { listInWords } from '../wording.ts';
import { changeInWords } from './change-in-words.ts';
import { isSpoilt, unlikeLoad } from './other-load.ts';

/** A change from one run to another that is not to happen. */
export interface Gate {
  /** As it was written: `memory.p99 > +10%`. */
  readonly text: string;
  readonly strategy: string;
  readonly metric: MetricName;
  /** The change fails beyond the bound in this direction. */
  readonly operator: '>' | '<';
  /** Ratios: 1.1 for +10 %. Differences: in the metric's unit. */
  readonly scale: 'ratio' | 'difference';
  readonly bound: number;
}

export interface JudgedGate {
  readonly gate: Gate;
  readonly outcome: Outcome;
  /** Of the change. */
  readonly estimate: Estimate;
}

/** Cannot tell of times and rates where others had more of the machine in one of the runs. Else fails only where the whole interval of the change lies beyond the bound, passes where all of it lies within. */
export function judgeGate(gate: Gate, baseline: Result, other: Result): JudgedGate {
  const { strategy, metric, operator, scale, bound } = gate;
  const [before, after] = [baseline, other].map((result) => [
    ...valuesOf({ trials: trialFigures(result, strategy) }, metric).values(),
  ]) as [number[], number[]];
  const estimate = (scale === 'ratio' ? estimateRatio : estimateDifference)(before, after);
  const isTold = !isSpoilt(metric, unlikeLoad(baseline, other));
  const kept = { operator: operator === '>' ? ('<=' as const) : ('>=' as const), value: bound };
  return {
    gate,
    estimate,
    outcome: isTold && estimate.interval !== undefined ? judge(estimate.interval, kept) : 'cannot tell',
  };
}

/** `pass: memory.p99 > +10% – −2.1 % (−5.0 to +0.9 %)`. */
export function gateInWords(judged: JudgedGate): string {
  return `${judged.outcome}: ${judged.gate.text} – ${gateMeasured(judged)}`;
}

/** What a gate has seen. */
export function gateMeasured({ gate, estimate }: JudgedGate): string {
  if (estimate.n === 0) return 'too few answers or no valid trial in one of the runs';
  const change = changeInWords(gate.metric, gate.scale, estimate);
  return estimate.interval === undefined ? `${change}, without an interval` : change;
}

/** How many bounds were kept, and which were not: `1 of 2 bounds on changes is broken (memory.p99 > +10%).`; nothing without any. */
export function gatesInWords(gates: readonly JudgedGate[]): string[] {
  const [only, another] = gates;
  if (only === undefined) return [];
  if (another === undefined) return [`The bound ${only.gate.text} ${outcomeWords[only.outcome]}.`];
  const [broken = [], untold = []] = (['fail', 'cannot tell'] as const).map((outcome) =>
    gates.filter((judged) => judged.outcome === outcome).map(({ gate }) => gate.text),
  );
  if (broken.length + untold.length === 0) return [`All ${gates.length} bounds on changes are kept.`];
  const parts = [
    ...(broken.length === 0
      ? []
      : [`${broken.length} ${broken.length === 1 ? 'is' : 'are'} broken (${broken.join(', ')})`]),
    ...(untold.length === 0 ? [] : [`${untold.length} cannot be told (${untold.join(', ')})`]),
  ];
  return [`Of ${gates.length} bounds on changes, ${listInWords(parts)}.`];
}

const outcomeWords = { pass: 'is kept', fail: 'is broken', 'cannot tell': 'cannot be told' } as const;
