import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readTrace } from '../../src/scenario/trace-file.ts';
import { ScenarioError } from '../../src/support/errors.ts';
import { aRoute } from '../support/a-route.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** Sound at its start, so that it is taken for gzip. */
const damaged = gzipSync('1\n'.repeat(9999)).fill(0xff, 12, 30);

describe('readTrace', () => {
  function read(name: string, content?: string | Buffer, limit?: number) {
    const file = join(temporaryFolder(), name);
    if (content !== undefined) writeFileSync(file, content);
    return readTrace({ file, format: 'keys', limit }, [aRoute()]);
  }

  const manyKeys = Array.from({ length: 50_000 }, (_, index) => `ключ-${index % 1000}`).join('\n');

  it('reads a plain file, whether or not its last line is ended', async () => {
    expect((await read('a.txt', '1\n2\r\n3\n')).summary.requests).toBe(3);
    expect((await read('b.txt', '1\n2\n3')).summary.requests).toBe(3);
  });

  it('decompresses a name that ends in .gz', async () => {
    const { summary } = await read('a.gz', gzipSync(manyKeys));
    expect(summary).toMatchObject({ requests: 50_000, distinct: 1000, methods: { GET: 50_000 } });
  });

  it('puts characters together that chunks cut in two', async () => {
    expect((await read('a.txt', manyKeys)).summary.distinct).toBe(1000);
  });

  it('reads no further than the limit, also when compressed', async () => {
    expect((await read('a.txt', manyKeys, 10)).summary.requests).toBe(10);
    expect((await read('a.gz', gzipSync(manyKeys), 10)).summary.requests).toBe(10);
  });

  it('cuts lines that no server would take, and counts them as one', async () => {
    const { summary } = await read('a.txt', `${'a '.repeat(200_000)}\n7\n`);
    expect(summary).toMatchObject({ requests: 1, skippedLines: { malformed: 1 } });
  });

  it('decompresses what is in gzip format, and nothing else, whatever the name', async () => {
    const compressed = await read('keys.txt', gzipSync('1\n2\n1\n'));
    const plain = await read('keys.gz', '1\n2\n1\n');
    expect([compressed, plain]).toMatchObject([{ summary: { requests: 3 } }, { summary: { requests: 3 } }]);
  });

  it.each([
    ['a missing file', 'missing.txt', undefined, /no such trace file/],
    ['a folder', '.', undefined, /is a folder/],
    ['an empty file', 'a.txt', '', /the trace is empty/],
    ['a compressed file with nothing in it', 'a.gz', gzipSync(''), /the trace is empty/],
    ['an empty file', 'a.gz', '', /the trace is empty/],
    [
      'a truncated compressed file',
      'a.gz',
      gzipSync('1\n'.repeat(9999)).subarray(0, 40),
      /ends in the middle/,
    ],
    ['a damaged compressed file', 'a', damaged, /the compressed trace is damaged/],
  ])('refuses %s with its name and a hint', async (_, name, content, message) => {
    const error = await read(name, content).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ScenarioError);
    expect((error as ScenarioError).message).toMatch(message);
    expect((error as ScenarioError).diagnostics[0]).toMatchObject({
      line: 1,
      path: expect.stringMatching('trace'),
    });
    expect((error as ScenarioError).diagnostics[0]?.hint).toBeTruthy();
  });
});
