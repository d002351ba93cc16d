import { describe, expect, it } from 'vitest';
import { entryOfSweep } from '../../../src/report/gallery/gallery-entry.ts';
import { sweepCardOf, sweepCardSchema } from '../../../src/report/gallery/sweep-card.ts';
import { winnersThumbnail } from '../../../src/report/gallery/winners-thumbnail.ts';
import { sweepFinding } from '../../../src/report/sweep/sweep-finding.ts';
import { buildSweepModel } from '../../../src/report/sweep/sweep-model.ts';
import { memory, stateless } from '../../support/a-result.ts';
import { aSweepIndex, readingsOf } from '../../support/a-sweep.ts';

const index = aSweepIndex({ 'cache.ttl': ['1s', '2s', '4s'], 'cache.nodes': [1, 2] });
const readings = readingsOf(index, () => ({ strategies: [stateless, memory] }));

describe('the card of a sweep', () => {
  it('has the lead of its page, and who is best in each cell', () => {
    const card = sweepCardOf(index, readings, 5);
    expect(sweepCardSchema.parse(JSON.parse(JSON.stringify(card)))).toEqual(card);
    expect(card.lead).toBe(sweepFinding(buildSweepModel(index, readings)).lead);
    expect(card.fields.map(({ column, row }) => [column, row])).toEqual([
      [0, 0],
      [1, 0],
      [2, 0],
      [0, 1],
      [1, 1],
      [2, 1],
    ]);
    expect(new Set(card.fields.map(({ winner }) => winner))).toEqual(new Set([1]));
    const { drawing } = entryOfSweep(card, { path: ['a'], hasPage: true });
    if (drawing?.kind !== 'winners') throw new Error('It is not drawn.');
    const { text } = winnersThumbnail(drawing);
    expect(text).toContain('aria-label="Best in 6 cells: memory in 6"');
    // One in each cell, and one beside its name.
    expect(text.match(/transform=/g)).toHaveLength(7);
    expect(text).toContain('>best in 6 cells</text>');
    expect(text).toContain('>memory</text>');
  });

  it('is made of a sweep that has measured nothing, and of which nothing is drawn', () => {
    const card = sweepCardOf(index, [], 5);
    expect(sweepCardSchema.safeParse(card).success).toBe(true);
    expect(card).toMatchObject({ measured: 0, cells: 6, fields: [] });
    expect(entryOfSweep(card, { path: ['a'], hasPage: false }).drawing).toBeUndefined();
  });

  it('draws no more than has room, and no strategy that a card does not have', () => {
    const many = aSweepIndex({ 'cache.ttl': Array.from({ length: 30 }, (_, n) => n + 1) });
    const { fields, strategies } = sweepCardOf(
      many,
      readingsOf(many, () => ({ repetitions: 1 })),
      5,
    );
    expect(fields).toHaveLength(16);
    const { text } = winnersThumbnail({
      kind: 'winners',
      measured: 1,
      strategies,
      fields: [{ column: 0, row: 0, winner: 99 }],
    });
    expect(text).toContain('not established in 1');
  });

  it('draws marks that do not touch however many columns there are, and says how much it leaves out', () => {
    const fields = Array.from({ length: 16 }, (_, column) => ({ column, row: 0, winner: column % 2 }));
    const strategies = [stateless, memory].map(({ name }) => ({ name, mode: name }));
    const { text } = winnersThumbnail({ kind: 'winners', measured: 30, strategies, fields });
    const marks = [...text.matchAll(/translate\(([\d.]+) 8\) scale\(([\d.]+)\)/g)].map(([, x, scale]) => ({
      x: Number(x),
      scale: Number(scale),
    }));
    expect(marks).toHaveLength(16);
    // The widest mark is 9 px wide.
    for (const [place, { x, scale }] of marks.entries()) {
      const next = marks[place + 1];
      if (next !== undefined) expect(next.x - x).toBeGreaterThan(9 * scale + 2);
    }
    expect(text).toContain('aria-label="Best in 16 of 30 cells: stateless in 8, memory in 8"');
    expect(text).toContain('>best in 16 of 30 cells</text>');
  });
});
