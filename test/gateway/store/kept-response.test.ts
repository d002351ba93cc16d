import { setFlagsFromString } from 'node:v8';
import { describe, expect, it } from 'vitest';
import { obeyOrigin } from '../../../src/gateway/http-cache/cache-policy.ts';
import { toStoredResponse } from '../../../src/gateway/http-cache/stored-response.ts';
import { withBody } from '../../../src/gateway/storable.ts';
import { keptResponse } from '../../../src/gateway/store/kept-response.ts';

/** Whether V8 keeps two objects under one hidden class. */
function shareHiddenClass(): (one: object, other: object) => boolean {
  setFlagsFromString('--allow-natives-syntax');
  const compare = new Function('one', 'other', 'return %HaveSameMap(one, other);');
  setFlagsFromString('--no-allow-natives-syntax');
  return compare as (one: object, other: object) => boolean;
}

function aStored() {
  const received = { status: 200, headers: ['cache-control', 'max-age=60'], requestedAtUs: 1e15 };
  const complete = { ...received, receivedAtUs: 1e15, body: new Uint8Array(0), origin: 'http://127.0.0.1:1' };
  return withBody(toStoredResponse(complete, obeyOrigin, 0), Buffer.from('body'));
}

describe('A response as stores keep it', () => {
  it('is the stored response, and which purges were known', () => {
    const stored = aStored();
    expect(keptResponse(stored, 3)).toEqual({ ...stored, purgesKnown: 3 });
  });

  it('shares one hidden class with all others, however each came to be', () => {
    const shared = shareHiddenClass();
    const kept = Array.from({ length: 100 }, () => keptResponse(aStored(), 0));
    // The first few may have been made before V8 knew the kinds of values.
    const last = kept.at(-1) as object;
    expect(kept.slice(50).every((other) => shared(other, last))).toBe(true);
  });
});
