import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Route, TraceSource } from '../../../src/scenario/scenario.ts';
import { ScenarioError } from '../../../src/support/errors.ts';
import { matchesPath } from '../../../src/support/path-pattern.ts';
import type { Trace } from '../../../src/workload/trace/trace.ts';
import { TraceImporter } from '../../../src/workload/trace/trace-importer.ts';
import { aRoute } from '../../support/a-route.ts';

interface ImportOptions {
  readonly format?: TraceSource['format'];
  readonly limit?: number;
  readonly routes?: readonly Route[];
}

function importLines(lines: readonly string[], options: ImportOptions = {}): Trace {
  const { format = 'keys', limit, routes = [aRoute()] } = options;
  const importer = new TraceImporter({ file: 'recorded.txt', format, limit }, routes);
  for (const line of lines) if (!importer.isFull) importer.addLine(line);
  return importer.finish();
}

function failure(act: () => unknown): ScenarioError {
  try {
    act();
  } catch (error) {
    if (error instanceof ScenarioError) return error;
    throw error;
  }
  throw new Error('It should have failed.');
}

const targets = ({ requests, order }: Trace) => [...order].map((index) => requests[index]?.target);
const logLine = (second: number, request: string, status = 200, bytes = 5) =>
  `::1 - - [10/Oct/2000:13:55:0${second} +0000] "${request} HTTP/1.1" ${status} ${bytes}`;

describe('TraceImporter', () => {
  it('makes a request of each key, in order, and passes over blank lines', () => {
    const trace = importLines(['7', '', '8\r', '  ', '7']);
    expect(targets(trace)).toEqual(['/products/7', '/products/8', '/products/7']);
    expect(trace.summary).toEqual({
      requests: 3,
      distinct: 2,
      skippedLines: { malformed: 0, 'bad-request': 0, 'no-route': 0 },
      spanUs: undefined,
      methods: { GET: 3 },
    });
  });

  it('fills the first route that has a hole', () => {
    const routes = [aRoute('GET /health'), aRoute('GET /a/{id}/b'), aRoute('GET /{path...}')];
    expect(targets(importLines(['7'], { routes }))).toEqual(['/a/7/b']);
  });

  it('encodes any key so that its route takes it and no two keys become one', () => {
    const keys = fc.uniqueArray(
      fc.string({ unit: 'grapheme', minLength: 1 }).filter((key) => !/\s/.test(key)),
      { minLength: 1 },
    );
    fc.assert(
      fc.property(keys, fc.constantFrom('GET /products/{id}', 'GET /files/{path...}'), (lines, match) => {
        const route = aRoute(match);
        const { requests, summary } = importLines(lines, { routes: [route] });
        expect(summary.distinct).toBe(lines.length);
        for (const { target } of requests) {
          expect(target).toMatch(/^[\x21-\x7e]+$/);
          expect(matchesPath(route.path, target)).toBe(true);
        }
      }),
    );
  });

  it('keeps the second of each request that an access log has, in its order; keys have none', () => {
    const lines = [logLine(3, 'GET /products/7'), logLine(5, 'GET /nowhere'), logLine(2, 'GET /products/7')];
    const { seconds } = importLines(lines, { format: 'access-log' });
    const at = Date.UTC(2000, 9, 10, 13, 55) / 1000;
    expect([...(seconds ?? [])]).toEqual([at + 3, at + 2]);
    expect(importLines(['7', '8']).seconds).toBeUndefined();
  });

  it('stops at the limit', () => {
    expect(importLines(['1', '2', '3'], { limit: 2 }).summary.requests).toBe(2);
  });

  it('counts the lines that it cannot use, each with its reason', () => {
    const { summary } = importLines(
      [
        logLine(3, 'GET /products/7'),
        logLine(1, 'GET /products/8'),
        logLine(5, 'HEAD /products/7'),
        logLine(9, 'GET /other'),
        '::1 - - [10/Oct/2000:13:55:00 +0000] "-" 400 0',
        'nonsense',
        'nonsense',
      ],
      { format: 'access-log' },
    );
    expect(summary).toEqual({
      requests: 3,
      distinct: 2,
      skippedLines: { malformed: 2, 'bad-request': 1, 'no-route': 1 },
      spanUs: 4e6,
      methods: { GET: 2, HEAD: 1 },
    });
  });

  it('gives each resource the body size of its first answer that tells it', () => {
    const { requests } = importLines(
      [
        logLine(0, 'HEAD /products/7', 200, 1),
        logLine(1, 'GET /products/7', 304, 2),
        logLine(2, 'GET /products/7', 200, 3),
        logLine(3, 'GET /products/7', 200, 4),
        logLine(4, 'GET /products/8', 404, 5),
      ],
      { format: 'access-log' },
    );
    expect(requests).toEqual([
      { method: 'HEAD', target: '/products/7', bodyBytes: 3 },
      { method: 'GET', target: '/products/7', bodyBytes: 3 },
      { method: 'GET', target: '/products/8', bodyBytes: undefined },
    ]);
  });

  it('points at the line and names the other format when an access log is given for keys', () => {
    const error = failure(() => importLines(['', logLine(0, 'GET /products/7')]));
    expect(error.message).toMatch(
      /^recorded\.txt:2:1: .*not one key.*set the format of the trace to access-log/,
    );
  });

  it('names the other format when keys are given for an access log', () => {
    const error = failure(() => importLines(['42'], { format: 'access-log' }));
    expect(error.message).toMatch(/^recorded\.txt:1:1: .*"42".*set the format of the trace to keys/);
  });

  it('says so when no route takes any request', () => {
    const error = failure(() => importLines([logLine(0, 'GET /other')], { format: 'access-log' }));
    expect(error.message).toMatch(/no route of the scenario takes its request\. .*routes/);
  });

  it('refuses an empty trace', () => {
    expect(failure(() => importLines(['', ' '])).message).toMatch(/the trace is empty/);
  });

  it('shows only the start of a long line', () => {
    expect(failure(() => importLines(['a b'.repeat(1000)])).message.length).toBeLessThan(400);
  });

  it('tells the format by the first line that is of one, where it is not given', () => {
    const importAny = (lines: readonly string[]) => {
      const importer = new TraceImporter({ file: 'a', format: undefined, limit: undefined }, [aRoute()]);
      for (const line of lines) importer.addLine(line);
      return importer.finish().summary;
    };
    const log = [logLine(0, 'GET /products/1'), logLine(0, 'GET /products/2')];
    expect(importAny(['no line of a log', ...log])).toMatchObject({
      requests: 2,
      skippedLines: { malformed: 1 },
    });
    expect(importAny(['', '17', '18', '17'])).toMatchObject({ requests: 3, distinct: 2 });
  });

  it('refuses a trace most of whose lines are of another format', () => {
    const log = Array.from({ length: 3 }, () => logLine(0, 'GET /products/1'));
    const error = failure(() => importLines(['one-word', ...log]));
    expect(error.message).toMatch(
      /^recorded\.txt:2:1: 3 of 4 lines of the trace cannot be used; .*access-log/,
    );
  });

  it('counts what cannot be a key: a line too long, half a character', () => {
    const { summary } = importLines(['1', '2', '3', 'x'.repeat(70_000), 'a\ud800']);
    expect(summary).toMatchObject({ requests: 3, skippedLines: { malformed: 2 } });
  });
});
