import { EventEmitter } from 'node:events';
import type { RequestListener } from 'node:http';
import { describe, expect, it } from 'vitest';
import type { LoadFigures } from '../../src/cli/load/load-figures.ts';
import { LatencyHistogram } from '../../src/measure/histogram.ts';
import { serve } from '../load/run-phase.ts';
import { gatebench } from '../support/fake-context.ts';

/** The machine that tests run on may be busy with much else, so nothing is void for being late. */
const patient = ['--max-lag', '1h'];

/** Answers after so long, without a word about caches, and keeps count of what it was asked for. */
async function aServer(afterMs = 0, answer: RequestListener = (_, response) => response.end('ok')) {
  const seen: string[] = [];
  const origin = await serve((request, response) => {
    seen.push(request.url ?? '');
    setTimeout(() => answer(request, response), afterMs);
  });
  return { origin, seen };
}

async function figures(argv: readonly string[]): Promise<LoadFigures> {
  const { exitCode, stdout, stderr } = await gatebench(['load', ...argv, '--json', ...patient]);
  expect([exitCode, stderr]).toEqual([0, expect.stringMatching(/^Asking .*\.\n$/)]);
  return JSON.parse(stdout);
}

describe('gatebench load', () => {
  it('asks at a rate, and counts from when requests were sent and from when they were due', async () => {
    const { origin, seen } = await aServer(20);
    const found = await figures([`${origin}/a?b=1`, '--rate', '100/s', '--duration', '1s']);
    const { requests, statuses, serviceTime, responseTime, schedule } = found;
    expect(seen.length).toBeGreaterThan(50);
    expect(new Set(seen)).toEqual(new Set(['/a?b=1']));
    expect(requests).toEqual({
      offered: seen.length,
      completed: seen.length,
      errors: 0,
      timeouts: 0,
      unfinished: 0,
    });
    expect(statuses).toEqual({ 200: seen.length });
    expect(serviceTime.p50Us).toBeGreaterThan(19_000);
    expect(responseTime?.p50Us).toBeGreaterThanOrEqual(0.99 * (serviceTime.p50Us ?? Number.NaN));
    for (const { count, histogram } of [serviceTime, responseTime as typeof serviceTime]) {
      expect([count, LatencyHistogram.decode(histogram).count]).toEqual([seen.length, seen.length]);
    }
    // A thousandth of so few requests is less than one.
    expect(serviceTime.p999Us).toBeNull();
    expect(schedule).toMatchObject({ keptRatio: 1 });
    expect(schedule?.lag.count).toBe(seen.length - (schedule?.queued ?? 0));
  });

  it('keeps to stages, and lasts as long as they do', async () => {
    const { origin, seen } = await aServer();
    await figures([origin, '--stages', '200/s for 500ms, ramp to 0/s over 500ms', '--arrivals', 'paced']);
    // 100 in the first half, and 50 in the second.
    expect(Math.abs(seen.length - 150)).toBeLessThanOrEqual(1);
  });

  it('asks in a closed loop for several paths in turn, after a warm-up that does not count', async () => {
    const { origin, seen } = await aServer(5);
    const argv = [
      `${origin}/a`,
      `${origin}/b`,
      '--connections',
      '3',
      '--warmup',
      '100ms',
      '--duration',
      '300ms',
    ];
    const { requests, responseTime, schedule } = await figures(argv);
    expect([responseTime, schedule]).toEqual([undefined, undefined]);
    expect(requests.completed).toBe(requests.offered);
    expect(requests.completed).toBeLessThan(seen.length);
    const ofA = seen.filter((path) => path === '/a').length;
    expect(Math.abs(2 * ofA - seen.length)).toBeLessThanOrEqual(2);
  });

  it('asks each of several servers for its own path', async () => {
    const [one, other] = [await aServer(5), await aServer(5)];
    await figures([
      `${one.origin}/one`,
      `${other.origin}/other`,
      '--connections',
      '2',
      '--duration',
      '300ms',
    ]);
    expect(new Set(one.seen)).toEqual(new Set(['/one']));
    expect(new Set(other.seen)).toEqual(new Set(['/other']));
  });

  it('prints what people read', async () => {
    const { origin } = await aServer(0, (_, response) => response.writeHead(404).end());
    const argv = ['load', origin, '--rate', '100/s', '--duration', '500ms', ...patient];
    const { exitCode, stdout, stderr } = await gatebench(argv);
    expect([exitCode, stderr]).toEqual([0, `Asking ${origin}/ for 500 ms: open loop, 100/s, poisson.\n`]);
    for (const line of [
      /^requests +\d+ made, \d+ answered$/,
      /^failures +none$/,
      /^statuses +404: \d+$/,
      /^plan +[\d.]+\/s, 100 % of it kept$/,
      /^service time +\d+\.\d{3} +\d+\.\d{3} +too few +too few +\d+\.\d{3}$/,
      /^response time +\d+\.\d{3}/,
      /^lag of the load generator +\d+\.\d{3}/,
    ]) {
      expect(stdout.split('\n')).toContainEqual(expect.stringMatching(line));
    }
  });

  it('says that what it measured is void where it was too late itself', async () => {
    const { origin } = await aServer();
    const argv = ['load', origin, '--rate', '200/s', '--duration', '500ms', '--max-lag', '1us', '--json'];
    const { exitCode, stdout, stderr } = await gatebench(argv);
    expect(exitCode).toBe(5);
    expect(stderr).toContain('warning [load-void] The load generator sent 1 % of the requests ');
    expect(JSON.parse(stdout).void).toContain('the bound (maxLag) is 1 us');
  });

  it('says so where nobody answers', async () => {
    const argv = ['load', 'http://127.0.0.1:1', '--rate', '50/s', '--duration', '300ms', ...patient];
    const { exitCode, stdout, stderr } = await gatebench(argv);
    expect(exitCode).toBe(5);
    expect(stdout).toMatch(/^failures +\d+ errors$/m);
    expect(stderr).toMatch(/warning \[load-void\] None of \d+ requests was answered/);
  });

  it('ends when it is interrupted, and prints what it has by then', async () => {
    const signals = new EventEmitter();
    const { origin } = await aServer(0, (_, response) => {
      response.end('ok');
      signals.emit('SIGINT');
    });
    const argv = ['load', origin, '--connections', '2', '--duration', '1h'];
    const { exitCode, stdout } = await gatebench(argv, { signals });
    expect(exitCode).toBe(130);
    expect(stdout).toMatch(/^requests +\d+ made/m);
  });

  it.each([
    [['https://127.0.0.1:1'], 'is not a URL that can be asked'],
    [['localhost'], 'is not a URL that can be asked'],
    [['http://me:secret@127.0.0.1:1'], 'is not a URL that can be asked'],
    [['http://127.0.0.1:1/a', 'http://127.0.0.1:1/b', 'http://127.0.0.1:2'], '3 URLs of 2 servers'],
    [['http://127.0.0.1:1', '--rate', '5/s', '--stages', '5/s for 1s'], 'Both --rate and --stages'],
    [['http://127.0.0.1:1', '--arrivals', 'paced'], '--arrivals has no effect'],
    [['http://127.0.0.1:1', '--rate', '500'], 'Expected a rate with its unit, as 500/s.'],
    [['http://127.0.0.1:1', '--rate', '0/s'], 'Expected more than 0.'],
    [['http://127.0.0.1:1', '--stages', '5/s for 1s, 5/s'], 'saw "5/s"'],
    [[], 'missing required argument'],
  ])('refuses %j', async (argv, message) => {
    const { exitCode, stdout, stderr } = await gatebench(['load', ...argv]);
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
  });
});
