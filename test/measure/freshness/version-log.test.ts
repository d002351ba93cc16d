import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { VersionLog } from '../../../src/measure/freshness/version-log.ts';

describe('VersionLog', () => {
  it('knows nothing at first', () => {
    const log = new VersionLog();
    expect([log.firstKnownUs, log.newerSinceUs(0)]).toEqual([Infinity, Infinity]);
  });

  it('finds the first of all recorded versions that is higher than the given one', () => {
    const steps = fc.array(fc.tuple(fc.nat(30), fc.nat(5)), { maxLength: 40 });
    fc.assert(
      fc.property(steps, fc.nat(30), (recorded, asked) => {
        const log = new VersionLog();
        let atUs = 0;
        const all = recorded.map(([version, laterUs]) => {
          atUs += laterUs;
          log.record(version, atUs);
          return { version, atUs };
        });
        const newer = all.find(({ version }) => version > asked);
        expect(log.newerSinceUs(asked)).toBe(newer?.atUs ?? Infinity);
        expect(log.firstKnownUs).toBe(all[0]?.atUs ?? Infinity);
      }),
    );
  });

  it('forgets versions beyond the ten thousand latest, which then count as just before the oldest kept', () => {
    const log = new VersionLog();
    for (let version = 1; version <= 25_000; version++) log.record(version, version);
    expect(log.newerSinceUs(24_999)).toBe(25_000);
    expect(log.newerSinceUs(16_000)).toBe(16_001);
    expect(log.newerSinceUs(1)).toBeGreaterThan(10_000);
    expect(log.newerSinceUs(1)).toBeLessThanOrEqual(20_000);
    expect(log.firstKnownUs).toBe(1);
  });
});
