import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { layLink } from '../../src/network/link.ts';
import type { Endpoint, LinkConfig } from '../../src/network/messages.ts';
import { windowBytes } from '../../src/network/pipe.ts';
import { processClock } from '../../src/network/process-clock.ts';
import { Schedule } from '../../src/network/schedule.ts';

/** A server that lives as long as the test. */
async function listen(server: Server): Promise<Endpoint> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    socket.on('error', () => {});
    sockets.add(socket);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { host: '127.0.0.1', port: (server.address() as AddressInfo).port };
}

/** Says back what it hears, and ends when the other side has. */
const echo = () => createServer({ allowHalfOpen: true, noDelay: true }, (socket) => void socket.pipe(socket));

async function link(target: Endpoint, quality: Partial<LinkConfig> = {}) {
  const config = {
    name: 'test',
    delayUs: 0,
    jitterUs: 0,
    bytesPerSecond: undefined,
    seed: 1,
    targets: [target],
    ...quality,
  };
  const laid = await layLink(config, processClock, new Schedule(processClock));
  onTestFinished(() => laid.close());
  return { ...laid, entrance: laid.entrances[0] as Endpoint };
}

async function enter(entrance: Endpoint): Promise<Socket> {
  const socket = connect({ ...entrance, allowHalfOpen: true, noDelay: true });
  onTestFinished(() => void socket.destroy());
  await once(socket, 'connect');
  socket.on('error', () => {});
  return socket;
}

async function everything(socket: Socket): Promise<Buffer> {
  const pieces: Buffer[] = [];
  socket.on('data', (piece: Buffer) => pieces.push(piece));
  await once(socket, 'end');
  return Buffer.concat(pieces);
}

/** The code with which a connection fails, or `ended`. */
function fateOf(socket: Socket): Promise<string> {
  return new Promise((resolve) => {
    socket.on('error', ({ code }: NodeJS.ErrnoException) => resolve(code ?? 'unknown'));
    socket.on('end', () => resolve('ended'));
    socket.resume();
  });
}

async function roundTripUs(socket: Socket): Promise<number> {
  const sentAtUs = processClock.nowUs();
  socket.write('?');
  await once(socket, 'data');
  return processClock.nowUs() - sentAtUs;
}

describe('a link', () => {
  it('carries every byte in its order, on many connections at once, whatever its quality', async () => {
    const target = await listen(echo());
    const quality = fc.record({
      delayUs: fc.integer({ min: 0, max: 3000 }),
      jitterUs: fc.integer({ min: 0, max: 2000 }),
      bytesPerSecond: fc.option(fc.integer({ min: 2e6, max: 1e8 }), { nil: undefined }),
    });
    const said = fc.array(fc.array(fc.uint8Array({ maxLength: 3000 }), { maxLength: 6 }), {
      minLength: 1,
      maxLength: 12,
    });
    await fc.assert(
      fc.asyncProperty(quality, said, async (kind, conversations) => {
        const { entrance, close } = await link(target, kind);
        await Promise.all(
          conversations.map(async (pieces) => {
            const socket = await enter(entrance);
            const heard = everything(socket);
            for (const piece of pieces) {
              socket.write(piece);
              await new Promise(setImmediate);
            }
            socket.end();
            expect((await heard).equals(Buffer.concat(pieces))).toBe(true);
          }),
        );
        close();
      }),
      { numRuns: 25 },
    );
  });

  it('carries a large body unharmed, both ways', async () => {
    const target = await listen(echo());
    const { entrance } = await link(target, { delayUs: 1000, jitterUs: 500 });
    const body = Buffer.alloc(20 * 2 ** 20, 'The quick brown fox. ');
    const socket = await enter(entrance);
    const heard = everything(socket);
    socket.end(body);
    expect((await heard).equals(body)).toBe(true);
  });

  it('lets one side end while the other goes on', async () => {
    const answerLate = createServer({ allowHalfOpen: true }, (socket) => {
      socket.resume().on('end', () => setTimeout(() => socket.end('said at the end'), 20));
    });
    const { entrance } = await link(await listen(answerLate), { delayUs: 500 });
    const socket = await enter(entrance);
    socket.end('that is all');
    expect((await everything(socket)).toString()).toBe('said at the end');
  });

  it('makes a round trip longer by its delay, there and back', async () => {
    const { entrance } = await link(await listen(echo()), { delayUs: 7000 });
    const socket = await enter(entrance);
    for (let trip = 0; trip < 10; trip++) expect(await roundTripUs(socket)).toBeGreaterThan(13_900);
  });

  it('is right also below a millisecond', async () => {
    const { entrance } = await link(await listen(echo()), { delayUs: 400 });
    const socket = await enter(entrance);
    for (let trip = 0; trip < 50; trip++) expect(await roundTripUs(socket)).toBeGreaterThan(720);
  });

  it('shares its bandwidth among all its connections, in each direction', async () => {
    const { entrance } = await link(await listen(echo()), { bytesPerSecond: 2e6 });
    const startedAtUs = processClock.nowUs();
    await Promise.all(
      Array.from({ length: 4 }, async () => {
        const socket = await enter(entrance);
        const heard = everything(socket);
        socket.end(Buffer.alloc(100_000));
        expect(await heard).toHaveLength(100_000);
      }),
    );
    // 400 kB there; they come back meanwhile, but for the last piece.
    expect(processClock.nowUs() - startedAtUs).toBeGreaterThan(199_000);
  });

  it('stops reading when nobody takes what it carries', async () => {
    const deaf = createServer((socket) => void socket.pause());
    const { entrance } = await link(await listen(deaf));
    const socket = await enter(entrance);
    let takenBytes = 0;
    const piece = Buffer.alloc(2 ** 18);
    const say = (): void => {
      socket.write(piece, (error) => {
        if (error) return;
        takenBytes += piece.length;
        say();
      });
    };
    say();
    let before = -1;
    await vi.waitFor(
      () => {
        const isStill = takenBytes === before;
        before = takenBytes;
        expect(isStill).toBe(true);
      },
      { interval: 300, timeout: 10_000 },
    );
    // Its own window, and the buffers of the system on both sides of it.
    expect(takenBytes).toBeLessThan(windowBytes + 64 * 2 ** 20);
  });

  it('resets its connections while it is down, refuses new ones, and opens again on the same port', async () => {
    const { entrance, disturb } = await link(await listen(echo()), { delayUs: 200 });
    const socket = await enter(entrance);
    await roundTripUs(socket);
    const fate = fateOf(socket);
    await disturb({ isDown: true, extraDelayUs: 0 });
    expect(await fate).toBe('ECONNRESET');
    const refused = connect({ ...entrance });
    expect(await fateOf(refused)).toBe('ECONNREFUSED');
    await disturb({ isDown: false, extraDelayUs: 0 });
    expect(await roundTripUs(await enter(entrance))).toBeGreaterThan(0);
  });

  it('is slower by the extra delay, once a round trip, for as long as that is said', async () => {
    const { entrance, disturb } = await link(await listen(echo()));
    const socket = await enter(entrance);
    await disturb({ isDown: false, extraDelayUs: 40_000 });
    expect(await roundTripUs(socket)).toBeGreaterThan(39_900);
    await disturb({ isDown: false, extraDelayUs: 0 });
    const trips: number[] = [];
    for (let trip = 0; trip < 10; trip++) trips.push(await roundTripUs(socket));
    expect(Math.min(...trips)).toBeLessThan(40_000);
  });

  it('passes on that the target reset the connection, after all that it had said', async () => {
    const rude = createServer((socket) => {
      socket.on('error', () => {});
      socket.once('data', () => {
        socket.write('enough');
        setTimeout(() => socket.resetAndDestroy(), 20);
      });
    });
    const { entrance } = await link(await listen(rude), { delayUs: 3000 });
    const socket = await enter(entrance);
    const fate = fateOf(socket);
    socket.write('?');
    expect(await fate).toBe('ECONNRESET');
  });

  it('passes on that the client is gone', async () => {
    let fate: Promise<string> | undefined;
    const server = createServer((socket) => {
      fate = fateOf(socket);
    });
    const { entrance } = await link(await listen(server), { delayUs: 1000 });
    const socket = await enter(entrance);
    await vi.waitFor(() => expect(fate).toBeDefined());
    socket.resetAndDestroy();
    expect(await fate).toBe('ECONNRESET');
  });

  it('resets whoever comes while there is no target', async () => {
    const server = createServer();
    const target = await listen(server);
    server.close();
    await once(server, 'close');
    const { entrance } = await link(target);
    expect(await fateOf(connect({ ...entrance }))).toBe('ECONNRESET');
  });

  it('has an entrance for each of its targets', async () => {
    const answering = (text: string) => createServer((socket) => socket.end(text));
    const targets = [await listen(answering('one')), await listen(answering('two'))];
    const { entrances } = await link(targets[0] as Endpoint, { targets });
    const said = await Promise.all(
      entrances.map(async (entrance) => (await everything(await enter(entrance))).toString()),
    );
    expect(said).toEqual(['one', 'two']);
  });
});
