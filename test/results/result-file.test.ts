import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { writeFileAtomically } from '../../src/results/atomic-file.ts';
import { readResult, writeResult } from '../../src/results/result-file.ts';
import { EnvironmentError, ResultError, UsageError } from '../../src/support/errors.ts';
import { aResult } from '../support/a-result.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

describe('a Result on disk', () => {
  it('is read as it was written', async () => {
    const path = join(temporaryFolder(), 'result.json');
    const result = aResult({ repetitions: 2 });
    await writeResult(path, result);
    expect(await readResult(path)).toEqual(result);
  });

  it('is refused with its place when a value is not of the schema', async () => {
    const path = join(temporaryFolder(), 'result.json');
    writeFileSync(path, JSON.stringify({ ...aResult(), runId: 7 }));
    await expect(readResult(path)).rejects.toThrow(/is damaged: runId: .*expected string/);
  });

  it.each([
    ['{"format": "gatebench-res', /is not JSON/],
    ['[]', /is not a gatebench Result: its format is missing/],
    ['null', /is not a gatebench Result/],
    [
      JSON.stringify({ ...aResult(), schemaVersion: 99 }),
      /has schema version 99; this gatebench reads version 2/,
    ],
    [JSON.stringify({ ...aResult(), surprise: true }), /is damaged: Unrecognized key: "surprise"/],
    [
      JSON.stringify(aResult()).replaceAll(/"latency":"[^"]*"/g, '"latency":"HISTFAAAnonsense"'),
      /is damaged: .*latency: is no encoded histogram/,
    ],
    [
      JSON.stringify(aResult()).replace(/"offered":\d+/, '"offered":1'),
      /contradicts itself: in \w+, repetition 1, attempt 1, the requests do not balance/,
    ],
    [
      JSON.stringify({ ...aResult(), trials: [...aResult().trials, ...aResult().trials] }),
      /there are two trials of/,
    ],
    [
      JSON.stringify(aResult()).replaceAll('"strategy":"redis"', '"strategy":"rediss"'),
      /no strategy is called "rediss"/,
    ],
  ])('is refused when it is %.30s', async (text, message) => {
    const path = join(temporaryFolder(), 'result.json');
    writeFileSync(path, text);
    await expect(readResult(path)).rejects.toThrow(message);
    await expect(readResult(path)).rejects.toBeInstanceOf(ResultError);
  });

  it('is refused when anything in it was changed after it was written', async () => {
    const path = join(temporaryFolder(), 'result.json');
    await writeResult(path, aResult({ repetitions: 1 }));
    const text = readFileSync(path, 'utf8');
    for (const [from, to] of [
      [/"calls": \d+/, '"calls": 99999'],
      ['"cpuModel": "Example CPU', '"cpuModel": "Better CPU'],
      [/"durationUs": 5000000/g, '"durationUs": 4000000'],
    ] as const) {
      writeFileSync(path, text.replace(from, to));
      await expect(readResult(path)).rejects.toThrow(/does not fit its seal: it was changed after/);
    }
    writeFileSync(path, JSON.stringify(JSON.parse(text)));
    expect(await readResult(path)).toEqual(aResult({ repetitions: 1 }));
  });

  it('is refused without a seal', async () => {
    const path = join(temporaryFolder(), 'result.json');
    writeFileSync(path, JSON.stringify(aResult()));
    await expect(readResult(path)).rejects.toThrow(/has no seal/);
  });

  it('that the repository shows as an example can be read', async () => {
    const { state, scenario } = await readResult('reports/examples/quickstart/result.json');
    expect({ state, name: scenario.name }).toEqual({ state: 'complete', name: 'quickstart' });
  });

  it('that is not there is a mistake of usage', async () => {
    await expect(readResult('/nowhere/result.json')).rejects.toBeInstanceOf(UsageError);
  });

  it('is read though a byte-order mark stands before it', async () => {
    const path = join(temporaryFolder(), 'result.json');
    const result = aResult({ repetitions: 1 });
    await writeResult(path, result);
    writeFileSync(path, `\ufeff${readFileSync(path, 'utf8')}`);
    expect(await readResult(path)).toEqual(result);
  });

  it('is refused before it is read when no text can hold it', async () => {
    const path = join(temporaryFolder(), 'result.json');
    writeFileSync(path, '');
    truncateSync(path, 700 * 2 ** 20);
    await expect(readResult(path)).rejects.toThrow(/it has 700 MiB, and at most 500 MiB can be read/);
    await expect(readResult(path)).rejects.toBeInstanceOf(UsageError);
  });

  it('is refused when it is no file, whose end one might wait for forever', async () => {
    await expect(readResult('/dev/zero')).rejects.toThrow(/it is no regular file/);
  });
});

describe('writeFileAtomically', () => {
  it('leaves nothing but the file', async () => {
    const folder = temporaryFolder();
    await writeFileAtomically(join(folder, 'a'), 'one');
    await writeFileAtomically(join(folder, 'a'), 'two');
    expect(readdirSync(folder)).toEqual(['a']);
    expect(readFileSync(join(folder, 'a'), 'utf8')).toBe('two');
  });

  it('says what to do when the folder is not there', async () => {
    const write = writeFileAtomically(join(temporaryFolder(), 'missing', 'a'), 'x');
    await expect(write).rejects.toBeInstanceOf(EnvironmentError);
  });

  it('keeps the old content when the disk is full', async (test) => {
    const folder = temporaryFolder();
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', folder], { stdio: 'ignore' });
    } catch {
      console.warn('Skipped: a full disk, because this user may not mount a small file system.');
      test.skip();
    }
    onTestFinished(() => void execFileSync('umount', [folder]));
    const path = join(folder, 'result.json');
    await writeFileAtomically(path, 'small');
    const write = writeFileAtomically(path, 'x'.repeat(1_000_000));
    await expect(write).rejects.toMatchObject({
      code: 'GATEBENCH_ENVIRONMENT',
      hint: expect.stringContaining('The disk is full'),
    });
    expect(readdirSync(folder)).toEqual(['result.json']);
    expect(readFileSync(path, 'utf8')).toBe('small');
  });
});
