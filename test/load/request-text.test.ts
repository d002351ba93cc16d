import { describe, expect, it } from 'vitest';
import { createRequestWriter } from '../../src/load/request-text.ts';

const write = createRequestWriter('127.0.0.1:4000');

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
});
