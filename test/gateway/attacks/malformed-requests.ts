const host = 'Host: a\r\n';
const post = (fields: string, body: string, version = '1.1'): string =>
  `POST /broken HTTP/${version}\r\n${host}${fields}\r\n\r\n${body}`;
const noChunks = '0\r\n\r\n';

/** What is wrong, the bytes, and the status that refuses them where it is not 400. */
export type Malformed = readonly [fault: string, request: string, status?: number];

/** Requests whose end two servers may see in different places (RFC 9112 §6.1, §6.3 and §11.2). */
export const badFraming: readonly Malformed[] = [
  ['length and chunks', post('Content-Length: 5\r\nTransfer-Encoding: chunked', noChunks)],
  ['chunks and length', post('Transfer-Encoding: chunked\r\nContent-Length: 5', noChunks)],
  ['two lengths', post('Content-Length: 5\r\nContent-Length: 6', 'hello')],
  ['one length twice', post('Content-Length: 5\r\nContent-Length: 5', 'hello')],
  ['a list of lengths', post('Content-Length: 5, 5', 'hello')],
  ['a length with a sign', post('Content-Length: +5', 'hello')],
  ['a negative length', post('Content-Length: -5', 'hello')],
  ['a hexadecimal length', post('Content-Length: 0x5', 'hello')],
  ['a fractional length', post('Content-Length: 5.0', 'hello')],
  ['an empty length', post('Content-Length: ', 'hello')],
  ['a length that overflows', post('Content-Length: 18446744073709551621', 'hello')],
  ['a space before the colon of a length', post('Content-Length : 5', 'hello')],
  ['an unknown coding', post('Transfer-Encoding: xchunked', noChunks)],
  ['the coding identity', post('Transfer-Encoding: identity', noChunks)],
  ['chunks within a coding', post('Transfer-Encoding: chunked, identity', noChunks)],
  ['a coding that is not undone', post('Transfer-Encoding: gzip, chunked', noChunks), 501],
  ['the coding twice', post('Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked', noChunks)],
  ['the coding and another', post('Transfer-Encoding: chunked\r\nTransfer-Encoding: x', noChunks)],
  ['the coding quoted', post('Transfer-Encoding: "chunked"', noChunks)],
  ['a tab before the coding', post('Transfer-Encoding:\tchunked\t', noChunks)],
  ['a vertical tab before the coding', post('Transfer-Encoding: \x0bchunked', noChunks)],
  ['a space before the colon of the coding', post('Transfer-Encoding : chunked', noChunks)],
  ['the coding folded', post('Transfer-Encoding:\r\n chunked', noChunks)],
  ['the coding after a bare line feed', post('X: a\nTransfer-Encoding: chunked', noChunks)],
  ['the coding after a bare carriage return', post('X: a\rTransfer-Encoding: chunked', noChunks)],
  ['the coding with a zero byte', post('Transfer-Encoding: chunked\0', noChunks)],
  ['chunks in HTTP/1.0', post('Transfer-Encoding: chunked', noChunks, '1.0')],
];

const get = (line: string, fields = host): string => `${line}\r\n${fields}\r\n`;
const withField = (field: string): string => get('GET /broken HTTP/1.1', `${host}${field}\r\n`);

/** Request lines and fields that servers read in different ways, or that no client sends (RFC 9112 §2.2, §3, §3.2 and §5). */
export const badRequestLines: readonly Malformed[] = [
  ['no host', get('GET /broken HTTP/1.1', '')],
  ['two hosts', get('GET /broken HTTP/1.1', 'Host: a\r\nHost: b\r\n')],
  ['one host twice', get('GET /broken HTTP/1.1', 'Host: a\r\nhost: a\r\n')],
  ['a list of hosts', get('GET /broken HTTP/1.1', 'Host: a, b\r\n')],
  ['a host with a path', get('GET /broken HTTP/1.1', 'Host: a/b\r\n')],
  ['a host with a user', get('GET /broken HTTP/1.1', 'Host: a@b\r\n')],
  ['a host with a space', get('GET /broken HTTP/1.1', 'Host: a b\r\n')],
  ['a port that is no number', get('GET /broken HTTP/1.1', 'Host: a:b\r\n')],
  ['a space before the colon of the host', get('GET /broken HTTP/1.1', 'Host : a\r\n')],
  ['a URI without a host', get('GET http:///broken HTTP/1.1')],
  ['a fragment', get('GET /broken#x HTTP/1.1')],
  ['a target with a space', get('GET /broken x HTTP/1.1')],
  ['a target with a tab', get('GET /broken\tx HTTP/1.1')],
  ['a target with a zero byte', get('GET /broken\0x HTTP/1.1')],
  ['an authority as the target of GET', get('GET evil:80 HTTP/1.1')],
  ['no version', 'GET /broken\r\n\r\n'],
  ['a version that does not exist', get('GET /broken HTTP/1.2')],
  ['a version that is spoken otherwise', get('GET /broken HTTP/2.0'), 505],
  ['the preface of HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
  ['a version in lower case', get('GET /broken http/1.1')],
  ['text after the version', get('GET /broken HTTP/1.1 x')],
  ['a method in lower case', get('get /broken HTTP/1.1')],
  ['an unknown method', get('NONSENSE /broken HTTP/1.1')],
  ['a tab after the method', get('GET\t/broken HTTP/1.1')],
  ['bare line feeds', 'GET /broken HTTP/1.1\nHost: a\n\n'],
  ['a bare carriage return at the end', 'GET /broken HTTP/1.1\r\nHost: a\r\n\r\r\n'],
  ['a folded field', withField('X: a\r\n b')],
  ['a folded first line', get('GET /broken HTTP/1.1', ` X: a\r\n${host}`)],
  ['a field without a name', withField(': a')],
  ['a field without a colon', withField('novalue')],
  ['a space in a name', withField('X Y: a')],
  ['a name with a parenthesis', withField('X(y): a')],
  ['a name beyond ASCII', withField('X\xff: a')],
  ['a zero byte in a value', withField('X: a\0b')],
  ['too many fields', withField(`X: a${'\r\nX: a'.repeat(3000)}`), 431],
  ['a field that is too long', withField(`X: ${'a'.repeat(9000)}`), 431],
  ['a header section that is too large', withField(`X: ${'a'.repeat(50_000)}`), 431],
  ['a target that is too long', get(`GET /broken${'a'.repeat(9000)} HTTP/1.1`), 414],
  ['a target that is far too long', get(`GET /broken${'a'.repeat(30_000)} HTTP/1.1`), 414],
  ['the beginning of a TLS handshake', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03'],
];

/** Requests that look odd and have one meaning all the same: the oddity, the bytes, and what the origin must take them for. */
export const oddButSound: readonly (readonly [string, string, object])[] = [
  [
    'a coding in mixed case',
    'POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: cHuNkEd\r\n\r\n4\r\nbody\r\n0\r\n\r\n',
    { method: 'POST', url: '/a', body: 'body' },
  ],
  [
    'chunks with extensions and trailers',
    'POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n4;x="y"\r\nbody\r\n0;z\r\nX-Forwarded-Host: evil\r\n\r\n',
    { body: 'body' },
  ],
  [
    'a GET in chunks',
    'GET /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nbody\r\n0\r\n\r\n',
    { method: 'GET', body: 'body' },
  ],
  ['a GET with a length', 'GET /a HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nbody', { body: 'body' }],
  [
    'a body that is itself a request',
    'POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 34\r\n\r\nGET /evil HTTP/1.1\r\nHost: evil\r\n\r\n',
    { url: '/a', body: 'GET /evil HTTP/1.1\r\nHost: evil\r\n\r\n' },
  ],
  [
    'a length with leading zeros',
    'POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 0004\r\n\r\nbody',
    { body: 'body' },
  ],
  ['a length of zero', 'POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n', { body: '' }],
  [
    'a length in a DELETE',
    'DELETE /a HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nbody',
    { method: 'DELETE', body: 'body' },
  ],
  [
    'a client that waits before its body',
    'POST /a HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\nbody',
    { body: 'body' },
  ],
  ['empty lines before a request', '\r\n\r\nGET /a HTTP/1.1\r\nHost: a\r\n\r\n', { url: '/a' }],
  ['an address as the host', 'GET /a HTTP/1.1\r\nHost: [::1]:80\r\n\r\n', { url: '/a' }],
  ['an empty host', 'GET /a HTTP/1.1\r\nHost:\r\n\r\n', { url: '/a' }],
  [
    'names that objects have of their own',
    'POST /a HTTP/1.1\r\nHost: a\r\n__proto__: b\r\nconstructor: c\r\nContent-Length: 4\r\n\r\nbody',
    { body: 'body' },
  ],
];
