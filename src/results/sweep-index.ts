import { z } from 'zod';

/** Raised whenever an older reader could misread a newer document. */
export const sweepIndexVersion = 1;

const value = z.union([z.string(), z.number(), z.boolean()]);

const cell = z.strictObject({
  /** From 1. */
  number: z.int().min(1),
  /** One of each axis, in their order. */
  values: z.array(value).min(1),
  /** Where its Result and its report are, relative to the index: `cells/03-ttl-10s-nodes-2`. */
  folder: z.string().regex(/^cells\/[\w.-]+$/),
  /** `running` also stands where the sweep died. */
  state: z.enum(['waiting', 'running', 'complete', 'interrupted']),
});

const shape = z.strictObject({
  format: z.literal('gatebench-sweep'),
  schemaVersion: z.literal(sweepIndexVersion),
  sweepId: z.string().min(1),
  /** Of all its cells; absent: they were measured. */
  kind: z.literal('simulated').optional(),
  state: z.enum(['running', 'complete', 'interrupted']),
  /** Of a simulated sweep, virtual, as those of its cells are. */
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().optional(),
  generator: z.strictObject({ version: z.string(), revision: z.string().optional() }),
  /** The command line that began it. */
  command: z.string(),
  scenario: z.strictObject({
    name: z.string(),
    question: z.string(),
    /** The file as it was read, the sweep in it. */
    source: z.string(),
  }),
  /** What the command line said beside the scenario, as far as it changes what is measured: the same for all cells. */
  settings: z.record(z.string(), z.json()),
  axes: z.array(z.strictObject({ path: z.string().min(1), values: z.array(value).min(1) })).min(1),
  cells: z.array(cell).min(1),
});

/** What the cells of a sweep are, and how far they are; each has a Result of its own. */
export const sweepIndexSchema = shape.check(({ value: { axes, cells }, issues }) => {
  for (const { number, values } of cells) {
    if (values.length === axes.length) continue;
    issues.push({
      code: 'custom',
      input: cells,
      message: `cell ${number} has ${values.length} values for ${axes.length} axes`,
    });
  }
});

export type SweepIndex = z.infer<typeof shape>;
export type CellState = SweepIndex['cells'][number]['state'];
