import type { Client, Head } from 'autocannon';
import { describe, expect, it, vi } from 'vitest';
import { readResponses } from '../../src/load/read-responses.ts';

/** A client of which only the parser is there, and what was told of the answers that it read. */
function aReader({ isHeadRequest = false } = {}) {
  const takeHead = vi.fn<(head: Head) => void>();
  const takeEnd = vi.fn<() => void>();
  const parser = {} as Client['parser'];
  readResponses({ parser } as Client, { isHeadRequest: () => isHeadRequest, takeHead, takeEnd });
  const respond = (statusCode: number) => {
    const head: Head = { statusCode, versionMinor: 1, headers: [], shouldKeepAlive: true };
    const hasNoBody = parser[2](head);
    parser[4]();
    return hasNoBody;
  };
  return { respond, takeHead, takeEnd };
}

describe('readResponses', () => {
  it('tells of answers', () => {
    const { respond, takeHead, takeEnd } = aReader();
    expect(respond(200)).toBe(false);
    expect(takeHead).toHaveBeenCalledOnce();
    expect(takeEnd).toHaveBeenCalledOnce();
  });

  it.each([204, 304])('knows that %d has no body', (status) => {
    expect(aReader().respond(status)).toBe(true);
  });

  it('knows that the answer to a HEAD has no body', () => {
    expect(aReader({ isHeadRequest: true }).respond(200)).toBe(true);
  });

  it('takes an interim response for no answer, and the answer behind it for one', () => {
    const { respond, takeHead, takeEnd } = aReader();
    expect(respond(103)).toBe(true);
    expect(respond(100)).toBe(true);
    expect(takeHead).not.toHaveBeenCalled();
    expect(takeEnd).not.toHaveBeenCalled();
    respond(200);
    expect(takeHead).toHaveBeenCalledOnce();
    expect(takeEnd).toHaveBeenCalledOnce();
  });
});
