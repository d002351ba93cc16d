import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KeyIndex } from '../../../src/gateway/store/key-index.ts';

describe('KeyIndex', () => {
  it('knows what was added, moved and not removed, however many hashes are equal', () => {
    const step = fc.record({
      // Few home entries, so that runs grow long and wrap around the end of the table.
      hash: fc.integer({ min: 58, max: 66 }),
      offset: fc.integer({ min: 0, max: 7 }),
      what: fc.constantFrom('add', 'add', 'remove', 'move'),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
        const index = new KeyIndex();
        const model = new Map<string, number>();
        const find = (hash: number, offset: number) => index.find(hash, (_, at) => at === offset);
        for (const { hash, offset, what } of steps) {
          const name = `${hash} ${offset}`;
          const entry = find(hash, offset);
          expect(entry >= 0).toBe(model.has(name));
          if (entry < 0 && what === 'add') {
            index.add(hash, 1, offset);
            model.set(name, 1);
          } else if (entry >= 0 && what === 'remove') {
            index.remove(entry);
            model.delete(name);
          } else if (entry >= 0 && what === 'move') {
            index.move(entry, 2, offset);
            model.set(name, 2);
          }
        }
        expect(index.size).toBe(model.size);
        for (const [name, segment] of model) {
          const [hash = 0, offset = 0] = name.split(' ').map(Number);
          expect(index.segmentAt(find(hash, offset))).toBe(segment);
        }
      }),
    );
  });

  it('grows', () => {
    const index = new KeyIndex();
    for (let at = 0; at < 10_000; at++) index.add(Math.imul(at, 0x9e3779b1) >>> 0, at % 7, at);
    for (let at = 0; at < 10_000; at++) {
      const entry = index.find(Math.imul(at, 0x9e3779b1) >>> 0, (_, offset) => offset === at);
      expect(index.segmentAt(entry)).toBe(at % 7);
    }
    expect(index.bytes).toBeLessThan(10_000 * 36);
    index.clear();
    expect([index.size, index.find(0, () => true)]).toEqual([0, -1]);
  });
});
