import { z } from 'zod';
import type { SweepIndex } from '../../results/sweep-index.ts';
import { sweepFinding } from '../sweep/sweep-finding.ts';
import { winnersOf } from '../sweep/sweep-lead.ts';
import {
  buildSweepModel,
  type CellReading,
  measuredCells,
  type SweepModel,
  slicesAlong,
} from '../sweep/sweep-model.ts';
import { sweepNotices } from '../sweep/sweep-notices.ts';
import { longest, shortened } from './card.ts';

/** Raised whenever an older reader could misread a newer card. */
const sweepCardVersion = 1;

/** What is more is not drawn so small. */
const most = { columns: 16, rows: 8, strategies: 100 } as const;

const count = z.int().min(0);

const field = z.strictObject({
  column: count.max(most.columns - 1),
  row: count.max(most.rows - 1),
  /** The place among the strategies of the one that is established to be best there; null where none is. */
  winner: count.max(most.strategies - 1).nullable(),
});

/** What the gallery says of a sweep, kept beside its index, so that the Results of all its cells need not be read. */
export const sweepCardSchema = z.strictObject({
  format: z.literal('gatebench-sweep-card'),
  schemaVersion: z.literal(sweepCardVersion),
  /** The size of the index that it was made from: of another size, it is another state of the sweep. */
  indexBytes: count,
  scenario: z.string().max(longest.name),
  question: z.string().max(longest.question),
  lead: z.string().max(longest.lead),
  startedAt: z.iso.datetime(),
  /** Of its cells; absent: they were measured. */
  kind: z.literal('simulated').optional(),
  state: z.enum(['complete', 'interrupted', 'running']),
  cells: count,
  measured: count,
  warnings: count,
  strategies: z
    .array(z.strictObject({ name: z.string().max(longest.name), mode: z.string().max(longest.name) }))
    .max(most.strategies),
  /** The measured cells, over the axis that has most values; empty where there is nothing to compare. */
  fields: z.array(field).max(most.columns * most.rows),
});

export type SweepCard = z.infer<typeof sweepCardSchema>;

/** @param indexBytes - the size of the file that the index was read from */
export function sweepCardOf(
  index: SweepIndex,
  readings: readonly CellReading[],
  indexBytes: number,
): SweepCard {
  const model = buildSweepModel(index, readings);
  const { scenario, startedAt, kind, state, cells } = index;
  return {
    format: 'gatebench-sweep-card',
    schemaVersion: sweepCardVersion,
    ...{ indexBytes, startedAt, state },
    ...(kind === undefined ? {} : { kind }),
    scenario: shortened(scenario.name, longest.name),
    question: shortened(scenario.question, longest.question),
    lead: shortened(sweepFinding(model).lead, longest.lead),
    cells: cells.length,
    measured: measuredCells(model).length,
    warnings: sweepNotices(model).length,
    strategies: strategiesIn(model),
    fields: fieldsOf(model),
  };
}

/** With their modes, which their colours follow. */
function strategiesIn(model: SweepModel): SweepCard['strategies'] {
  const modes = new Map(
    measuredCells(model).flatMap(({ summary }) => summary.strategies.map(({ name, mode }) => [name, mode])),
  );
  return model.strategies.slice(0, most.strategies).map(({ name }) => ({
    name: shortened(name, longest.name),
    mode: shortened(modes.get(name) ?? '', longest.name),
  }));
}

function fieldsOf(model: SweepModel): SweepCard['fields'] {
  const { axes, strategies } = model;
  const [metric] = model.metrics;
  const [across] = [...axes].sort((one, other) => other.steps.length - one.steps.length);
  if (metric === undefined || across === undefined || strategies.length < 2) return [];
  const slices = slicesAlong(model, [across]).slice(0, most.rows);
  return slices.flatMap(({ cells }, row) => {
    const measured = cells.filter(({ summary }) => summary !== undefined);
    return winnersOf(measured, metric).flatMap(({ cell, winner }) => {
      const value = cell.steps[across.index]?.value;
      const column = across.steps.findIndex((step) => step.value === value);
      const place = strategies.slice(0, most.strategies).findIndex(({ name }) => name === winner);
      return column < 0 || column >= most.columns ? [] : [{ column, row, winner: place < 0 ? null : place }];
    });
  });
}
