import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RecordLog } from '../../../src/gateway/store/record-log.ts';

const idle = { isInUse: () => false, evicted: () => {} };

/** Bytes that tell which key they belong to, and which write of it. */
function aValue(key: string, write: number, length: number): Buffer {
  return Buffer.from(`${key}#${write};`.repeat(length).slice(0, length));
}

describe('RecordLog', () => {
  it('gives under each key what was set last, or nothing, and never anything else', () => {
    const step = fc.record({
      key: fc.integer({ min: 0, max: 30 }).map((number) => `/${'k'.repeat(number % 5)}${number}`),
      length: fc.oneof(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 3000 })),
      what: fc.constantFrom('set', 'set', 'set', 'get', 'delete'),
    });
    const inUse = fc.constantFrom(true, false);
    fc.assert(
      fc.property(fc.array(step, { maxLength: 300 }), inUse, (steps, isInUse) => {
        const model = new Map<string, Buffer>();
        const log = new RecordLog(8000, {
          isInUse: () => isInUse,
          evicted: (key) => {
            expect(model.delete(key)).toBe(true);
          },
        });
        for (const [at, { key, length, what }] of steps.entries()) {
          if (what === 'delete' || what === 'set') model.delete(key);
          if (what === 'delete') log.delete(key);
          if (what !== 'set') continue;
          const value = aValue(key, at, length);
          log.set(key, value);
          model.set(key, value);
          expect(log.bytes).toBeLessThanOrEqual(8000);
          for (const [held, expected] of model) expect(log.get(held)?.value.equals(expected)).toBe(true);
        }
        expect(log.size).toBe(model.size);
      }),
      { numRuns: 300 },
    );
  });

  it('spares what was read since it was looked at last', () => {
    const log = new RecordLog(32_000, idle);
    log.set('/read', Buffer.alloc(50));
    for (let at = 0; at < 3000; at++) {
      log.set(`/${at}`, Buffer.alloc(50));
      expect(log.get('/read')).toBeDefined();
    }
    expect(log.get('/1000')).toBeUndefined();
  });

  it('spares what is in use elsewhere, but makes room all the same', () => {
    const log = new RecordLog(32_000, { isInUse: (key) => key.length < 5, evicted: () => {} });
    log.set('/hot', Buffer.alloc(50));
    for (let at = 1000; at < 3000; at++) log.set(`/${at}`, Buffer.alloc(50));
    expect(log.get('/hot')).toBeDefined();
    const full = new RecordLog(32_000, { isInUse: () => true, evicted: () => {} });
    for (let at = 0; at < 3000; at++) full.set(`/${at}`, Buffer.alloc(at % 2 === 0 ? 50 : 900));
    expect(full.get('/2999')).toBeDefined();
  });

  it('does not keep a key that it could not tell from another', () => {
    const log = new RecordLog(8000, idle);
    log.set('/\u0161', Buffer.from('x'));
    expect([log.get('/\u0161'), log.get('/a'), log.size]).toEqual([undefined, undefined, 0]);
    log.set('/\u00e1', Buffer.from('x'));
    expect(String(log.get('/\u00e1')?.value)).toBe('x');
  });

  it('does not keep what is larger than all of it, nor what that was to replace', () => {
    const log = new RecordLog(8000, idle);
    log.set('/a', Buffer.alloc(10));
    log.set('/a', Buffer.alloc(9000));
    expect([log.get('/a'), log.size, log.bytes]).toEqual([undefined, 0, 0]);
  });

  it('holds nothing after it was cleared, and goes on', () => {
    const log = new RecordLog(8000, idle);
    log.set('/a', Buffer.alloc(10));
    log.clear();
    expect([log.get('/a'), log.size, log.bytes]).toEqual([undefined, 0, 0]);
    log.set('/a', Buffer.from('again'));
    expect(String(log.get('/a')?.value)).toBe('again');
  });
});
