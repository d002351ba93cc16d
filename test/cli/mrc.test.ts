import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { gatebench } from '../support/fake-context.ts';
import { parseCsv } from '../support/parse-csv.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** What the command says of a file of this content. */
function mrc(content: string | Buffer, ...argv: readonly string[]) {
  const cwd = temporaryFolder();
  writeFileSync(join(cwd, 'keys.txt'), content);
  return { cwd, done: gatebench(['mrc', 'keys.txt', ...argv], { cwd }) };
}

// In turn, three keys: an LRU cache of two never has what is asked for.
const inTurn = 'a\nb\nc\n'.repeat(10);

describe('gatebench mrc', () => {
  it('tells how often each policy misses a key stream at each size', async () => {
    const { exitCode, stdout, stderr } = await mrc(inTurn, '--policies', 'lru,optimum', '--sizes', '3,2,2')
      .done;
    expect([exitCode, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^entries +lru +optimum$/m);
    expect(stdout).toMatch(/^2 +1\.0000 +0\.5333$/m);
    expect(stdout).toMatch(/^3 +0\.1000 +0\.1000$/m);
    expect(stdout).toContain('30 requests for 3 different keys, from an empty cache: 10.0 % of them');
  });

  it('reads what is compressed, ends its lines in CRLF, or ends in the middle of one', async () => {
    const text = inTurn.trimEnd().replaceAll('\n', '\r\n');
    const { stdout } = await mrc(gzipSync(text), '--policies', 'lru', '--sizes', '3').done;
    expect(stdout).toMatch(/^3 +0\.1000$/m);
  });

  it('takes the reads of an access log, and says what it leaves out', async () => {
    const line = (request: string) => `::1 - - [10/Oct/2026:13:55:36 +0000] "${request} HTTP/1.1" 200 99\n`;
    const log = line('GET /a') + line('PUT /a') + line('GET /a') + line('HEAD /b');
    const { stdout } = await mrc(log, '--policies', 'lru', '--format', 'json').done;
    expect(JSON.parse(stdout)).toMatchObject({ requests: 3, distinct: 2, leftOut: 1 });
  });

  it('draws the requests of a scenario, the same for the same', async () => {
    const csvOf = () =>
      gatebench(['mrc', 'quickstart', '--requests', '20000', '--sizes', '500', '--format', 'csv'], {});
    const [one, other] = [await csvOf(), await csvOf()];
    expect(one.stdout).toBe(other.stdout);
    const [heading, ...rows] = parseCsv(one.stdout);
    expect(heading).toEqual(['policy', 'entries', 'missRatio', 'error']);
    expect(rows.find(([policy, entries]) => policy === 'lru' && entries === '500')?.[2]).toMatch(/^0\.\d+$/);
  });

  it('writes a page with the curves', async () => {
    const { cwd, done } = mrc(inTurn, '--format', 'html', '--out', 'curves.html');
    expect((await done).stdout).toBe('');
    const page = readFileSync(join(cwd, 'curves.html'), 'utf8');
    expect(page).toContain('How often does a cache miss that has so much room?');
    expect(page).toContain('s3-fifo');
  });

  it('samples keys, with an error for each figure, but not where too few would be left', async () => {
    const many = Array.from({ length: 40_000 }, (_, index) => `k${(index * 7919) % 20_000}\n`).join('');
    const argv = ['--policies', 'lru', '--sizes', '1000,10000'];
    const { stdout } = await mrc(many, ...argv, '--sample', '0.5').done;
    expect(stdout).toMatch(/^1,000 +\d\.\d{4} ± \d\.\d{4}$/m);
    const { exitCode, stderr } = await mrc(many, ...argv, '--sample', '0.1').done;
    expect(exitCode).toBe(2);
    expect(stderr).toContain('about 2,000 of 20,000 keys, too few to be right');
    expect(stderr).toContain('Take at least --sample 0.40');
  });

  it.each([
    ['an empty trace', '', [], 'the trace is empty'],
    [
      'a compressed trace that ends in the middle',
      gzipSync(inTurn).subarray(0, 20),
      [],
      'ends in the middle',
    ],
    ['a size of 0', inTurn, ['--sizes', '0,5'], 'Expected whole numbers of entries, at least 1'],
    ['a policy that is none', inTurn, ['--policies', 'seive'], 'Did you mean "sieve"?'],
    ['writes only', '::1 - - [10/Oct/2026:13:55:36 +0000] "PUT /a HTTP/1.1" 200 9\n', [], 'is a read'],
  ])('refuses %s', async (_, content, argv, message) => {
    const { exitCode, stdout, stderr } = await mrc(content, ...argv).done;
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
  });
});
