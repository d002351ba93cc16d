import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { gatebench } from '../support/fake-context.ts';
import { parseCsv } from '../support/parse-csv.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const scenario = `
question: Does it pay?
strategies: [stateless, memory, redis]
backends: { api: { latency: 10ms, capacity: 100 } }
routes:
  - match: GET /items/{id}
    backend: api
    keys: { count: 100, zipf: 0 }
    headers: { cache-control: max-age=1 }
load: { rate: 1000/s, connections: 50 }
`;

/** What the command says of a scenario file of this text. */
function predict(text: string, ...argv: readonly string[]) {
  const cwd = temporaryFolder();
  writeFileSync(join(cwd, 'mine.yaml'), text);
  return gatebench(['predict', 'mine.yaml', ...argv], { cwd });
}

describe('gatebench predict', () => {
  it('shows the figures of every strategy, in the steady state and as a run would measure them', async () => {
    const { exitCode, stdout, stderr } = await predict(scenario);
    expect([exitCode, stderr]).toEqual([0, '']);
    // Ten requests a second for each of 100 keys, whose answers live for a second but for the 10 ms that they take to come:
    // 1 miss, 0.1 requests that wait for it and 9.9 hits.
    expect(stdout).toMatch(/^memory +1,000 +90\.9 % +90\.9 % +90\.9 +505 ms/m);
    expect(stdout).toMatch(/^stateless +1,000 +– +0 % +1,000/m);
    expect(stdout).toContain('As a run measures it, for');
    // Nothing ever goes out of date here.
    expect(stdout).not.toContain('stale');
  });

  it('names its formulas with their sources, and what they leave out, each once', async () => {
    const { stdout } = await predict(scenario);
    expect(stdout).toContain('Jung, Berger and Balakrishnan, INFOCOM 2003');
    expect(stdout.match(/This is the steady state/g)).toHaveLength(1);
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
  });

  it('says which strategies a sentence is of that does not hold of all caches', async () => {
    const full = scenario.replace('redis]', '{ name: tiny, mode: memory, cache: { maxSize: 10KiB } }]');
    expect((await predict(full)).stdout.replaceAll('\n', ' ')).toContain(
      'sparing what was asked for lately. (tiny)',
    );
  });

  it('takes another rate, and only the modes that are asked for', async () => {
    const { stdout } = await predict(scenario, '--rate', '20000/s', '--modes', 'stateless');
    expect(stdout).toMatch(/^stateless +20,000 +0 % +20,000 +200 % +grows/m);
    expect(stdout).toContain('More is asked of api than can be answered');
    expect(stdout).not.toContain('memory');
  });

  it('has a row for every cell of a sweep', async () => {
    const swept = `${scenario}sweep: { gateway.cache.ttl: [1s, 10s] }\n`;
    const { stdout } = await predict(swept, '--modes', 'memory');
    expect(stdout).toMatch(/^1 +1s +memory +1,000 +90\.9 %/m);
    expect(stdout).toMatch(/^2 +10s +memory +1,000 +99\.0 %/m);
    const json = JSON.parse((await predict(swept, '--json')).stdout);
    expect(json.axes).toEqual(['gateway.cache.ttl']);
    expect(json.cells[1].strategies[1].steady.hitRatio).toBeCloseTo(1 - 1 / 101, 6);
  });

  it('prints JSON, in which what has no end is null', async () => {
    const { strategies } = JSON.parse((await predict(scenario, '--json', '--rate', '20000/s')).stdout);
    expect(strategies.map(({ name }: { name: string }) => name)).toEqual(['stateless', 'memory', 'redis']);
    expect(strategies[0].steady.backends[0]).toMatchObject({ name: 'api', meanWaitUs: null });
    expect(strategies[1].steady).toMatchObject({ characteristicUs: null });
    expect(strategies[1].measured.limits.length).toBeGreaterThan(1);
  });

  it('prints CSV, a line for each strategy in the steady state and one as measured', async () => {
    const [head, ...lines] = parseCsv((await predict(scenario, '--format', 'csv')).stdout);
    expect(head).toContain('hitRatio');
    expect(lines).toHaveLength(6);
    expect(lines[2]?.slice(0, 3)).toEqual(['1', 'memory', 'steady']);
    expect((await predict(scenario, '--format', 'md')).stdout).toContain('| memory | 1,000 | 90.9 % |');
  });

  it('answers for more keys than 32 bits can count', async () => {
    const route = (name: string) => `
  - match: GET /${name}/{id}
    backend: api
    keys: { count: 1000000000, zipf: 0.9 }
    headers: { cache-control: max-age=600 }`;
    const many = scenario.replace('routes:', `routes:${['a', 'b', 'c', 'd', 'e', 'f'].map(route).join('')}`);
    const { stdout } = await predict(many, '--json', '--rate', '100000/s');
    const [, memory] = JSON.parse(stdout).strategies;
    expect(memory.steady.hitRatio).toBeGreaterThan(0.1);
    expect(memory.steady.hitRatio).toBeLessThan(0.5);
  });

  const full = scenario
    .replace('redis]', '{ name: full, mode: memory, nodes: 2, cache: { maxEntries: 2000, eviction: lru } }]')
    .replace('count: 100, zipf: 0', 'count: 20000, zipf: 0.8');

  it('simulates samples of the keys, whose interval has the figure of the formulas', async () => {
    const { stdout } = await predict(full, '--sampled', '--json', '--modes', 'memory', '--warmup', '20s');
    const { measured, sampled } = JSON.parse(stdout).strategies[1];
    expect(sampled).toMatchObject({ every: 1, samples: 8 });
    expect(sampled.hitRatio.high - sampled.hitRatio.low).toBeLessThan(0.02);
    expect(Math.abs(sampled.hitRatio.value - measured.hitRatio)).toBeLessThan(0.01);
    expect((await predict(full, '--sampled')).stdout).toMatch(/^full +1 +[\d.]+ % +[\d.]+ % – [\d.]+ %/m);
  });

  it('refuses samples that would be too small to be right', async () => {
    const { exitCode, stderr } = await predict(full, '--sampled', '--rate', '1000000/s', '--duration', '1h');
    expect(exitCode).toBe(2);
    expect(stderr).toContain('It takes 8,192');
    expect(stderr).toContain('leave --sampled out');
  });

  it('refuses a trace, and says what to do instead', async () => {
    const { exitCode, stderr } = await gatebench(['predict', 'trace-replay']);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('replays a trace');
    expect(stderr).toMatch(/hint: .*gatebench simulate .*gatebench mrc/);
  });

  it('refuses a format that there is not', async () => {
    const { exitCode, stderr } = await predict(scenario, '--format', 'xml');
    expect(exitCode).toBe(2);
    expect(stderr).toContain('Formats: table, md, csv, json.');
  });
});
