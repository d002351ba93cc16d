import { describe, expect, it } from 'vitest';
import { comparisonFindingOf } from '../../../src/report/comparison/comparison-finding.ts';
import type { Result } from '../../../src/results/result.ts';
import { memory, redis, stateless } from '../../support/a-result.ts';
import { aRunOf, compared } from '../../support/some-runs.ts';

const findingOf = (...results: readonly Result[]) => comparisonFindingOf(compared(...results));

describe('the finding of a comparison', () => {
  it('says first what became worse, by how much, and what of the rest is known', () => {
    const { lead } = findingOf(aRunOf(1), aRunOf(2, { slower: 1.4 }));
    expect(lead).toMatch(
      /^Worse since 2026-11-01T10-00-00: memory – requests per second [\d.]+ % lower \([\d.]+ to [\d.]+ %\), median latency [\d.]+ % longer \([\d.]+ to [\d.]+ %\), 99th/,
    );
    expect(lead).toMatch(
      /Of \d+ other comparisons, \d+ are the same within their margins and \d+ cannot be told\.$/,
    );
  });

  it('gives the smaller end of an interval first, whichever way the change goes', () => {
    for (const { lead } of [
      findingOf(aRunOf(1), aRunOf(2, { slower: 1.4 })),
      findingOf(aRunOf(1, { slower: 1.4 }), aRunOf(2)),
    ]) {
      const spans = [...lead.matchAll(/\(([\d.]+) to ([\d.]+) %\)/g)];
      expect(spans.length).toBeGreaterThan(1);
      for (const [, least, most] of spans) expect(Number(least)).toBeLessThan(Number(most));
    }
  });

  it('speaks of factors where per cents would be large', () => {
    expect(findingOf(aRunOf(1), aRunOf(2, { slower: 4 })).lead).toMatch(
      /median latency [34]\.\d+ times as long \([34]\.\d+ to [34]\.\d+\)/,
    );
  });

  it('says what became better', () => {
    expect(findingOf(aRunOf(1, { slower: 1.4 }), aRunOf(2)).lead).toMatch(
      /^Better since .*: memory – requests per second [\d.]+ % higher .*median latency [\d.]+ % shorter/,
    );
  });

  it('says that nothing changed only where all of it is the same within its margins', () => {
    expect(findingOf(aRunOf(1), { ...aRunOf(1), runId: 'again' }).lead).not.toMatch(/Worse|Better/);
    const even = {
      strategies: [{ ...memory, hitRatio: 1, hitUs: 1e4 }],
      connections: 40,
      seconds: 4,
      seed: 5,
    };
    const { lead } = findingOf(aRunOf(1, even), aRunOf(2, even));
    expect(lead).toBe(
      'Nothing that matters changed since 2026-11-01T10-00-00: all 7 comparisons of 1 strategy are the same within their margins.',
    );
  });

  it('says that it cannot be told where the trials are too few, and how many it takes', () => {
    const once = { repetitions: 1 };
    expect(findingOf(aRunOf(1, once), aRunOf(2, once)).lead).toBe(
      'What changed since 2026-11-01T10-00-00 cannot be told: of 1 valid trial before and 1 after, no change can be established, however large: with 2 strategies it takes 5 in each run.',
    );
  });

  it('says why nothing can be compared', () => {
    const only = (strategy: typeof stateless) => ({ strategies: [strategy] });
    expect(findingOf(aRunOf(1, only(stateless)), aRunOf(2, only(redis))).lead).toBe(
      'Nothing can be compared: 2026-11-01T10-00-00 and 2026-11-02T10-00-00 have no strategy in common.',
    );
    expect(findingOf(aRunOf(1), { ...aRunOf(2), trials: [] }).lead).toMatch(
      /^Nothing can be compared: no strategy has valid trials in both/,
    );
  });

  it('names the strategies that it leaves out', () => {
    const { details } = findingOf(aRunOf(1), aRunOf(2, { strategies: [stateless, memory, redis] }));
    expect(details).toEqual(['Left out of that: redis, of which there are no valid trials in both runs.']);
  });

  it('of many runs speaks of the last against the first, of the last step, and of the steps that changed something', () => {
    const slow = { slower: 1.4 };
    const runs = [aRunOf(1), aRunOf(2), aRunOf(3, slow), aRunOf(4, slow), aRunOf(5, slow)];
    const { lead, details } = findingOf(...runs);
    expect(lead).toMatch(/^Worse since run 1 \(2026-11-01T10-00-00\): memory –/);
    expect(details[0]).toMatch(/^The last step: no change since run 4 \(2026-11-04T10-00-00\) can be told/);
    expect(details[1]).toMatch(/^At run 3 \(2026-11-03T10-00-00\): worse since run 2/);
    expect(details.at(-1)).toMatch(/^Each pair of runs is judged by itself/);
  });

  it('breaks a long list of changes off, and says so', () => {
    const strategies = (factor: number) =>
      [stateless, memory, redis].map((each) => ({
        ...each,
        factors: Array.from({ length: 8 }, () => factor),
      }));
    const { lead } = findingOf(
      aRunOf(1, { strategies: strategies(1) }),
      aRunOf(2, { strategies: strategies(2) }),
    );
    expect(lead).toMatch(/; and \d more, below\./);
  });
});
