import { describe, expect, it } from 'vitest';
import { countPassed } from '../../../src/gateway/upstream/read-buffers.ts';

const readBytes = 64 * 2 ** 10;
const bodyBytes = 100 * 2 ** 20;

/** The most that buffers took while a body was read that was dropped piece by piece. */
function peakBytes(afterEach: (bytes: number) => void): number {
  const before = process.memoryUsage().arrayBuffers;
  let peak = 0;
  for (let read = 0; read < bodyBytes; read += readBytes) {
    Buffer.allocUnsafeSlow(readBytes);
    afterEach(readBytes);
    peak = Math.max(peak, process.memoryUsage().arrayBuffers - before);
  }
  return peak;
}

describe('Buffers of what has been read and passed on', () => {
  it('pile up unless they are counted', () => {
    expect(peakBytes(() => {})).toBeGreaterThan(20 * 2 ** 20);
  });

  it('are collected as they are counted', () => {
    expect(peakBytes(countPassed)).toBeLessThan(12 * 2 ** 20);
  });
});
