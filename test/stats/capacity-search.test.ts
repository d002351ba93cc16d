import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type CapacitySearch,
  nextStep,
  type Probe,
  type ProbeVerdict,
} from '../../src/stats/capacity-search.ts';
import { createRandom } from '../../src/support/random.ts';

const search: CapacitySearch = { start: 100, precision: 0.05, lowest: 1, highest: 100_000, mostProbes: 60 };

/** Plays the search against a system, and tells what it found and what it asked. */
function play(system: (rate: number) => ProbeVerdict, changes: Partial<CapacitySearch> = {}) {
  const probes: Probe[] = [];
  for (;;) {
    const step = nextStep(probes, { ...search, ...changes });
    if ('found' in step) return { ...step.found, probes };
    probes.push({ ratePerSecond: step.probe, verdict: system(step.probe) });
  }
}

const upTo = (knee: number) => (rate: number) => (rate <= knee ? 'holds' : 'breaks') as ProbeVerdict;
const logUniform = (low: number, high: number) =>
  fc.double({ min: Math.log(low), max: Math.log(high), noNaN: true }).map(Math.exp);

describe('the search for capacity', () => {
  it('finds the knee of any system within 5 %, wherever it begins', () => {
    fc.assert(
      fc.property(logUniform(1.1, 90_000), logUniform(1, 100_000), (knee, start) => {
        const { holds, breaks, settled, probes } = play(upTo(knee), { start });
        expect(settled).toBe(true);
        expect(holds).toBeLessThanOrEqual(knee);
        expect(breaks).toBeGreaterThan(knee);
        expect(breaks as number).toBeLessThanOrEqual((holds as number) * 1.05);
        // Doubling or halving to the knee, about four bisections from a factor of two, and a second look at both ends.
        expect(probes.length).toBeLessThanOrEqual(Math.abs(Math.log2(knee / start)) + 10);
      }),
    );
  });

  it('decides by two probes that agree, on either side of the knee', () => {
    const { holds, breaks, probes } = play(upTo(777));
    const at = (rate: number | undefined) =>
      probes.filter(({ ratePerSecond }) => ratePerSecond === rate).length;
    expect([at(holds), at(breaks)]).toEqual([2, 2]);
    // On the way there, one is enough.
    expect(probes.length).toBe(new Set(probes.map(({ ratePerSecond }) => ratePerSecond)).size + 2);
  });

  it('is not led astray by a machine that now and then spoils a probe or lets one pass', () => {
    let near = 0;
    const runs = 400;
    for (let seed = 0; seed < runs; seed++) {
      const random = createRandom(seed);
      const knee = 100 * 10 ** (2 * random());
      const { holds } = play((rate) => {
        // One probe in twenty goes wrong, and near the knee chance decides.
        const truth = Math.log(rate / knee) + 0.02 * (random() + random() + random() - 1.5) > 0;
        return truth === random() > 0.05 ? 'breaks' : 'holds';
      });
      if (holds !== undefined && Math.abs(Math.log(holds / knee)) < 0.1) near += 1;
    }
    expect(near / runs).toBeGreaterThan(0.9);
  });

  it('ends whatever the system answers, within the probes that it may spend', () => {
    const verdicts = fc.infiniteStream(fc.constantFrom<ProbeVerdict>('holds', 'breaks', 'void'));
    fc.assert(
      fc.property(verdicts, logUniform(1, 100_000), (stream, start) => {
        const { holds, breaks, settled, probes } = play(() => stream.next().value as ProbeVerdict, { start });
        expect(probes.length).toBeLessThanOrEqual(search.mostProbes);
        if (holds !== undefined && breaks !== undefined) expect(breaks).toBeGreaterThan(holds);
        if (settled && holds !== undefined && breaks !== undefined)
          expect(breaks).toBeLessThanOrEqual(holds * 1.05);
        for (const { ratePerSecond } of probes) {
          expect(ratePerSecond).toBeGreaterThanOrEqual(search.lowest);
          expect(ratePerSecond).toBeLessThanOrEqual(search.highest);
        }
      }),
    );
  });

  it('says so where no rate holds, and where even the highest does', () => {
    expect(play(() => 'breaks')).toMatchObject({ holds: undefined, breaks: 1, settled: true });
    expect(play(() => 'holds')).toMatchObject({ holds: 100_000, breaks: undefined, settled: true });
  });

  it('repeats what was void by accident', () => {
    const random = createRandom(3);
    const { holds, breaks, settled } = play((rate) => (random() < 0.2 ? 'void' : upTo(500)(rate)));
    expect(settled).toBe(true);
    expect(holds).toBeLessThanOrEqual(500);
    expect(breaks).toBeGreaterThan(500);
    const twice: Probe[] = [1, 2].map(() => ({ ratePerSecond: 100, verdict: 'void' }));
    expect(nextStep(twice, search)).toEqual({ probe: 100 });
    expect(nextStep([...twice, { ratePerSecond: 100, verdict: 'void' }], search)).toEqual({ probe: 50 });
  });

  it('takes a rate that the generator cannot keep for one that does not hold', () => {
    const { holds, breaks } = play((rate) => (rate <= 500 ? 'holds' : 'void'));
    expect(holds).toBeLessThanOrEqual(500);
    expect(breaks).toBeGreaterThan(500);
  });

  it('says what it has when its probes are spent', () => {
    expect(play(upTo(1234), { mostProbes: 5 })).toMatchObject({ holds: 800, breaks: 1600, settled: false });
  });
});
