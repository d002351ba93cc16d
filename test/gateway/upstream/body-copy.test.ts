import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BodyCopy } from '../../../src/gateway/upstream/body-copy.ts';

describe('BodyCopy', () => {
  it('is the whole body up to the limit, and nothing beyond it', () => {
    const limit = 50;
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 20 }), { maxLength: 6 }), (pieces) => {
        const copy = new BodyCopy(limit);
        for (const piece of pieces) copy.add(piece);
        const whole = Buffer.concat(pieces);
        const finished = copy.finish();
        if (whole.byteLength > limit) expect(finished).toBeUndefined();
        else expect(Buffer.from(finished ?? []).equals(whole)).toBe(true);
      }),
    );
  });

  it('is a copy, of just the size that it needs', () => {
    const socketBuffer = Buffer.from('..body..');
    const copy = new BodyCopy(100);
    copy.add(socketBuffer.subarray(2, 6));
    socketBuffer.fill('x');
    const finished = copy.finish();
    expect(Buffer.from(finished ?? []).toString()).toBe('body');
    expect(finished?.buffer.byteLength).toBe(4);
  });
});
