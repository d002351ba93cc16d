import { describe, expect, it } from 'vitest';
import { KeepsUnderWay } from '../../src/gateway/keeps-under-way.ts';

describe('KeepsUnderWay', () => {
  it('lets whoever looks wait for the latest keep, whether it comes about or not', async () => {
    const keeps = new KeepsUnderWay();
    const settle: (() => void)[] = [];
    keeps.note('a', new Promise((resolve) => settle.push(() => resolve('kept'))));
    keeps.note('a', new Promise((_resolve, reject) => settle.push(() => reject(new Error('lost')))));
    const waiting = keeps.of('a');
    settle[0]?.();
    await new Promise((resolve) => setImmediate(resolve));
    expect(keeps.of('a')).toBe(waiting);
    settle[1]?.();
    await waiting;
    expect(keeps.of('a')).toBeUndefined();
  });

  it('has nothing to wait for under another key, nor where a store keeps at once', () => {
    const keeps = new KeepsUnderWay();
    keeps.note('a', undefined);
    expect(keeps.of('a')).toBeUndefined();
    keeps.note('a', new Promise(() => {}));
    expect(keeps.of('b')).toBeUndefined();
  });
});
