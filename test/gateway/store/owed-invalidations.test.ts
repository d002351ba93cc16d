import { describe, expect, it } from 'vitest';
import { OwedInvalidations } from '../../../src/gateway/store/owed-invalidations.ts';

function startOwed() {
  const clock = { nowUs: 1000 };
  return { owed: new OwedInvalidations(() => clock.nowUs), clock };
}

describe('OwedInvalidations', () => {
  it('remembers a key until a later invalidation of it has succeeded', () => {
    const { owed } = startOwed();
    owed.failed('/a', owed.next());
    expect([owed.has('/a'), owed.has('/b')]).toEqual([true, false]);
    owed.succeeded('/a', owed.next());
    expect(owed.has('/a')).toBe(false);
  });

  it('takes no comfort in the success of an earlier one', () => {
    const { owed } = startOwed();
    const earlier = owed.next();
    owed.failed('/a', owed.next());
    owed.succeeded('/a', earlier);
    expect(owed.keys).toEqual(['/a']);
  });

  it('trusts nothing as old as a failure that is not remembered by its key', () => {
    const { owed, clock } = startOwed();
    for (let at = 0; at < 10_000; at++) owed.failed(`/${at}`, owed.next());
    expect(owed.distrusts(0)).toBe(false);
    clock.nowUs = 2000;
    owed.failed('/last', owed.next());
    expect(owed.has('/last')).toBe(false);
    expect([owed.distrusts(2000), owed.distrusts(2001)]).toEqual([true, false]);
  });
});
