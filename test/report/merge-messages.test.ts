import { describe, expect, it } from 'vitest';
import { mergeMessages } from '../../src/report/merge-messages.ts';

function merge(...messages: readonly (readonly [repetition: number | undefined, text: string])[]): string {
  return mergeMessages(messages.map(([repetition, text]) => ({ repetition, text })));
}

describe('mergeMessages', () => {
  it('says the same thing once', () => {
    expect(merge([1, 'It was busy.'], [2, 'It was busy.'])).toBe('It was busy.');
    expect(merge([undefined, 'It was busy.'])).toBe('It was busy.');
  });

  it('gives the range of numbers that differ, by their value and not by their digits', () => {
    expect(
      merge([1, '10 % of 1,200 failed.'], [2, '9.5 % of 1,200 failed.'], [3, '11 % of 1,200 failed.']),
    ).toBe('9.5–11 % of 1,200 failed.');
  });

  it('takes what was merged before for what it spans', () => {
    expect(merge([1, '5.1–6 ms late.'], [2, '4 ms late.'], [3, '5.3–13 ms late.'])).toBe('4–13 ms late.');
  });

  it('keeps apart what differs in its words, with where it applies', () => {
    expect(merge([1, '2 timeouts.'], [2, '1 timeout.'], [3, '4 timeouts.'])).toBe(
      'Repetitions 1 and 3: 2–4 timeouts. Repetition 2: 1 timeout.',
    );
  });

  it('mixes no numbers of two things that one repetition speaks of', () => {
    expect(merge([1, 'backend 1 was busy.'], [1, 'backend 2 was busy.'], [2, 'backend 1 was busy.'])).toBe(
      'Repetitions 1 and 2: backend 1 was busy. Repetition 1: backend 2 was busy.',
    );
  });
});
