import { describe, expect, it } from 'vitest';
import { renderSweepPage } from '../../../src/report/sweep/render-sweep-page.ts';
import { sweepFinding } from '../../../src/report/sweep/sweep-finding.ts';
import { sweepNotices } from '../../../src/report/sweep/sweep-notices.ts';
import { memory, stateless } from '../../support/a-result.ts';
import { aSweepIndex, aSweepModel, readingsOf } from '../../support/a-sweep.ts';

const script = { source: '', sha256: '' };

/** A cache whose hits take 4 ms themselves. */
const overBackend = ([latency]: readonly unknown[]) => {
  const missUs = Number.parseFloat(String(latency)) * 1e3;
  return {
    connections: 2,
    strategies: [
      { ...stateless, missUs },
      { ...memory, hitRatio: 0.9, hitUs: 4e3, missUs },
    ],
  };
};

describe('the page of a sweep', () => {
  const flipping = aSweepModel({ 'backends.api.latency': ['1ms', '2ms', '20ms', '40ms'] }, overBackend);

  it('says which strategy is best from where to where, and where they change places', () => {
    const { lead, details } = sweepFinding(flipping);
    expect(lead).toBe(
      'It depends on latency: stateless answered the most requests per second from latency 1ms to 2ms and memory from latency 20ms to 40ms.',
    );
    expect(details[0]).toMatch(
      /^In requests per second, memory overtakes stateless at about [\d.]+ ms of latency, interpolated between the cells at 2ms and 20ms\.$/,
    );
    expect(details[1]).toMatch(
      /^Requests per second of memory against stateless: from 0\.\d+× \(latency 1ms\) to /,
    );
  });

  it('names only the axes that the answer depends on', () => {
    const model = aSweepModel(
      { 'backends.api.latency': ['1ms', '40ms'], 'gateway.nodes': [1, 2] },
      overBackend,
    );
    expect(sweepFinding(model).lead).toBe(
      'It depends on latency: stateless answered the most requests per second in 2 of 4 cells (all with latency = 1ms) and memory in 2 (all with latency = 40ms).',
    );
  });

  it('claims nothing that the cells do not establish', () => {
    const model = aSweepModel({ ttl: ['1s', '9s'] }, () => ({ repetitions: 2, connections: 2 }));
    expect(sweepFinding(model).lead).toMatch(
      /^Which strategy answers the most .* is not established in any of the 2 cells/,
    );
    expect(sweepNotices(model).map(({ title }) => title)).toContain(
      'Too few repetitions for a verdict (all 2 measured cells)',
    );
  });

  it('has nothing to compare where there is one strategy, and nothing to say where there is no cell', () => {
    const alone = aSweepModel({ ttl: [1, 2] }, () => ({
      strategies: [memory],
      repetitions: 2,
      connections: 2,
    }));
    expect(sweepFinding(alone).lead).toMatch(
      /^Requests per second of memory went from .* there is no other strategy/,
    );
    const none = aSweepModel({ ttl: [1, 2] }, overBackend, (index) => [index, []]);
    expect(sweepFinding(none).lead).toBe('No cell has figures, so nothing can be concluded.');
  });

  it('warns before all else of cells that are missing or damaged, and shows the others with a way to their pages', async () => {
    const index = aSweepIndex({ ttl: [1, 2, 3, 4] });
    const states = ['complete', 'complete', 'interrupted', 'waiting'] as const;
    const broken = {
      ...index,
      state: 'interrupted' as const,
      cells: index.cells.map((cell, place) => ({ ...cell, state: states[place] ?? 'waiting' })),
    };
    const readings = readingsOf(broken, () => ({ repetitions: 2, connections: 2 }));
    const page = await renderSweepPage(
      broken,
      [readings[0] ?? never(), { number: 2, damage: 'cells/2/result.json does not fit its seal.' }],
      script,
    );
    expect(page).toContain('2 of 4 cells are missing');
    expect(page).toContain('cell 3 is interrupted and cell 4 is not begun');
    expect(page).toContain('Cell 2 is left out');
    expect(page).toContain('does not fit its seal');
    expect(page.match(/href="cells\/[^"]+"/g)).toEqual(['href="cells/1/report.html"']);
    expect(page.indexOf('Before you believe')).toBeLessThan(page.indexOf('<h1>'));
  });

  it('puts warnings of many cells together', () => {
    const model = aSweepModel({ ttl: [1, 2, 3] }, overBackend, (index, readings) => [
      index,
      readings.map((reading, place) => ({
        ...reading,
        warnings: [1, 2].map((repetition) => ({
          code: 'busy',
          message: `Others kept ${place + repetition} cores busy.`,
          strategy: 'memory',
          repetition,
        })),
      })),
    ]);
    expect(sweepNotices(model)).toEqual([
      { title: 'Warning (all 3 measured cells)', text: 'Others kept 1–4 cores busy.', hint: undefined },
    ]);
  });

  it('lets no name or value out of its place', async () => {
    const hostile = '</script><img src=x onerror=alert(1)>';
    const index = { ...aSweepIndex({ [hostile]: [hostile, '2'] }), command: hostile };
    const readings = readingsOf(index, () => ({
      repetitions: 1,
      connections: 1,
      strategies: [stateless, { ...memory, name: hostile, mode: 'memory' }],
    }));
    const page = await renderSweepPage(
      { ...index, scenario: { name: hostile, question: hostile, source: hostile } },
      readings,
      script,
    );
    expect(page).not.toContain('<img');
    expect(page.match(/<\/script>/g)).toHaveLength(2);
  });

  it('stays within 1.5 MB with a hundred cells, less what every page has', async () => {
    const ten = Array.from({ length: 10 }, (_, power) => 2 ** power);
    const index = aSweepIndex({ 'a.ttl': ten.map((n) => `${n}s`), 'a.maxSize': ten.map((n) => `${n}MiB`) });
    const [reading] = readingsOf({ ...index, cells: index.cells.slice(0, 1) }, () => ({
      repetitions: 8,
      connections: 2,
    }));
    const readings = index.cells.map(({ number }) => ({ ...(reading ?? never()), number }));
    const page = await renderSweepPage(index, readings, script);
    expect(page.length).toBeLessThan(1e6);
  });
});

function never(): never {
  throw new Error('It is missing.');
}
