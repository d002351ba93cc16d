import { describe, expect, it } from 'vitest';
import { Line } from '../../src/support/line.ts';

const plain = { delayUs: 0, jitterUs: 0, bytesPerSecond: undefined };

describe('a line', () => {
  it('delays what is sent, and nothing else', () => {
    const line = new Line({ ...plain, delayUs: 300 }, () => 0.5);
    expect([line.send(1, 1000), line.send(1e9, 1000)]).toEqual([1300, 1300]);
  });

  it('sends one after the other as fast as its bandwidth lets it', () => {
    const line = new Line({ ...plain, delayUs: 100, bytesPerSecond: 1e6 }, () => 0.5);
    expect(line.send(1000, 0)).toBe(1100);
    expect(line.send(500, 200)).toBe(1600);
    expect(line.send(1000, 10_000)).toBe(11_100);
  });

  it('adds jitter by chance, up to what is said', () => {
    const draws = [0, 0.5, 0.999];
    const line = new Line({ ...plain, delayUs: 100, jitterUs: 1000 }, () => draws.shift() ?? 0);
    expect([line.send(1, 0), line.send(1, 0), line.send(1, 0)]).toEqual([100, 600, 1099]);
  });

  it('is slower by what is added, for as long as it is', () => {
    const line = new Line({ ...plain, delayUs: 100 }, () => 0.5);
    line.extraDelayUs = 20_000;
    expect(line.send(1, 0)).toBe(20_100);
    line.extraDelayUs = 0;
    expect(line.send(1, 0)).toBe(100);
  });
});
