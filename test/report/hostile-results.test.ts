import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LatencyHistogram } from '../../src/measure/histogram.ts';
import { findingOf } from '../../src/report/finding/finding.ts';
import { boundedResult } from '../../src/report/model/bounded-result.ts';
import { judgeExpectations } from '../../src/report/model/expectations.ts';
import { buildRunModel } from '../../src/report/model/run-model.ts';
import { pageContentOf, renderReport } from '../../src/report/render-report.ts';
import type { Measurement, Result } from '../../src/results/result.ts';
import { aLargeResult } from '../support/a-large-result.ts';
import { aResult, memory, somePrices, stateless } from '../support/a-result.ts';
import { buildReportClient } from '../support/report-client.ts';

const mostBytes = 1.5e6;

/** What the script of a page takes. */
const scriptBytes = await builtScriptBytes();

async function builtScriptBytes(): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'gatebench-client-'));
  const { size } = await stat(await buildReportClient(folder));
  await rm(folder, { recursive: true });
  return size;
}

const small = { repetitions: 2, seconds: 2, connections: 2, prices: somePrices({ perBackendCall: 1e-5 }) };

async function pageBytes(result: Result): Promise<number> {
  return Buffer.byteLength(await renderReport(result, { source: '', sha256: '' })) + scriptBytes;
}

function strategiesNamed(names: readonly string[]) {
  const modes = ['memory', 'redis', 'tiered'];
  return names.map((name, index) =>
    index === 0
      ? { ...stateless, name, mode: 'stateless' }
      : { ...memory, name, mode: modes[index % 3] ?? 'memory', hitUs: 300 + index },
  );
}

function numbered(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `strategy ${index}`);
}

function withMeasurements(result: Result, change: (measurement: Measurement) => Measurement): Result {
  const trials = result.trials.map((trial) =>
    trial.state === 'valid' ? { ...trial, measurement: change(trial.measurement) } : trial,
  );
  return { ...result, trials };
}

/** 300 faults, backends and gateways, the last of which do the most, and 2,000 bounds, the first half of which are kept. */
function withMuchOfAll(result: Result): Result {
  const numbers = Array.from({ length: 300 }, (_, index) => index);
  const forged = withMeasurements(result, (measurement) => ({
    ...measurement,
    faults: numbers.map((index) => ({
      name: `fault ${index}`,
      startUs: index * 1000,
      endUs: index * 1000 + 500,
      recoveryUs: 1e5,
      failed: 1,
    })),
    backends: numbers.flatMap((index) =>
      measurement.backends.map((backend) => ({ ...backend, name: `backend ${index}`, calls: index })),
    ),
    processes: measurement.processes
      .filter(({ role }) => role === 'load')
      .flatMap((load) => [
        load,
        ...numbers.map((index) => ({
          ...load,
          role: 'gateway' as const,
          name: `gateway ${index}`,
          cpuUs: (load.wallUs * index) / 300,
          eventLoopUtilisation: index / 300,
        })),
      ]),
  }));
  const [baseline] = result.scenario.strategies;
  const expect = Array.from({ length: 2000 }, (_, index) => ({
    strategy: baseline?.name ?? '',
    metric: 'p50' as const,
    operator: '<' as const,
    value: index < 1000 ? 1e9 : 1,
  }));
  return { ...forged, scenario: { ...forged.scenario, expect } };
}

/** Every answer took so long. */
function allAt(latencyUs: number): (measurement: Measurement) => Measurement {
  return (measurement) => {
    const outcomes = Object.entries(measurement.outcomes).map(([outcome, of]) => {
      const latency = new LatencyHistogram();
      for (let n = 0; n < of.count; n++) latency.record(latencyUs);
      return [outcome, { ...of, latency: latency.encode() }];
    });
    const column = measurement.timeline.completed.map(() => latencyUs);
    const timeline = { ...measurement.timeline, p50Us: column, p95Us: column, p99Us: column };
    return { ...measurement, outcomes: Object.fromEntries(outcomes), timeline };
  };
}

describe('a page of a Result that nobody would expect', () => {
  it('of 60 strategies shows the baseline and the best within 1.5 MB, and says how many it does not', {
    timeout: 180_000,
  }, async () => {
    const names = numbered(60);
    const result = aResult({ ...small, strategies: strategiesNamed(names).reverse() });
    const page = await renderReport(result, { source: '', sha256: '' });
    expect(Buffer.byteLength(page) + scriptBytes).toBeLessThan(mostBytes);
    expect(page).toContain('16 of 60 strategies are shown');
    expect(page).toContain('All figures of the other 44 are in result.json');
    const { model, opening } = await pageContentOf(result);
    expect(model.strategies).toHaveLength(16);
    expect(model.strategies[0]?.name).toBe('strategy 59');
    const whole = buildRunModel(result);
    expect(opening.finding).toEqual(findingOf(whole));
    const shown = new Set(model.strategies.map(({ name }) => name));
    const best = whole.strategies.filter(({ bestIn }) => bestIn.length > 0);
    expect(best.filter(({ name }) => !shown.has(name))).toEqual([]);
  });

  it('says nothing of strategies that are not shown where all are', async () => {
    const result = aResult({ ...small, strategies: strategiesNamed(numbered(16)) });
    const { model, opening } = await pageContentOf(result);
    expect(model.strategies).toHaveLength(16);
    expect(opening.notices.filter(({ title }) => title.includes('are shown'))).toEqual([]);
  });

  it('stays within 1.5 MB where every name and text has 10,000 letters, and keeps strategies apart', {
    timeout: 180_000,
  }, async () => {
    const long = 'a'.repeat(10_000);
    const result = aResult({
      ...small,
      question: long,
      strategies: strategiesNamed([`${long}1`, `${long}2`, `${long}3`]),
      faults: [{ name: long, startUs: 1e6, endUs: 1.2e6, recoveryUs: null, failed: 0 }],
    });
    const { scenario, environment } = result;
    const forged: Result = {
      ...withMeasurements(result, (measurement) => ({
        ...measurement,
        backends: measurement.backends.map((backend) => ({ ...backend, name: long })),
        processes: measurement.processes.map((process) => ({ ...process, name: long })),
      })),
      runId: long,
      command: long,
      generator: { version: long },
      scenario: { ...scenario, name: long, sources: Array(300).fill(long), network: [long] },
      environment: { ...environment, cpuModel: long, packages: { [long]: long } },
      omitted: [{ strategy: `${long}4`, reason: long, hint: long }],
      warnings: Array.from({ length: 300 }, (_, index) => ({
        code: `c${index}`,
        message: `${index} ${long}`,
        hint: long,
        strategy: `${long}2`,
      })),
    };
    expect(await pageBytes(forged)).toBeLessThan(mostBytes);
    const bounded = boundedResult(forged);
    const names = bounded.scenario.strategies.map(({ name }) => name);
    expect(names).toEqual([1, 2, 3].map((n) => `${'a'.repeat(80)}…${n === 1 ? '' : ` (${n})`}`));
    expect(bounded.trials.map(({ strategy }) => strategy)).toEqual([...names, ...names]);
    expect(new Set(bounded.warnings.map(({ strategy }) => strategy))).toEqual(new Set([names[1]]));
  });

  it('of more faults, backends, processes and bounds than it has room for shows those that matter, and says so', async () => {
    const forged = withMuchOfAll(aResult(small));
    const { model, opening } = await pageContentOf(forged);
    expect(opening.notices[0]?.title).toBe(
      'Not everything is shown: 12 of 300 faults, the first, 12 of 300 backends, the most called, 16 of 301 processes, the busiest and 60 of 2,000 bounds, the missed before the others',
    );
    expect(opening.notices[0]?.hint).toContain('result.json');
    const [strategy] = model.strategies;
    expect(strategy?.backends.map(({ name }) => name)).toContain('backend 299');
    expect(strategy?.processes.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['load generator', 'gateway 299']),
    );
    const outcomes = judgeExpectations(model.result).map(({ outcome }) => outcome);
    expect(new Set(outcomes)).toEqual(new Set(['fail']));
    expect(opening.finding).toEqual(findingOf(buildRunModel(forged)));
  });

  it('stays within 1.5 MB with much of all', { timeout: 180_000 }, async () => {
    const large = aLargeResult({ strategies: 17, repetitions: 4, seconds: 600 });
    expect(await pageBytes(withMuchOfAll(large))).toBeLessThan(mostBytes);
  });

  it('is cut nowhere where no text is long', () => {
    const result = aResult(small);
    expect(boundedResult(result)).toEqual(result);
  });

  it('shows in charts too, by its number, what would turn the direction of a name', async () => {
    const result = aResult({
      ...small,
      strategies: strategiesNamed(['stateless', '\u202eyromem', 'a\u0007b']),
    });
    const page = await renderReport(result, { source: '', sha256: '' });
    const hidden = ['\u0007', '\u202e', '\\u0007', '\\u202e'];
    expect(hidden.filter((each) => page.includes(each))).toEqual([]);
    expect(page).toContain('⟨U+202E⟩yromem');
    expect(page).toContain('a⟨U+0007⟩b');
  });

  it.each([0, 1, 1e9])('draws answers that all took %s µs', async (latencyUs) => {
    const result = withMeasurements(aResult(small), allAt(latencyUs));
    const page = await renderReport(result, { source: '', sha256: '' });
    expect(page).not.toMatch(/="[^"]*(NaN|Infinity)[^"]*"/);
  });

  it('says before all else that figures are simulated', async () => {
    const result: Result = {
      ...withMeasurements(aResult(small), (measurement) => ({ ...measurement, processes: [], gateways: [] })),
      kind: 'simulated',
    };
    const { opening } = await pageContentOf(result);
    expect(opening.notices[0]?.title).toBe('Simulated, not measured');
    expect((await pageContentOf(aResult(small))).opening.notices[0]?.title).not.toContain('Simulated');
  });

  it('takes the names of what objects inherit for names', async () => {
    const names = ['__proto__', 'constructor', 'toString', 'Memory', 'memory', ' ', '  '];
    const { model } = await pageContentOf(aResult({ ...small, strategies: strategiesNamed(names) }));
    expect(model.strategies.map(({ name, trials }) => [name, trials.length])).toEqual(
      names.map((name) => [name, 2]),
    );
  });
});
