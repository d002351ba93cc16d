import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createWorkload } from '../../src/workload/create-workload.ts';
import type { Trace } from '../../src/workload/trace/trace.ts';
import { TraceImporter } from '../../src/workload/trace/trace-importer.ts';
import type { Workload, WorkloadRequest } from '../../src/workload/workload.ts';
import { aRoute } from '../support/a-route.ts';
import { aScenario } from '../support/a-scenario.ts';

/** With 100 keys, and caches that are warm when the measurement begins. */
const products = aScenario({ routes: [aRoute()], measure: { cache: 'warm' } });

function take(workload: Workload, count: number): string[] {
  return Array.from({ length: count }, () => {
    const request = workload.next();
    return request === undefined ? 'end' : `${request.method} ${request.target}`;
  });
}

function aTrace(...keys: string[]): Trace {
  const importer = new TraceImporter({ file: 'keys.txt', format: 'keys', limit: undefined }, [aRoute()]);
  for (const key of keys) importer.addLine(key);
  return importer.finish();
}

const phases = fc.constantFrom('warm-up' as const, 'measure' as const);

describe('createWorkload', () => {
  it('gives the same stream for the same seed and phase, and another for any other', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), phases, (seed, otherSeed, phase) => {
        const stream = take(createWorkload(products, { seed, phase }), 200);
        expect(take(createWorkload(products, { seed, phase }), 200)).toEqual(stream);
        const otherPhase = phase === 'measure' ? 'warm-up' : 'measure';
        expect(take(createWorkload(products, { seed, phase: otherPhase }), 200)).not.toEqual(stream);
        fc.pre(otherSeed !== seed);
        expect(take(createWorkload(products, { seed: otherSeed, phase }), 200)).not.toEqual(stream);
      }),
    );
  });

  it('gives streams of neighbouring seeds that have no more in common than chance brings', () => {
    const scenario = aScenario({ routes: [aRoute('GET /{id}', { keys: { count: 100, zipf: 0 } })] });
    const one = take(createWorkload(scenario, { seed: 1, phase: 'measure' }), 10_000);
    const other = take(createWorkload(scenario, { seed: 2, phase: 'measure' }), 10_000);
    const equal = one.filter((request, index) => request === other[index]).length;
    // Binomial with mean 100 and standard deviation 10.
    expect(Math.abs(equal - 100)).toBeLessThan(45);
  });

  it('chooses routes by their weights', () => {
    const routes = [
      aRoute('GET /products/{id}', { weight: 97 }),
      aRoute('PUT /products/{id}', { weight: 3 }),
    ];
    const stream = take(createWorkload(aScenario({ routes }), { seed: 5, phase: 'measure' }), 100_000);
    const writes = stream.filter((request) => request.startsWith('PUT ')).length;
    // Binomial with standard deviation 54.
    expect(Math.abs(writes - 3000)).toBeLessThan(250);
  });

  it('asks most for key 1 and for no key beyond the last', () => {
    const stream = take(createWorkload(products, { seed: 5, phase: 'measure' }), 20_000);
    const counts = new Map<string, number>();
    for (const request of stream) counts.set(request, (counts.get(request) ?? 0) + 1);
    const [mostPopular] = [...counts].sort(([, one], [, other]) => other - one);
    expect(mostPopular?.[0]).toBe('GET /products/1');
    expect(counts.size).toBe(100);
    expect(counts.has('GET /products/100')).toBe(true);
  });

  it('asks for one resource only where the path has no hole', () => {
    const scenario = aScenario({ routes: [aRoute('GET /health')] });
    expect(new Set(take(createWorkload(scenario, { seed: 1, phase: 'measure' }), 50))).toEqual(
      new Set(['GET /health']),
    );
  });

  it('warms up with the measured keys when the cache shall be warm', () => {
    const warmUp = new Set(take(createWorkload(products, { seed: 1, phase: 'warm-up' }), 5000));
    const measured = new Set(take(createWorkload(products, { seed: 1, phase: 'measure' }), 5000));
    expect(warmUp).toEqual(measured);
  });

  it('warms up with keys that are never measured when the cache shall be cold', () => {
    const routes = [aRoute(), aRoute('GET /health'), aRoute('GET /files/{path...}')];
    const scenario = aScenario({ routes, measure: { cache: 'cold' } });
    const warmUp = new Set(take(createWorkload(scenario, { seed: 1, phase: 'warm-up' }), 5000));
    const measured = take(createWorkload(scenario, { seed: 1, phase: 'measure' }), 5000);
    expect(measured.filter((request) => warmUp.has(request))).toEqual([]);
    expect(warmUp).toContain('GET /products/1?gatebench-warm-up');
    expect(warmUp).toContain('GET /health?gatebench-warm-up');
  });

  it('replays a trace once, in order, and then ends', () => {
    const trace = aTrace('a', 'b', 'a');
    const workload = createWorkload(products, { seed: 1, phase: 'measure', trace });
    expect(take(workload, 5)).toEqual([
      'GET /products/a',
      'GET /products/b',
      'GET /products/a',
      'end',
      'end',
    ]);
  });

  it('repeats a trace from the start for as long as the warm-up asks', () => {
    const trace = aTrace('a', 'b');
    const workload = createWorkload(products, { seed: 1, phase: 'warm-up', trace });
    expect(take(workload, 5).map((request) => request.at(-1))).toEqual(['a', 'b', 'a', 'b', 'a']);
  });

  it('warms up with the resources of a trace set apart when the cache shall be cold', () => {
    const importer = new TraceImporter({ file: 'access.log', format: 'access-log', limit: undefined }, [
      aRoute('GET /{path...}'),
    ]);
    importer.addLine('::1 - - [10/Oct/2000:13:55:36 -0700] "GET /a?page=2 HTTP/1.1" 200 12');
    const scenario = aScenario({ measure: { cache: 'cold' } });
    const workload = createWorkload(scenario, { seed: 1, phase: 'warm-up', trace: importer.finish() });
    expect(workload.next()).toEqual({
      method: 'GET',
      target: '/a?page=2&gatebench-warm-up',
      bodyBytes: 12,
      user: expect.any(Number),
    });
  });

  it('has every user ask alike often, and leaves the keys alone', () => {
    const stream = (users: number) => {
      const scenario = aScenario({ routes: [aRoute()], load: { users } });
      const workload = createWorkload(scenario, { seed: 5, phase: 'measure' });
      return Array.from({ length: 10_000 }, () => workload.next() as WorkloadRequest);
    };
    const [few, many] = [stream(4), stream(1000)];
    expect(many.map(({ target }) => target)).toEqual(few.map(({ target }) => target));
    for (let user = 0; user < 4; user++) {
      // Binomial with mean 2500 and standard deviation 43.
      expect(Math.abs(few.filter((request) => request.user === user).length - 2500)).toBeLessThan(200);
    }
    expect(Math.max(...many.map(({ user }) => user))).toBeLessThan(1000);
    expect(new Set(many.map(({ user }) => user)).size).toBeGreaterThan(950);
  });

  it('draws who asks for what a trace recorded', () => {
    const scenario = aScenario({ routes: [aRoute()], load: { users: 3 } });
    const workload = createWorkload(scenario, { seed: 5, phase: 'warm-up', trace: aTrace('a', 'b') });
    const users = Array.from({ length: 100 }, () => workload.next()?.user);
    expect(new Set(users)).toEqual(new Set([0, 1, 2]));
  });

  it("has a writer's next request read back what it wrote, as often as the route says", () => {
    fc.assert(
      fc.property(fc.nat(), fc.constantFrom(0, 0.3, 1), (seed, readBack) => {
        const routes = [
          aRoute('GET /products/{id}', { weight: 0.5 }),
          aRoute('PUT /products/{id}', { weight: 0.5, readBack }),
        ];
        // So many keys that chance alone hardly ever reads what was written.
        const keys = { count: 1e9, zipf: 0 };
        const scenario = aScenario({
          routes: routes.map((route) => ({ ...route, keys })),
          load: { users: 5 },
        });
        const workload = createWorkload(scenario, { seed, phase: 'measure' });
        const last = new Map<number, WorkloadRequest>();
        const written = { all: 0, readBack: 0 };
        for (let count = 0; count < 4000; count++) {
          const request = workload.next() as WorkloadRequest;
          const before = last.get(request.user);
          if (before?.method === 'PUT') {
            written.all += 1;
            if (request.method === 'GET' && request.target === before.target) written.readBack += 1;
          }
          last.set(request.user, request);
        }
        expect(written.all).toBeGreaterThan(1000);
        // Binomial with a standard deviation below 0.015.
        expect(Math.abs(written.readBack / written.all - readBack)).toBeLessThan(
          readBack % 1 === 0 ? 1e-9 : 0.075,
        );
      }),
      { numRuns: 20 },
    );
  });
});
