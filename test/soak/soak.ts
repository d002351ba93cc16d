import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { GatewayConfig } from '../../src/gateway/messages.ts';
import { exitCodes } from '../../src/support/exit-codes.ts';
import { aGateway } from '../support/a-gateway.ts';
import { startClosedLoop } from '../support/closed-loop.ts';
import { startProgrammableOrigin } from '../support/programmable-origin.ts';
import { redisMissing, startRedisServer } from '../support/redis-server.ts';
import { answerChurn, bodyOf, complaintOf, requestOf } from './churn.ts';
import { type GatewayChild, startGatewayChild } from './gateway-child.ts';
import { judgeMemory } from './memory.ts';

const usage = `npm run soak -- [--minutes N]

Asks gateways in every mode without end (10 minutes unless told otherwise, after a warm-up) while Redis is killed again and again and
clients hang up, and checks that each body belongs to its key, that nothing fails that need not, and that memory stays
flat. Exit code 4: something did not hold.
`;

type Mode = GatewayConfig['mode'];

const modes: readonly Mode[] =
  redisMissing === undefined ? ['stateless', 'memory', 'redis', 'tiered'] : ['stateless', 'memory'];
const storeBytes = 8 * 2 ** 20;
/** Of each gateway, before anything is measured: the stores are full then, and the code is compiled. */
const warmUpAnswers = 50_000;
/** Of a gateway's memory. */
const samples = 200;
const redisLivesMs = 20_000;

/** What is known of one gateway. */
interface Soaked {
  readonly mode: Mode;
  readonly gateway: GatewayChild;
  readonly residentBytes: number[];
  readonly complaints: string[];
  answers: number;
  hits: number;
}

async function main(minutes: number): Promise<boolean> {
  const origin = await startProgrammableOrigin(answerChurn, { remembers: false });
  const redis = redisMissing === undefined ? await startRedisServer() : undefined;
  const soaked = await Promise.all(modes.map((mode) => start(mode, origin.url, redis?.url)));
  try {
    const loops = soaked.map(soak);
    while (soaked.some(({ answers }) => answers < warmUpAnswers)) await sleep(100);
    const untilMs = Date.now() + minutes * 60e3;
    const goesOn = (): boolean => Date.now() < untilMs;
    await Promise.all([
      ...soaked.map((one) => sampleMemory(one, goesOn, (minutes * 60e3) / samples)),
      ...soaked.map((one) => hangUpOn(one, goesOn)),
      (async () => {
        while (goesOn() && redis !== undefined) {
          await sleep(Math.min(redisLivesMs, (minutes * 60e3) / 3));
          await redis.kill();
          await sleep(500);
          await redis.restart();
        }
      })(),
    ]);
    await Promise.all(loops.map((loop) => loop.stop()));
  } finally {
    for (const { gateway } of soaked) gateway.stop();
    await Promise.all([redis?.close(), origin.close()]);
  }
  return soaked.map(tell).every((holds) => holds);
}

async function start(mode: Mode, origin: string, redisUrl: string | undefined): Promise<Soaked> {
  const gateway = await startGatewayChild(
    aGateway(origin, {
      mode,
      cache: { maxSizeBytes: storeBytes },
      ...(redisUrl === undefined
        ? {}
        : { redis: { url: redisUrl, keyPrefix: `${mode}:`, deadlineUs: 50_000 } }),
    }),
  );
  return { mode, gateway, residentBytes: [], complaints: [], answers: 0, hits: 0 };
}

function soak(one: Soaked) {
  return startClosedLoop(one.gateway.origin, {
    clients: 8,
    thinkMs: 0,
    ask: requestOf,
    body: bodyOf,
    record: (record) => {
      one.answers += 1;
      if (record.cacheStatus.includes('; hit')) one.hits += 1;
      const complaint = complaintOf(record);
      if (complaint !== undefined) one.complaints.push(complaint);
    },
  });
}

async function sampleMemory({ gateway, residentBytes }: Soaked, goesOn: () => boolean, everyMs: number) {
  while (goesOn()) {
    await sleep(everyMs);
    residentBytes.push((await gateway.report()).resources.rssBytes);
  }
}

/** Clients that do not wait for their answers. */
async function hangUpOn({ gateway }: Soaked, goesOn: () => boolean) {
  const port = Number(new URL(gateway.origin).port);
  for (let number = 0; goesOn(); number++) {
    const socket = connect(port, '127.0.0.1').on('error', () => {});
    socket.write(`GET ${requestOf(number).path} HTTP/1.1\r\nHost: a\r\n\r\n`);
    await sleep(number % 7);
    socket.destroy();
    await sleep(20);
  }
}

/** Prints one line, and the first complaints. Whether all held. */
function tell({ mode, answers, hits, complaints, residentBytes }: Soaked): boolean {
  const { beginBytes, endBytes, isFlat } = judgeMemory(residentBytes);
  const mib = (bytes: number): string => `${Math.round(bytes / 2 ** 20)} MiB`;
  const memory = `${mib(beginBytes)} → ${mib(endBytes)}, ${isFlat ? 'flat' : 'NOT FLAT'}`;
  const share = `${Math.round((100 * hits) / answers)} % hits`;
  process.stdout.write(
    `${mode.padEnd(10)} ${answers} answers checked, ${share}, ${complaints.length} wrong; memory ${memory}\n`,
  );
  for (const complaint of complaints.slice(0, 10)) process.stdout.write(`  ${complaint}\n`);
  return isFlat && complaints.length === 0;
}

const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '10' }, help: { type: 'boolean' } },
});
const minutes = Number(values.minutes);
if (values.help) process.stdout.write(usage);
else if (!(minutes > 0)) {
  process.stderr.write(usage);
  process.exitCode = exitCodes.usage;
} else process.exitCode = (await main(minutes)) ? exitCodes.done : exitCodes.threshold;
