import { describe, expect, it } from 'vitest';
import { buildRunModel } from '../../../src/report/model/run-model.ts';
import { costTable } from '../../../src/report/tables/cost-table.ts';
import type { DataTable } from '../../../src/report/tables/data-table.ts';
import { expectationTable } from '../../../src/report/tables/expectation-table.ts';
import { recoveryTable } from '../../../src/report/tables/recovery-table.ts';
import { scheduleTable } from '../../../src/report/tables/schedule-table.ts';
import { stalenessTable } from '../../../src/report/tables/staleness-table.ts';
import { surroundingsTable } from '../../../src/report/tables/surroundings-table.ts';
import type { Result } from '../../../src/results/result.ts';
import { aResult, memory, redis, somePrices, stateless } from '../../support/a-result.ts';

const short = { seconds: 1, connections: 4, strategies: [stateless, memory] };

/** The texts of a table's rows, heads included. */
function textsOf(table: DataTable | undefined): string[][] {
  return (table?.rows ?? []).map(({ header, cells }) => [header.text, ...cells.map(({ text }) => text)]);
}

/** The builder's Result with its measurements changed. */
function changed(
  result: Result,
  change: (measurement: Extract<Result['trials'][number], { state: 'valid' }>['measurement']) => object,
): Result {
  const trials = result.trials.map((trial) =>
    trial.state === 'valid'
      ? { ...trial, measurement: { ...trial.measurement, ...change(trial.measurement) } }
      : trial,
  );
  return { ...result, trials };
}

describe.each([
  ['staleness', stalenessTable],
  ['recovery', recoveryTable],
  ['schedule', scheduleTable],
  ['cost', costTable],
  ['expectations', expectationTable],
])('the table of %s', (_, build) => {
  it('is not there where the run is not about it', () => {
    expect(build(buildRunModel(aResult(short)))).toBeUndefined();
  });
});

describe('the table of staleness', () => {
  it('tells shares with what they are of, and ages', () => {
    const staleness = {
      reads: 1000,
      stale: 50,
      ownReads: 40,
      ownWritesUnseen: 4,
      sharedReads: 0,
      disagreements: 0,
    };
    const result = changed(
      aResult({ ...short, strategies: [{ ...memory, staleReads: 0.05 }], repetitions: 2 }),
      (measurement) => ({ staleness: { ...measurement.staleness, ...staleness } }),
    );
    const [[name, reads, stale, ...rest] = []] = textsOf(stalenessTable(buildRunModel(result)));
    expect([name, reads, stale]).toEqual(['memory', '2,000', '5.0 %']);
    expect(rest.slice(0, 3).every((age) => / s$/.test(age))).toBe(true);
    expect(rest.slice(3)).toEqual(['10.0 %', '–']);
  });
});

describe('the table of recoveries', () => {
  const down = { name: 'Redis down', startUs: 2e6, endUs: 4e6, failed: 10 };

  it('tells how many trials recovered, and how long the quickest and slowest took', () => {
    const spans = [1e6, 3e6, null];
    const result = aResult({ ...short, strategies: [redis], repetitions: 3 });
    let trial = 0;
    const played = changed(result, () => ({ faults: [{ ...down, recoveryUs: spans[trial++] ?? null }] }));
    expect(textsOf(recoveryTable(buildRunModel(played)))).toEqual([
      ['redis', 'Redis down', '2 s', '2 of 3', '2.00 s', '3.00 s', '10'],
    ]);
  });

  it('tells the same fault twice where it was played twice', () => {
    const again = { ...down, startUs: 6e6, endUs: 8e6 };
    const faults = [down, again].map((fault) => ({ ...fault, recoveryUs: null }));
    const rows = textsOf(recoveryTable(buildRunModel(aResult({ ...short, strategies: [redis], faults }))));
    expect(rows.map(([, , at, recovered]) => [at, recovered])).toEqual([
      ['2 s', '0 of 3'],
      ['6 s', '0 of 3'],
    ]);
  });
});

describe('the table of the schedule', () => {
  it('puts the service time beside the response time, and the lag', () => {
    const open = { arrivals: { process: 'poisson' as const, stages: [{ from: 50, to: 50 }] }, waitUs: 5000 };
    const { headings, rows } = scheduleTable(buildRunModel(aResult({ ...short, open }))) as DataTable;
    const cell = (heading: string) =>
      Number.parseFloat(rows[0]?.cells[headings.indexOf(heading) - 1]?.text ?? '');
    expect(cell('response p50') - cell('service p50')).toBeCloseTo(5, 0);
    expect(cell('lag p99')).toBeGreaterThan(cell('lag p50'));
  });
});

describe('the table of costs', () => {
  const prices = somePrices({ perBackendCall: 1e-5, perRedisNodeHour: 0.1, trafficPerSecond: 100 });
  const priced = { seconds: 1, connections: 4, strategies: [stateless, memory, redis], prices };

  it('has a column for what has a price, a month and a million requests', () => {
    const { headings, rows } = costTable(buildRunModel(aResult(priced))) as DataTable;
    expect(headings).toEqual([
      'strategy',
      'requests/s',
      'backend calls',
      'Redis',
      'a month',
      'a million requests',
    ]);
    expect(rows[0]?.cells.map(({ text }) => text)).toEqual(['100', '2,628', '0', '2,628', '10.0']);
    expect(rows[2]?.cells[2]?.text).toBe('73.0');
  });

  it('says from where on each strategy pays, and by what model', () => {
    const notes = costTable(buildRunModel(aResult(priced)))?.notes ?? [];
    expect(notes.find((note) => note.startsWith('memory costs'))).toMatch(
      /^memory costs less than stateless at any traffic; at 100 requests per second it does with any hit ratio \(measured: 9\d\.\d %\); its mean latency is shorter above a mean of [\d.]+ .s for the baseline’s requests\.$/,
    );
    expect(notes.find((note) => note.startsWith('redis costs'))).toMatch(
      /^redis costs less than stateless above [\d.]+ requests per second; at 100 requests per second it does above a hit ratio of [\d.]+ %/,
    );
    expect(notes.at(-1)).toMatch(/^Break-even supposes /);
  });

  it('says that costs at measured rates of a closed loop are not those of one traffic', () => {
    const { trafficPerSecond: _, ...unstated } = prices;
    const notes = costTable(buildRunModel(aResult({ ...priced, prices: unstated })))?.notes ?? [];
    expect(notes[0]).toMatch(/^Each strategy at the rate .* give a traffic beside the prices/);
  });
});

describe('the table of expectations', () => {
  it('gives each bound a verdict, and says why it cannot be told', () => {
    const result = aResult({ ...short, repetitions: 4 });
    const expectations = [
      { strategy: 'memory', metric: 'p50', operator: '<', value: 1e6 },
      { strategy: 'memory', metric: 'hitRatio', operator: '>=', value: 0.999 },
      { strategy: 'stateless', metric: 'p999', operator: '<', value: 1e6 },
    ] as const;
    const scenario = { ...result.scenario, expect: [...expectations] };
    const rows = textsOf(expectationTable(buildRunModel({ ...result, scenario })));
    expect(rows.map((row) => [row[0], row[1], row[2], row.at(-1)])).toEqual([
      ['memory', 'p50', '< 1.00 s', 'pass'],
      ['memory', 'hitRatio', '>= 99.9 %', 'fail'],
      ['stateless', 'p999', '< 1.00 s', 'cannot tell: it takes 3,688 answers in a trial'],
    ]);
  });
});

describe('the table of other load', () => {
  it('tells ranges over the trials, and how many settled', () => {
    let trial = 0;
    const result = changed(aResult({ ...short, strategies: [memory], repetitions: 2 }), () => ({
      contention: { othersCores: [0.1, 0.3][trial] },
      steady: { fromUs: [2e6, null][trial++] },
    }));
    expect(textsOf(surroundingsTable(buildRunModel(result)))).toEqual([
      ['memory', '0.10–0.30', '–', '–', '1 of 2', '2.00 s'],
    ]);
  });

  it('is not there where the system tells nothing', () => {
    const result = changed(aResult(short), () => ({ contention: {}, steady: undefined }));
    expect(surroundingsTable(buildRunModel(result))).toBeUndefined();
  });
});
