import { describe, expect, it } from 'vitest';
import { type Finding, findingOf } from '../../../src/report/finding/finding.ts';
import { buildRunModel } from '../../../src/report/model/run-model.ts';
import type { Result } from '../../../src/results/result.ts';
import { aResult, aSettledResult, memory, redis, stateless } from '../../support/a-result.ts';

const find = (result: Result): Finding => findingOf(buildRunModel(result));

const wayward = [0.7, 1.4, 0.9, 1.2, 0.8, 1.1, 1, 1.3];

describe('findingOf', () => {
  it('leads with the strategy that answers most, with ratio, interval, latency and backend calls', () => {
    const { lead } = find(aSettledResult());
    expect(lead).toMatch(
      /^memory answered [\d.]+× as many requests per second as stateless \(95 % interval [\d.]+–[\d.]+×\) and [\d.]+× as many as redis \([\d.]+–[\d.]+×\), with a median latency of \d+ µs instead of [\d.]+ ms and [\d.]+ backend calls per 100 requests instead of 100, over 8 blocks\.$/,
    );
  });

  it('gives the same share of stale reads in the first sentences and beside them', () => {
    const { lead, aspects = [] } = find(
      aSettledResult({
        strategies: [
          { ...stateless, staleReads: 0 },
          { ...memory, staleReads: 0.1 },
        ],
      }),
    );
    const [, first] = /([\d.]+ %) of its reads stale/.exec(lead) ?? [];
    const beside = aspects.find(({ label }) => label === 'Staleness')?.text;
    expect(first).toBeDefined();
    expect(beside).toContain(`memory ${first} (`);
  });

  it('tells each side of the answer by its name, with where the page shows it', () => {
    const { aspects = [], details } = find(aSettledResult());
    expect(aspects.map(({ label, anchor }) => `${label} #${anchor}`)).toEqual([
      'Speed #figures',
      'Backend load #backend-load',
      'Would flip #hits-and-misses',
      'Cannot tell #method',
      'Measured #method',
    ]);
    expect(aspects[0]?.text).toMatch(
      /^Requests per second: stateless [\d,]+, memory [\d,]+ \([\d.]+×\) and redis [\d,]+ \([\d.]+×\)\. Median latency: /,
    );
    expect(details.at(-1)).toMatch(/closed loop of 10 connections.*service time/);
  });

  it('says fewer where the other strategy is slower', () => {
    const { lead } = find(aSettledResult({ strategies: [stateless, { name: 'redis', missUs: 36_000 }] }));
    expect(lead).toMatch(
      /^redis answered [\d.]+ % fewer requests per second than stateless \(95 % interval [\d.]+ % to [\d.]+ %\)/,
    );
  });

  it('claims no difference where the blocks disagree, and says how far it may reach', () => {
    const swaying = { ...stateless, name: 'again', mode: 'stateless', factors: wayward };
    const { lead, details } = find(aSettledResult({ strategies: [stateless, swaying] }));
    expect(details.join(' ')).toContain(
      'Not told apart: again and stateless in requests per second, median latency, 99th percentile latency and gateway CPU time per request.',
    );
    expect(lead).toMatch(
      /^again and stateless cannot be told apart yet after 8 blocks: requests per second \(the interval reaches from 0\.\d+ to 1\.\d+ times that of stateless\)\.$/,
    );
  });

  it('calls alike what is, with what is too little to matter', () => {
    const alike = { ...stateless, name: 'alike', mode: 'stateless' };
    const { lead } = find(aSettledResult({ strategies: [stateless, alike], repetitions: 12, seconds: 20 }));
    expect(lead).toMatch(
      /^alike answered as many requests per second as stateless within 5\.0 % \(95 % interval /,
    );
  });

  it('leads with response times in open loop, and says how requests came', () => {
    const arrivals = { process: 'poisson', stages: [{ from: 50, to: 50 }] } as const;
    const { lead, details } = find(
      aSettledResult({
        strategies: [stateless, memory],
        seconds: 1,
        open: { arrivals: structuredClone(arrivals) as never, waitUs: 300 },
      }),
    );
    expect(lead).toMatch(
      /^memory had a median response time of [\d.]+ ms instead of [\d.]+ ms \(0\.0\d+×, 95 % interval 0\.0\d+–0\.0\d+×\)/,
    );
    expect(lead).not.toMatch(/requests per second/);
    expect(details.at(-1)).toMatch(
      /^Measured: In open loop: requests at random \(Poisson\), 50 per second, over 10 connections, whether or not .* intended send/,
    );
  });

  it('compares failures where there are some', () => {
    const failing = { ...stateless, errorRatio: 0.3 };
    expect(find(aSettledResult({ strategies: [failing, memory] })).lead).toMatch(
      /, 0 % failed requests instead of (29|30)\.\d %/,
    );
    expect(find(aSettledResult({ strategies: [stateless, memory] })).lead).not.toMatch(/failed/);
  });

  it('names the stale reads that a cache pays with', () => {
    const strategies = [
      { ...stateless, staleReads: 0 },
      { ...memory, staleReads: 0.2 },
    ];
    expect(find(aSettledResult({ strategies })).lead).toMatch(
      /\. But it had (19|20)\.\d % of its reads stale instead of 0 %\.$/,
    );
  });

  it('says how small a difference an A/A pair can show, and does not compare its second', () => {
    const { lead, details } = find(aSettledResult({ strategies: [stateless, memory], noiseFloor: true }));
    expect(details.find((detail) => detail.startsWith('Cannot tell: On this machine'))).toMatch(
      /differences below [\d.]+ % in requests per second, [\d.]+ % in median latency and [\d.]+ % in 99th percentile latency cannot be seen: stateless was measured twice, .* in each of 8 blocks/,
    );
    expect([lead, ...details].join(' ')).not.toContain('“stateless again”');
  });

  it.each([1, 2, 6])(
    'claims nothing from %i repetitions of three strategies, however far apart the strategies are',
    (repetitions) => {
      const { lead, details } = find(aResult({ repetitions, seconds: 1 }));
      const [next] = details;
      expect(lead).toMatch(/cannot tell a difference from chance: that takes 7\.$/);
      expect(details.join(' ')).toMatch(
        /Cannot tell: Any difference from chance: it has \d blocks?, and that takes 7\./,
      );
      expect(`${lead} ${next}`).not.toMatch(/×|more|fewer|instead of/);
    },
  );

  it('speaks of the tail where a faster strategy does not shorten it', () => {
    const slowMisses = { ...memory, missUs: 120_000 };
    expect(find(aSettledResult({ strategies: [stateless, slowMisses] })).lead).toMatch(
      /\. But it had a 99th percentile of \d+ ms instead of \d+ ms\.$/,
    );
    const quickMisses = { ...memory, missUs: 12_000 };
    expect(find(aSettledResult({ strategies: [stateless, quickMisses] })).lead).not.toMatch(
      /99th percentile/,
    );
  });

  it('says first that requests failed, because failing can be quick', () => {
    const { lead } = find(aResult({ strategies: [stateless, { ...memory, errorRatio: 0.3 }] }));
    expect(lead).toMatch(/^(29|3[01])\.\d % of the requests to memory failed/);
    const few = find(aResult({ strategies: [stateless, { ...memory, errorRatio: 0.03 }] })).lead;
    expect(few).toMatch(/^memory .*[23]\.\d % of the requests to memory failed, so mind/);
  });

  it('says that none was shown to be faster, where the best is slower', () => {
    const slower = [
      { name: 'redis', missUs: 36_000 },
      { name: 'tiered', missUs: 30_000 },
    ];
    expect(find(aSettledResult({ strategies: [stateless, ...slower] })).lead).toMatch(
      /^No strategy is shown to be faster than stateless\. tiered answered [\d.]+ % fewer requests per second/,
    );
  });

  it('says of the two best that they cannot be told apart', () => {
    const again = { ...memory, name: 'again', mode: 'memory' };
    expect(find(aSettledResult({ strategies: [stateless, memory, again] })).lead).toMatch(
      /over 8 blocks\. (memory|again) and (memory|again) (cannot be told apart|are equivalent) in this \(/,
    );
  });

  it('names the bounds that the best strategy misses', () => {
    const result = aSettledResult({ strategies: [stateless, memory] });
    const expectation = { strategy: 'memory', metric: 'hitRatio', operator: '>=', value: 0.99 } as const;
    const { lead, aspects } = find({ ...result, scenario: { ...result.scenario, expect: [expectation] } });
    expect(lead).toMatch(/memory misses what the scenario expects of it: hitRatio >= 99\.0 %\.$/);
    expect(aspects?.[0]?.text).toBe('0 of 1 met; missed: memory.hitRatio >= 99.0 %.');
  });

  it('says at which hit ratio a cache would no longer be quicker, from the times of its hits and misses', () => {
    const told = (strategy: object): string =>
      find(aSettledResult({ strategies: [stateless, { ...memory, ...strategy }] })).details.join(' ');
    expect(told({ missUs: 120_000 })).toMatch(
      /memory is shorter than that of stateless as long as more than [78]\d\.\d % of its answers come from the cache \(measured: 9\d\.\d %\)/,
    );
    expect(told({ missUs: 12_000 })).toMatch(/memory would be slower in the mean only if stateless answered/);
    expect(told({ hitUs: 50_000 })).toMatch(/Even answers from the cache of memory .* no hit ratio/);
  });

  it('names no more strategies than a reader can bear', () => {
    const many = Array.from({ length: 40 }, (_, index) => ({ ...memory, name: `m${index}`, mode: 'memory' }));
    const { lead, aspects = [] } = find(
      aResult({ strategies: [stateless, ...many], seconds: 1, repetitions: 2 }),
    );
    const texts = aspects.map(({ text }) => text).join(' ');
    expect(`${lead} ${texts}`.length).toBeLessThan(3000);
    expect(texts).toMatch(/ and 36 more\./);
  });

  it('describes a strategy that is alone', () => {
    expect(find(aResult({ strategies: [stateless] })).lead).toMatch(
      /^stateless answered \d+ requests per second \(mean of 3 repetitions, 95 % interval \d+–\d+\) with a median latency of [\d.]+ ms; there is nothing to compare it with\.$/,
    );
  });

  it('compares nothing where the baseline has no valid trial', () => {
    const result = aResult();
    const trials = result.trials.filter(({ strategy }) => strategy !== 'stateless');
    const { lead, aspects } = find({ ...result, trials });
    expect(lead).toBe('stateless, the baseline, has no valid trial, so nothing is compared with it.');
    expect(aspects?.[0]?.text).toMatch(/^Requests per second: memory [\d,]+ and redis/);
  });

  it('concludes nothing from nothing', () => {
    const result = aResult();
    expect(find({ ...result, trials: [] }).lead).toBe('No trial was measured, so nothing can be concluded.');
    const failed = result.trials.map(({ strategy, repetition, position, startedAt }) => ({
      ...{ strategy, repetition, attempt: 1, position, startedAt },
      state: 'failed' as const,
      reason: 'The gateway crashed.',
    }));
    expect(find({ ...result, trials: failed }).lead).toBe(
      'None of 9 trials is valid, so nothing can be concluded.',
    );
    expect(find({ ...result, trials: failed.slice(0, 1) }).lead).toBe(
      'The only trial is not valid, so nothing can be concluded.',
    );
  });

  it('says how far an interrupted or unfinished run came', () => {
    const result = aResult();
    const trials = result.trials.slice(0, 4);
    expect(find({ ...result, trials, state: 'interrupted' }).lead).toMatch(
      /^Interrupted after 4 of 9 trials: /,
    );
    expect(find({ ...result, trials, state: 'running' }).lead).toMatch(
      /^Unfinished, with 4 of 9 trials so far: /,
    );
  });

  it('says of a run without a valid trial how it ended', () => {
    const result = { ...aResult(), trials: [] };
    expect(find({ ...result, state: 'interrupted' }).lead).toBe(
      'Interrupted with 0 of 9 trials valid, so nothing can be concluded.',
    );
    expect(find({ ...result, state: 'running' }).lead).toBe(
      'Unfinished, with 0 of 9 trials valid so far, so nothing can be concluded.',
    );
  });

  it('speaks of one connection as of one', () => {
    expect(find(aResult({ connections: 1, seconds: 1 })).details.at(-1)).toMatch(
      /closed loop of 1 connection, which sends its next request/,
    );
  });

  it('does not count trials of strategies that were left out as missing', () => {
    const result = aResult();
    const trials = result.trials.filter(({ strategy }) => strategy !== 'redis').slice(0, 4);
    const omitted = [{ strategy: 'redis', reason: 'No Redis server was found.' }];
    expect(find({ ...result, trials, omitted, state: 'interrupted' }).lead).toMatch(
      /^Interrupted after 4 of 6 trials/,
    );
  });

  it('survives strategies that answered nothing', () => {
    const silent = { ...redis, hitUs: 60e6, missUs: 60e6, hitRatio: undefined };
    const { lead, details } = find(aResult({ strategies: [stateless, silent], seconds: 1 }));
    expect([lead, ...details].join(' ')).not.toMatch(/NaN|Infinity|undefined|–\s/);
  });

  it('quotes names that could be taken for a part of the sentence', () => {
    const { lead } = find(
      aSettledResult({ strategies: [stateless, { ...memory, name: 'memory, stale for 30 s' }] }),
    );
    expect(lead).toMatch(/^“memory, stale for 30 s” answered/);
  });
});
