import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { loopback } from '../../../../src/experiment/loopback.ts';
import { AlarmClock } from '../../../../src/load/alarm-clock.ts';
import { LatencyHistogram } from '../../../../src/measure/histogram.ts';
import { serveParent } from '../../../../src/support/parent-link.ts';
import { answerDueMs, type KnownDelay } from '../known-delay.ts';

const body = 'x'.repeat(300);
const answer = Buffer.from(
  `HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nCache-Status: gatebench; hit\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
  'latin1',
);

interface Waiting {
  readonly socket: Socket;
  readonly arrivedMs: number;
  readonly dueMs: number;
}

/** In the order of their due times. New ones are mostly the last. */
const waiting: Waiting[] = [];
let delay: KnownDelay = { kind: 'none' };
let actual = new LatencyHistogram();
let sequence = 0;
let firstMs: number | undefined;
/** `never`: not set. */
const never = Number.POSITIVE_INFINITY;
let setForMs = never;

const clock = new AlarmClock(() => {
  setForMs = never;
  const nowMs = performance.now();
  while (waiting[0] !== undefined && waiting[0].dueMs <= nowMs) {
    const { socket, arrivedMs } = waiting.shift() as Waiting;
    socket.write(answer);
    actual.record((performance.now() - arrivedMs) * 1000);
  }
  setClock();
});

function setClock(): void {
  const dueMs = waiting[0]?.dueMs ?? never;
  if (dueMs >= setForMs) return;
  setForMs = dueMs;
  clock.set(dueMs);
}

function receive(socket: Socket): void {
  if (delay.kind === 'none') {
    socket.write(answer);
    return;
  }
  const arrivedMs = performance.now();
  firstMs ??= arrivedMs;
  const dueMs = firstMs + answerDueMs(delay, arrivedMs - firstMs, sequence);
  sequence += 1;
  let place = waiting.length;
  while (place > 0 && (waiting[place - 1] as Waiting).dueMs > dueMs) place -= 1;
  waiting.splice(place, 0, { socket, arrivedMs, dueMs });
  setClock();
}

/**
 * A server whose delays are known: it takes each piece that comes for a request, answers when the delay says, and records
 * how long it really took. It does little else, so that what its record does not show is short.
 */
serveParent({
  start: async () => {
    const server = createServer({ noDelay: true }, (socket) => {
      socket.on('data', () => receive(socket));
      socket.on('error', () => {});
    });
    await Promise.all([once(server.listen(0, loopback), 'listening'), clock.ready]);
    return { origin: `http://${loopback}:${(server.address() as AddressInfo).port}` };
  },
  /** Begins anew with another delay. */
  behave: async (wanted: KnownDelay) => {
    delay = wanted;
    actual = new LatencyHistogram();
    sequence = 0;
    firstMs = undefined;
  },
  truth: async () => actual.encode(),
});
