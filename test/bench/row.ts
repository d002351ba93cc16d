import { type Summary, summarise } from '../../src/stats/summary.ts';

/** What a figure has to reach for the promise to hold. */
export type Target = { readonly atLeast: number } | { readonly atMost: number };

/** One line of the table, one object of the JSON. */
export interface Row {
  readonly what: string;
  readonly unit: 'requests/s' | 'M requests/s' | '×' | 'MiB' | 'ns' | 'ms' | 's' | 'MB';
  /** Over the rounds; undefined where there was nothing to measure. */
  readonly measured: Summary | undefined;
  readonly target: Target | undefined;
  /** `shown`: measured, with nothing to reach. `missing`: what it is measured with is not installed. */
  readonly verdict: 'pass' | 'short' | 'shown' | 'missing';
  readonly note: string;
}

export interface Figure {
  readonly what: string;
  readonly unit: Row['unit'];
  /** One from each round. */
  readonly values: readonly number[];
  readonly target?: Target | undefined;
  readonly note?: string;
}

/** Judged by the median as it is, not as it is shown. */
export function toRow({ what, unit, values, target, note = '' }: Figure): Row {
  const measured = summarise(values);
  return { what, unit, measured, target, note, verdict: judge(measured, target) };
}

function judge(measured: Summary | undefined, target: Target | undefined): Row['verdict'] {
  if (measured === undefined) return 'missing';
  if (target === undefined) return 'shown';
  const holds = 'atLeast' in target ? measured.median >= target.atLeast : measured.median <= target.atMost;
  return holds ? 'pass' : 'short';
}
