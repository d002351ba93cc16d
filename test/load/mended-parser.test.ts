import type { Client, Head } from 'autocannon';
import { describe, expect, it, vi } from 'vitest';
import { mendParser } from '../../src/load/mended-parser.ts';

/** A client of which only the reading of responses is there, with `waiting` requests that wait for answers. */
function aMendedClient({ waiting = 1, isHeadRequest = false } = {}) {
  const takeHead = vi.fn<(head: Head) => undefined>();
  const takeEnd = vi.fn<() => void>();
  const addBody = vi.fn<(data: Buffer) => void>();
  const parser = { 2: takeHead, 4: takeEnd } as unknown as Client['parser'];
  const pipelinedRequests = { size: () => waiting, addBody };
  mendParser({ parser, pipelinedRequests } as unknown as Client, () => isHeadRequest);
  const respond = (statusCode: number) => {
    const head: Head = { statusCode, versionMinor: 1, headers: [], shouldKeepAlive: true };
    const hasNoBody = parser[2](head);
    parser[4]();
    return hasNoBody;
  };
  return { respond, takeHead, takeEnd, addBody, pipelinedRequests };
}

describe('mendParser', () => {
  it('passes answers on', () => {
    const { respond, takeHead, takeEnd } = aMendedClient();
    expect(respond(200)).toBe(false);
    expect(takeHead).toHaveBeenCalledOnce();
    expect(takeEnd).toHaveBeenCalledOnce();
  });

  it.each([204, 304])('knows that %d has no body', (status) => {
    expect(aMendedClient().respond(status)).toBe(true);
  });

  it('knows that the answer to a HEAD has no body', () => {
    expect(aMendedClient({ isHeadRequest: true }).respond(200)).toBe(true);
  });

  it('takes an interim response for no answer, and the answer behind it for one', () => {
    const { respond, takeEnd } = aMendedClient();
    expect(respond(103)).toBe(true);
    expect(respond(100)).toBe(true);
    expect(takeEnd).not.toHaveBeenCalled();
    respond(200);
    expect(takeEnd).toHaveBeenCalledOnce();
  });

  it('passes over a response that nobody asked for', () => {
    const { respond, takeEnd } = aMendedClient({ waiting: 0 });
    respond(200);
    expect(takeEnd).not.toHaveBeenCalled();
  });

  it('keeps no bodies', () => {
    const { addBody, pipelinedRequests } = aMendedClient();
    pipelinedRequests.addBody(Buffer.from('much'));
    expect(addBody).not.toHaveBeenCalled();
  });
});
