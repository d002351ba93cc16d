import { type CellSummary, summariseCell } from '../../src/report/sweep/cell-summary.ts';
import { buildSweepModel, type CellReading, type SweepModel } from '../../src/report/sweep/sweep-model.ts';
import type { SweepIndex } from '../../src/results/sweep-index.ts';
import { aResult, type ResultOptions } from './a-result.ts';

type Value = SweepIndex['cells'][number]['values'][number];

/** The index of a sweep over every combination of the values, all of its cells complete. */
export function aSweepIndex(axes: Readonly<Record<string, readonly Value[]>>): SweepIndex {
  const lists = Object.values(axes);
  const combinations = lists.reduce<Value[][]>(
    (begun, values) => begun.flatMap((first) => values.map((value) => [...first, value])),
    [[]],
  );
  return {
    format: 'gatebench-sweep',
    schemaVersion: 1,
    sweepId: '2026-11-23T10-00-00',
    state: 'complete',
    startedAt: '2026-11-23T10:00:00.000Z',
    finishedAt: '2026-11-23T10:10:00.000Z',
    generator: { version: '0.1.0' },
    command: 'gatebench run shop.yaml',
    scenario: { name: 'shop', question: 'Where does it pay?', source: 'question: Where does it pay?\n' },
    settings: {},
    axes: Object.entries(axes).map(([path, values]) => ({ path, values: [...values] })),
    cells: combinations.map((values, place) => ({
      number: place + 1,
      values,
      folder: `cells/${place + 1}`,
      state: 'complete',
    })),
  };
}

/** Each cell of the index measured so; eight short trials of each strategy, enough for a verdict on three. */
export function readingsOf(
  index: SweepIndex,
  measuredAs: (values: readonly Value[]) => ResultOptions,
): CellSummary[] {
  return index.cells
    .filter(({ state }) => state === 'complete')
    .map(({ number, values }) =>
      summariseCell(number, aResult({ repetitions: 8, seconds: 1, seed: number, ...measuredAs(values) })),
    );
}

export function aSweepModel(
  axes: Readonly<Record<string, readonly Value[]>>,
  measuredAs: (values: readonly Value[]) => ResultOptions,
  change: (index: SweepIndex, readings: CellSummary[]) => readonly [SweepIndex, readonly CellReading[]] = (
    ...whole
  ) => whole,
): SweepModel {
  const index = aSweepIndex(axes);
  return buildSweepModel(...change(index, readingsOf(index, measuredAs)));
}
