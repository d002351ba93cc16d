import type { ServerResponse } from 'node:http';
import { PassThrough } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InFlightRoom } from '../../../src/gateway/flight/in-flight-room.ts';
import { SharedBody } from '../../../src/gateway/flight/shared-body.ts';

/** A client that reads when the test says so; `read` gives what has been sent to it since. */
function aClient(highWaterMark = 1e6) {
  const stream = new PassThrough({ highWaterMark });
  return {
    response: stream as unknown as ServerResponse,
    stream,
    read: () => ((stream.read() as Buffer | null) ?? '').toString(),
  };
}

function aBody(limitBytes: number, roomBytes = 1e6) {
  const room = new InFlightRoom(roomBytes);
  const told = { resumed: 0 };
  const body = new SharedBody({
    keeps: { limitBytes, room },
    resume: () => {
      told.resumed += 1;
    },
  });
  return { body, room, told };
}

describe('SharedBody', () => {
  it('gives every client the same bytes, whenever each joins and however they are cut', () => {
    const pieces = fc.array(fc.string({ minLength: 1, maxLength: 20 }), { maxLength: 20 });
    const property = fc.property(pieces, fc.array(fc.nat(20), { maxLength: 5 }), (texts, joins) => {
      const { body } = aBody(1e6);
      const clients = joins.map((at) => ({ at: Math.min(at, texts.length), client: aClient() }));
      for (let at = 0; at <= texts.length; at++) {
        for (const { client } of clients.filter((joining) => joining.at === at)) body.sendTo(client.response);
        if (at < texts.length) body.add(Buffer.from(texts[at] as string));
      }
      body.complete();
      expect(body.whole()?.toString()).toBe(texts.join(''));
      for (const { client } of clients) expect(client.read()).toBe(texts.join(''));
    });
    fc.assert(property);
  });

  it('does not let a client that reads nothing hold up another, while it is kept whole', () => {
    const { body } = aBody(1e6);
    const [slow, quick] = [aClient(1), aClient()];
    body.sendTo(slow.response);
    body.sendTo(quick.response);
    expect(body.add(Buffer.from('first '))).toBe(true);
    expect(body.add(Buffer.from('second'))).toBe(true);
    body.complete();
    expect(quick.read()).toBe('first second');
    expect(body.whole()?.toString()).toBe('first second');
  });

  it('pauses its source for the slowest once it is too large to keep', () => {
    const { body, told } = aBody(10);
    const slow = aClient(1);
    body.sendTo(slow.response);
    body.add(Buffer.from('123456'));
    expect(body.isWhole).toBe(true);
    expect(body.add(Buffer.from('789012'))).toBe(false);
    expect(body.isWhole).toBe(false);
    expect(body.whole()).toBeUndefined();
    expect(told.resumed).toBe(0);
    slow.stream.resume();
    return expect.poll(() => told.resumed).toBeGreaterThan(0);
  });

  it('goes on for the others when the client that held it up is gone', async () => {
    const { body, told } = aBody(0);
    const [slow, quick] = [aClient(1), aClient()];
    body.sendTo(slow.response);
    body.sendTo(quick.response);
    expect(body.add(Buffer.from('1234'))).toBe(false);
    slow.stream.destroy();
    await expect.poll(() => told.resumed).toBe(1);
    expect(body.add(Buffer.from('5678'))).toBe(true);
    expect(quick.read()).toBe('12345678');
  });

  it('keeps nothing where the room for all answers under way is taken, and gives back what it took', () => {
    const { body, room } = aBody(1e6, 10);
    expect(room.take(6)).toBe(true);
    const client = aClient();
    body.sendTo(client.response);
    body.add(Buffer.from('123'));
    body.add(Buffer.from('456'));
    body.complete();
    expect(body.whole()).toBeUndefined();
    expect(client.read()).toBe('123456');
    body.release();
    expect(room.take(4)).toBe(true);
    expect(room.take(1)).toBe(false);
  });

  it('hangs up on those who read when it breaks off', () => {
    const { body, room } = aBody(1e6, 3);
    const client = aClient();
    body.sendTo(client.response);
    body.add(Buffer.from('123'));
    body.breakOff();
    expect(client.stream.destroyed).toBe(true);
    expect(room.take(3)).toBe(true);
  });
});
