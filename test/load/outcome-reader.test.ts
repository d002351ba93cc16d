import { describe, expect, it } from 'vitest';
import { createOutcomeReader } from '../../src/load/outcome-reader.ts';

describe('createOutcomeReader', () => {
  it('tells the same of the same words, and an error of any server error', () => {
    const outcomeOf = createOutcomeReader();
    for (let round = 0; round < 2; round++) {
      expect(outcomeOf(200, 'gatebench; hit')).toBe('hit');
      expect(outcomeOf(503, 'gatebench; hit')).toBe('error');
      expect(outcomeOf(200, 'gatebench; fwd=uri-miss; stored')).toBe('miss');
      expect(outcomeOf(200, 'nonsense;;')).toBe('error');
      expect(outcomeOf(200, undefined)).toBe('error');
    }
  });

  it('goes on when there are more words than it keeps', () => {
    const outcomeOf = createOutcomeReader();
    for (let ttl = 0; ttl < 12_000; ttl++) expect(outcomeOf(200, `gatebench; hit; ttl=${ttl}`)).toBe('hit');
  });
});
