import { describe, expect, it } from 'vitest';
import { createRequestWriter } from '../../src/load/request-text.ts';
import type { ResourceRequest } from '../../src/workload/workload.ts';

const writer = createRequestWriter('127.0.0.1:4000');
const write = (request: ResourceRequest) => writer(request).toString();

describe('createRequestWriter', () => {
  it('writes a read without a body', () => {
    expect(write({ method: 'GET', target: '/products/7?a', bodyBytes: undefined })).toBe(
      'GET /products/7?a HTTP/1.1\r\nHost: 127.0.0.1:4000\r\nUser-Agent: gatebench\r\n\r\n',
    );
  });

  it('asks for a body of the recorded size, also of none', () => {
    for (const bodyBytes of [0, 2048]) {
      expect(write({ method: 'HEAD', target: '/', bodyBytes })).toContain(
        `\r\nGatebench-Body-Bytes: ${bodyBytes}\r\n`,
      );
    }
  });

  it.each(['PUT', 'POST', 'PATCH'])('gives %s a body of the length that it tells', (method) => {
    const [head = '', body = ''] = write({ method, target: '/', bodyBytes: undefined }).split('\r\n\r\n');
    expect(JSON.parse(body)).toEqual({ written: true });
    expect(head).toContain(`\r\nContent-Length: ${body.length}`);
  });

  it('writes each of many reads as it is, whether it was asked for before or not', () => {
    for (const round of [1, 2]) {
      for (let key = 0; key < 12_000; key++) {
        const text = write({ method: 'GET', target: `/products/${key}`, bodyBytes: undefined });
        if (!text.startsWith(`GET /products/${key} HTTP/1.1\r\n`)) expect([round, text]).toBeUndefined();
      }
    }
  });
});
