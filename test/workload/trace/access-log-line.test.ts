import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAccessLogReader, parseAccessLogLine } from '../../../src/workload/trace/access-log-line.ts';
import { aRoute } from '../../support/a-route.ts';

const time = '[10/Oct/2000:13:55:36 -0700]';
const atUs = Date.UTC(2000, 9, 10, 20, 55, 36) * 1000;

describe('parseAccessLogLine', () => {
  it('reads Common Log Format', () => {
    expect(parseAccessLogLine(`127.0.0.1 - frank ${time} "GET /apache_pb.gif HTTP/1.0" 200 2326`)).toEqual({
      atUs,
      requestLine: 'GET /apache_pb.gif HTTP/1.0',
      status: 200,
      bytes: 2326,
    });
  });

  it('reads Combined Log Format, and formats that append fields', () => {
    const line = `2001:db8::7 - - ${time} "GET / HTTP/2.0" 304 0 "https://example.com/[x] \\"y\\"" "Mozilla/5.0 (X11)" 0.004`;
    expect(parseAccessLogLine(line)).toEqual({ atUs, requestLine: 'GET / HTTP/2.0', status: 304, bytes: 0 });
  });

  it('reads a size of - as unknown', () => {
    expect(parseAccessLogLine(`::1 - - ${time} "GET / HTTP/1.1" 204 -`)?.bytes).toBeUndefined();
  });

  it('keeps escaped quotes within the request', () => {
    const line = `::1 - - ${time} "GET /a\\"b\\\\ HTTP/1.1" 200 5`;
    expect(parseAccessLogLine(line)?.requestLine).toBe('GET /a\\"b\\\\ HTTP/1.1');
  });

  it('reads user names that hold spaces, and a line that ends in a carriage return', () => {
    expect(parseAccessLogLine(`::1 - john doe ${time} "GET / HTTP/1.1" 200 5\r`)?.bytes).toBe(5);
  });

  it.each([
    'just some words',
    '12345',
    '2026-10-10 13:55:36 GET / 200',
    `::1 - ${time} "GET / HTTP/1.1" 200 5`,
    `::1 - - [yesterday] "GET / HTTP/1.1" 200 5`,
    `::1 - - ${time} "GET / HTTP/1.1`,
    `::1 - - ${time} "GET / HTTP/1.1\\" 200 5`,
    `::1 - - ${time} "GET / HTTP/1.1" ok 5`,
    `::1 - - ${time} "GET / HTTP/1.1" 200`,
    `::1 - - ${time} "GET / HTTP/1.1" 200 5kB`,
  ])('refuses %j', (line) => {
    expect(parseAccessLogLine(line)).toBeUndefined();
  });

  it('never throws, and reads back what a server would have written', () => {
    const quoted = fc.string().map((text) => text.replace(/[\\"]/g, (character) => `\\${character}`));
    fc.assert(
      fc.property(fc.string(), quoted, fc.nat(1e9), (noise, requestLine, bytes) => {
        parseAccessLogLine(noise);
        parseAccessLogLine(`::1 - - ${time} "${noise}`);
        expect(parseAccessLogLine(`::1 - - ${time} "${requestLine}" 200 ${bytes}`)).toEqual({
          atUs,
          requestLine,
          status: 200,
          bytes,
        });
      }),
    );
  });
});

describe('createAccessLogReader', () => {
  const read = createAccessLogReader([aRoute('GET /products/{id}'), aRoute('PUT /products/{id}')]);
  const line = (request: string, status = 200, bytes: number | '-' = 5) =>
    `::1 - - ${time} "${request}" ${status} ${bytes}`;

  it('takes method, target, time and body size', () => {
    expect(read(line('GET /products/7?colour=red HTTP/1.1'))).toEqual({
      method: 'GET',
      target: '/products/7?colour=red',
      bodyBytes: 5,
      atUs,
    });
  });

  it('takes HEAD for GET', () => {
    expect(read(line('HEAD /products/7 HTTP/1.1'))).toMatchObject({ method: 'HEAD', target: '/products/7' });
  });

  it.each([
    ['of a 304', line('GET /products/7 HTTP/1.1', 304, 0)],
    ['of a part', line('GET /products/7 HTTP/1.1', 206, 5)],
    ['of a HEAD', line('HEAD /products/7 HTTP/1.1', 200, 5)],
    ['of a write', line('PUT /products/7 HTTP/1.1', 200, 5)],
    ['that is not told', line('GET /products/7 HTTP/1.1', 200, '-')],
  ])('takes no body size %s', (_, text) => {
    expect(read(text)).toMatchObject({ bodyBytes: undefined });
  });

  it.each([
    ['no-route', line('GET /other/7 HTTP/1.1')],
    ['no-route', line('DELETE /products/7 HTTP/1.1')],
    ['bad-request', line('\\x16\\x03\\x01')],
    ['bad-request', line('-', 400, 0)],
    ['malformed', 'just some words'],
  ])('passes over as %s: %s', (reason, text) => {
    expect(read(text)).toBe(reason);
  });
});
