import { describe, expect, it } from 'vitest';
import { comparisonNoticesOf } from '../../src/report/comparison/comparison-notices.ts';
import { cardOf } from '../../src/report/gallery/card.ts';
import { entryOfRun, newestFirst } from '../../src/report/gallery/gallery-entry.ts';
import { markdownReport } from '../../src/report/markdown-report.ts';
import { pageContentOf, renderReport } from '../../src/report/render-report.ts';
import { terminalReport } from '../../src/report/terminal-report.ts';
import type { Result } from '../../src/results/result.ts';
import { aResult, memory, type ResultOptions, redis, somePrices, stateless } from '../support/a-result.ts';
import { aSimulatedResult } from '../support/a-simulated-result.ts';
import { compared } from '../support/some-runs.ts';

const arrivals = { process: 'poisson', stages: [{ from: 500, to: 500 }] } as const;

/** With all that there are charts, tables and sentences of. */
const rich: ResultOptions = {
  repetitions: 8,
  seconds: 3,
  strategies: [stateless, { ...memory, staleReads: 0.1, nodes: 2 }, { ...redis, staleReads: 0.05 }],
  prices: somePrices({ perBackendCall: 1e-5, perGatewayNodeHour: 0.1 }),
  faults: [{ name: 'Redis down', startUs: 1e6, endUs: 2e6, recoveryUs: null, failed: 3 }],
};

const variants: Readonly<Record<string, Result>> = {
  'a closed loop': aSimulatedResult(rich),
  'an open loop': aSimulatedResult({
    ...rich,
    open: { arrivals: { ...arrivals, stages: [...arrivals.stages] }, waitUs: 100 },
  }),
  'too few blocks': aSimulatedResult({ repetitions: 2, seconds: 2 }),
  'an interrupted one': { ...aSimulatedResult({ repetitions: 2, seconds: 2 }), state: 'interrupted' },
  'one that expects': expecting(aSimulatedResult({ repetitions: 2, seconds: 2 })),
  'one by an older version': withoutBlock(aSimulatedResult({ repetitions: 2, seconds: 2 })),
};

function expecting(result: Result): Result {
  const bound = { metric: 'p99', operator: '<', value: 1e6 } as const;
  const expect = ['memory', 'gone'].map((strategy) => ({ ...bound, strategy }));
  const omitted = [{ strategy: 'gone', reason: 'It cannot be simulated.' }];
  return { ...result, omitted, scenario: { ...result.scenario, expect } };
}

function withoutBlock({ simulation: _, ...result }: Result): Result {
  return result;
}

/** What a reader sees of a page: no code, no scenario file, no command, no names of JSON keys. */
function textOf(html: string): string {
  return html
    .replaceAll(/<(script|style|pre)[\s>].*?<\/\1>/gs, ' ')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ');
}

/** What may be said of measuring where nothing was measured. */
const allowed = [
  'Simulated, not measured',
  'nothing was measured',
  'Measure with gatebench run before you decide by it',
  'gatebench run measures the gateways',
  'out of the measurement of each trial',
];

function withoutAllowed(text: string): string {
  return allowed.reduce((rest, each) => rest.replaceAll(each, ''), text.replaceAll(/\s+/g, ' '));
}

const untrue =
  /.{60}(\bmeasur|this machine|the machine|minute|pinned|fresh process|other load|2000-01|hypervisor|noise-floor).{40}/i;

describe.each(Object.entries(variants))('the reports of a simulation, as %s', (_, result) => {
  it.each<[string, (result: Result) => Promise<string> | string]>([
    ['page', async (each) => textOf(await renderReport(each, { source: '', sha256: '' }))],
    ['table', (each) => terminalReport(each, { colour: false })],
    ['Markdown', markdownReport],
  ])('say nothing in a %s that is true of a measured run only', async (_format, render) => {
    const text = withoutAllowed(await render(result));
    expect(text.match(untrue)?.[0]).toBeUndefined();
    expect(text).toMatch(/simulat/i);
  });

  it('say before all else that it is one', async () => {
    const { opening } = await pageContentOf(result);
    expect(opening.notices[0]?.title).toBe('Simulated, not measured');
  });
});

describe('the report of a simulation', () => {
  it.each([
    [
      'own',
      'exact',
      'one',
      /Every request was simulated, with service times calibrated where it was simulated/,
    ],
    ['given', 'sampled', 'one', /a sample of the keys .* of a calibration that was given/],
    ['shipped', 'closed-form', 'many', /by formulas, .* come with gatebench .* a machine of its own/],
  ] as const)(
    'says with whose service times (%s), how (%s) and on what (%s)',
    async (from, method, machines, words) => {
      const result = aSimulatedResult({ repetitions: 1, seconds: 1 });
      const { simulation } = result;
      if (simulation === undefined) throw new Error('no simulation');
      const told = { ...result, simulation: { ...simulation, method, machines, calibrationFrom: from } };
      const { opening } = await pageContentOf(told);
      expect(opening.notices[0]?.text).toMatch(words);
      expect(terminalReport(told, { colour: false }).replaceAll(/\s+/g, ' ')).toMatch(words);
    },
  );

  it('leaves out what only a machine has: other load, the timers of backends, memory of processes', async () => {
    const page = textOf(await renderReport(aSimulatedResult(rich), { source: '', sha256: '' }));
    const measured = textOf(await renderReport(aResult(rich), { source: '', sha256: '' }));
    for (const words of [
      'Was the machine quiet',
      'Did the backends keep to their delays',
      'largest memory',
    ]) {
      expect(measured).toContain(words);
      expect(page).not.toContain(words);
    }
    expect(page).toContain('Were the figures steady?');
  });

  it('lists what pieces of work cost', async () => {
    const page = textOf(await renderReport(aSimulatedResult(rich), { source: '', sha256: '' }));
    expect(page).toMatch(/gateway hit \d+ µs, forward \d+ µs/);
  });
});

describe('what was simulated, beside what was measured', () => {
  it('is called that in a comparison, whose surroundings and times nobody compares', () => {
    const titles = (...results: Result[]) =>
      comparisonNoticesOf(compared(...results)).map(({ title }) => title);
    const mixed = titles(aResult(rich), aSimulatedResult(rich));
    expect(mixed[0]).toBe('What was simulated is compared with what was measured');
    expect(mixed.join()).not.toMatch(/surroundings|order of time/);
    const other = { ...aSimulatedResult({ ...rich, seed: 8 }), runId: 'simulated-ba9876543210' };
    expect(titles(aSimulatedResult(rich), other)[0]).toBe('All runs were simulated, not measured');
  });

  it('comes last in the gallery, with a mark and without a date', () => {
    const place = { path: ['quickstart', 'simulated-0123456789ab'], hasPage: true };
    const simulated = entryOfRun(cardOf(aSimulatedResult(rich), 1), place);
    const run = entryOfRun(cardOf(aResult(rich), 1), {
      path: ['quickstart', '2026-11-23T10-00-00'],
      hasPage: true,
    });
    expect(simulated).toMatchObject({ isSimulated: true, startedAt: undefined });
    expect(run).toMatchObject({ isSimulated: false });
    expect(newestFirst([simulated, run])).toEqual([run, simulated]);
  });
});
