import { describe, expect, it } from 'vitest';
import { cardOf, cardSchema } from '../../../src/report/gallery/card.ts';
import { aResult, aSettledResult, memory, stateless } from '../../support/a-result.ts';

describe('cardOf', () => {
  it('holds what a list says of a run, in a few KB', () => {
    const result = aSettledResult();
    const card = cardOf(result, 250_000);
    expect(cardSchema.parse(JSON.parse(JSON.stringify(card)))).toEqual(card);
    expect(JSON.stringify(card).length).toBeLessThan(3000);
    expect(card).toMatchObject({
      resultBytes: 250_000,
      scenario: 'quickstart',
      state: 'complete',
      headline: 'requestsPerSecond',
      lead: expect.stringMatching(/^memory answered [\d.]+× as many requests per second/),
      validTrials: 24,
    });
    expect(card.strategies.map(({ name, ratio, verdict }) => [name, ratio !== null, verdict])).toEqual([
      ['stateless', false, null],
      ['memory', true, 'better'],
      ['redis', true, 'better'],
    ]);
  });

  it('cuts what is too long for a list, and within no character', () => {
    const name = '😀'.repeat(300);
    const card = cardOf(
      aResult({ repetitions: 1, seconds: 1, strategies: [stateless, { ...memory, name }] }),
      1,
    );
    expect(cardSchema.safeParse(card).success).toBe(true);
    expect(card.strategies[1]?.name).toMatch(/^(😀)+…$/u);
    expect(() => encodeURIComponent(card.lead)).not.toThrow();
  });

  it('is made of any Result, be nothing measured in it', () => {
    const card = cardOf({ ...aResult({ repetitions: 1, seconds: 1 }), trials: [], state: 'running' }, 1);
    expect(cardSchema.parse(JSON.parse(JSON.stringify(card)))).toMatchObject({
      state: 'running',
      validTrials: 0,
    });
  });
});
