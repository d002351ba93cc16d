import { describe, expect, it } from 'vitest';
import type { RequestHeaders } from '../../../src/gateway/http-cache/header-fields.ts';
import { endToEndFields } from '../../../src/gateway/upstream/end-to-end-fields.ts';
import { forwardedHeaders } from '../../../src/gateway/upstream/forwarded-headers.ts';

const parties = { authority: 'origin:80', clientAddress: '10.0.0.1' };

function forwarded(headers: RequestHeaders): Record<string, string> {
  const fields = forwardedHeaders(headers, parties);
  return Object.fromEntries(
    fields.flatMap((name, at) => (at % 2 === 0 ? [[name, fields[at + 1] as string]] : [])),
  );
}

const ours = {
  host: 'origin:80',
  'x-forwarded-proto': 'http',
  'x-forwarded-for': '10.0.0.1',
  via: '1.1 gatebench',
};

describe('forwardedHeaders', () => {
  it('names the origin and passes on what the client said', () => {
    expect(forwarded({ host: 'client', accept: 'a', cookie: 'b' })).toEqual({
      accept: 'a',
      cookie: 'b',
      ...ours,
    });
  });

  it('believes no client about who it is and where it comes from', () => {
    const lies = {
      forwarded: 'for=a',
      'x-forwarded-for': 'a',
      'x-forwarded-host': 'evil',
      'x-forwarded-proto': 'https',
      'x-forwarded-port': '1',
    };
    expect(forwarded(lies)).toEqual(ours);
  });

  it('believes no claim about the URL, the host or the method, nor its twins as CGI reads them', () => {
    const lies = {
      'x-original-url': '/evil',
      'x-rewrite-url': '/evil',
      'x-http-method-override': 'DELETE',
      'x-real-ip': '10.0.0.2',
      x_forwarded_host: 'evil',
      'x.forwarded.host': 'evil',
      'x-forwarded_host': 'evil',
      content_length: '5',
      transfer_encoding: 'chunked',
      proxy: 'http://evil',
    };
    expect(forwarded(lies)).toEqual(ours);
  });

  it('leaves fields of its clients’ own choice as they are', () => {
    const own = { api_key: 'a', 'x-request-id': 'b', 'x-forward': 'c', origin: 'd', 'x.y': 'e' };
    expect(forwarded(own)).toEqual({ ...own, ...ours });
  });

  it('strips what concerns the connection, and what Connection names (RFC 9110 §7.6.1)', () => {
    const headers = {
      connection: 'close, X-Secret,x-other',
      'x-secret': '1',
      'x-other': '2',
      'keep-alive': 'timeout=5',
      te: 'trailers',
      trailer: 'x',
      'transfer-encoding': 'chunked',
      upgrade: 'h2c',
      'proxy-authorization': 'a',
      'proxy-connection': 'keep-alive',
      expect: '100-continue',
    };
    expect(forwarded(headers)).toEqual(ours);
  });

  it('lets no Connection take away what the gateway adds', () => {
    expect(forwarded({ connection: 'x-forwarded-for, via, host' })).toEqual(ours);
  });

  it('adds itself to the proxies that a request came through', () => {
    expect(forwarded({ via: '1.0 fred' })['via']).toBe('1.0 fred, 1.1 gatebench');
  });

  it('tells the length of a body and of nothing else', () => {
    expect(forwarded({ 'content-length': '3' })['content-length']).toBe('3');
    expect(forwarded({ 'content-length': '0' })).toEqual(ours);
  });

  it('leaves out fields without a value, which stand for conditions that are not sent', () => {
    expect(forwarded({ 'if-none-match': undefined })).toEqual(ours);
  });
});

describe('endToEndFields', () => {
  it('keeps repeated fields apart', () => {
    expect(endToEndFields({ 'set-cookie': ['a', 'b'], etag: '"1"' })).toEqual([
      'set-cookie',
      'a',
      'set-cookie',
      'b',
      'etag',
      '"1"',
    ]);
  });
});
