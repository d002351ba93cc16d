import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { missesOfOptimum } from '../../../src/simulate/eviction/belady.ts';
import { type PolicyName, policies } from '../../../src/simulate/eviction/policies.ts';
import { missRatioOf } from '../../support/key-streams.ts';

/**
 * The miss ratios of libCacheSim on a real trace, from an empty cache, at a capacity of 256, 1024 and 4096 entries. Where the
 * tolerance is more than their rounding, the sources leave open what libCacheSim decides in its own way.
 */
const golden: readonly {
  policy: PolicyName;
  missRatios: readonly [number, number, number];
  tolerance: number;
}[] = [
  { policy: 'fifo', missRatios: [0.6216, 0.5212, 0.4126], tolerance: 1e-4 },
  { policy: 'lru', missRatios: [0.5923, 0.4944, 0.3897], tolerance: 1e-4 },
  { policy: 'clock', missRatios: [0.5856, 0.4884, 0.385], tolerance: 1e-4 },
  { policy: 'arc', missRatios: [0.5645, 0.4679, 0.3718], tolerance: 1e-4 },
  { policy: 'lirs', missRatios: [0.5977, 0.4759, 0.3797], tolerance: 1e-4 },
  { policy: 's3-fifo', missRatios: [0.5447, 0.4578, 0.3744], tolerance: 1e-4 },
  { policy: 'sieve', missRatios: [0.5599, 0.4656, 0.3744], tolerance: 1e-4 },
  { policy: 'w-tinylfu', missRatios: [0.592, 0.4829, 0.3966], tolerance: 0.01 },
];
const capacities = [256, 1024, 4096] as const;

// Requests for the product pages of a shop (headissue's benchmark traces of cache2k, CC BY 4.0). Not in the repository: it is
// looked for beside it, or beside the folder that its worktrees are in.
const file = 'shared/data/web07.keys.txt.gz';
const found = [`../${file}`, `../../${file}`].find((path) => existsSync(path));
if (found === undefined) console.warn(`Skipped: the golden miss ratios, as there is no trace at ../${file}.`);
const trace = found === undefined ? new Uint32Array() : readTrace(found);

/** One decimal key a line. */
function readTrace(path: string): Uint32Array {
  return Uint32Array.from(gunzipSync(readFileSync(path)).toString().trim().split('\n'), Number);
}

describe.skipIf(found === undefined).each(golden)('$policy on a real trace', (row) => {
  it.each(capacities.map((capacity, at) => [capacity, row.missRatios[at] as number]))(
    'of %i entries misses %f, as in libCacheSim',
    (capacity, missRatio) => {
      const measured = missRatioOf(policies[row.policy], trace, capacity);
      expect(Math.abs(measured - missRatio)).toBeLessThanOrEqual(row.tolerance);
    },
  );
});

describe.skipIf(found === undefined)('the optimum on a real trace', () => {
  it.each([
    [256, 0.4515],
    [1024, 0.3628],
    [4096, 0.2828],
  ])('of %i entries misses %f, as in libCacheSim', (capacity, missRatio) => {
    expect(Math.abs(missesOfOptimum(trace, capacity) / trace.length - missRatio)).toBeLessThanOrEqual(1e-4);
  });
});
