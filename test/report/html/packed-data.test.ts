import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packedData, unpacked } from '../../../src/report/html/packed-data.ts';

const textOf = async (data: unknown): Promise<string> =>
  /^<script type="application\/gzip" id="data">([^<]*)<\/script>$/.exec(
    (await packedData('data', data)).text,
  )?.[1] ?? '';

describe('packedData', () => {
  it('comes back as it was, whatever it holds', () =>
    fc.assert(
      fc.asyncProperty(fc.json({ maxDepth: 3 }), async (json) => {
        expect(await unpacked(await textOf(JSON.parse(json)))).toEqual(JSON.parse(json));
      }),
    ));

  it('is the same for the same data, and a small part of it where the data repeat themselves', async () => {
    const rows = Array.from({ length: 20_000 }, (_, index) => ({ strategy: 'memory', value: index % 97 }));
    const text = await textOf(rows);
    expect(await textOf(rows)).toBe(text);
    expect(text.length).toBeLessThan(JSON.stringify(rows).length / 10);
    expect(await unpacked(text)).toEqual(rows);
  });

  it('is no data where the page was damaged', async () => {
    const text = await textOf({ rows: [1, 2, 3] });
    await expect(unpacked(text.slice(0, 12))).rejects.toThrow();
  });
});
