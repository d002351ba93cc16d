import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';

const folder = new URL('.', import.meta.url);

/** Attacks 36 to 38 are on routes of language models, which there are not yet. */
const lastNumber = 35;

describe('the attacks', () => {
  it('are each tested, by their number', async () => {
    const files = (await readdir(folder)).filter((name) => name.endsWith('.test.ts'));
    const texts = await Promise.all(files.map((name) => readFile(new URL(name, folder), 'utf8')));
    const tested = new Set([...texts.join('').matchAll(/'#(\d+) /g)].map(([, number]) => Number(number)));
    expect([...tested].sort((one, other) => one - other)).toEqual(
      Array.from({ length: lastNumber }, (_, at) => at + 1),
    );
  });
});
