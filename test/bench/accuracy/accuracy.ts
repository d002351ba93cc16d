import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { describeEnvironment } from '../../../src/experiment/environment.ts';
import { UsageError } from '../../../src/support/errors.ts';
import { type ExitCode, exitCodes } from '../../../src/support/exit-codes.ts';
import { runScript } from '../../support/run-script.ts';
import { pinThisProcess, requireTwoCores } from '../cores.ts';
import { readFlags, wholeFlag } from '../flags.ts';
import { Stage } from '../stage.ts';
import { tableOf } from '../table.ts';
import { wrkProgram } from '../wrk.ts';
import { measureCeiling } from './ceiling.ts';
import { findingTable } from './finding-table.ts';
import type { KnownDelay } from './known-delay.ts';
import { openPeer } from './peer.ts';
import { type Effort, measureService, measureStall, type Players } from './servers.ts';

const usage = `npm run bench:accuracy -- [options]

Drives servers whose delays are known, on a core of their own, and prints what the load generator says of them beside
the truth, raw autocannon and wrk; then how fast each of these can go. Exit code 0: every figure is as near to the truth
as promised; 4: one is not; 3: wrk, taskset or a second core is missing.

  --rounds N      measurements of each kind (5)
  --seconds N     of each measurement, at least 4 (10)
  --only NAME     service, stall, ceiling; may be given several times (all)
  --out FILE      where the JSON goes (reports/bench/accuracy-<time>.json)
`;

const bimodal: KnownDelay = { kind: 'bimodal', fastMs: 2, slowMs: 20, every: 10 };
const services: readonly {
  readonly name: string;
  readonly delay: KnownDelay;
  readonly ratePerSecond: number;
}[] = [
  { name: '5 ms', delay: { kind: 'constant', ms: 5 }, ratePerSecond: 500 },
  { name: '5 ms', delay: { kind: 'constant', ms: 5 }, ratePerSecond: 2000 },
  { name: '2 or 20 ms', delay: bimodal, ratePerSecond: 500 },
  { name: '2 or 20 ms', delay: bimodal, ratePerSecond: 2000 },
];

async function main(args: readonly string[]): Promise<ExitCode> {
  const { rounds, seconds, only, out, help } = optionsOf(args);
  if (help) {
    process.stdout.write(usage);
    return exitCodes.done;
  }
  requireTwoCores();
  await wrkProgram();
  pinThisProcess();
  const stage = new Stage();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => stage.clear().then(() => process.exit(exitCodes.interrupted)));
  }
  const effort = { rounds, seconds, progress: (text: string) => process.stderr.write(`… ${text}\n`) };
  const measured = await measure(stage, only, effort).finally(() => stage.clear());
  const time = new Date().toISOString();
  const file = out ?? `reports/bench/accuracy-${time.slice(0, 19).replaceAll(':', '-')}.json`;
  mkdirSync(dirname(file), { recursive: true });
  const environment = describeEnvironment(undefined);
  writeFileSync(file, `${JSON.stringify({ time, environment, rounds, seconds, ...measured }, null, 2)}\n`);
  process.stdout.write(`Written to ${file}\n`);
  const isShort = Object.values(measured)
    .flat()
    .some(({ verdict }) => verdict === 'short');
  return isShort ? exitCodes.threshold : exitCodes.done;
}

async function measure(stage: Stage, only: readonly Part[], effort: Effort) {
  const server = openPeer(stage, 'known-server', 'server');
  const players: Players = {
    stage,
    server,
    origin: (await server<{ origin: string }>('start')).origin,
    gatebench: openPeer(stage, 'generator', 'load'),
    autocannon: openPeer(stage, 'autocannon', 'load'),
  };
  const service = [];
  if (only.includes('service')) {
    for (const each of services) service.push(...(await measureService(players, each, effort)));
    process.stdout.write(`${findingTable('service time', service)}\n`);
  }
  const stall = only.includes('stall') ? await measureStall(players, effort) : [];
  if (stall.length > 0) process.stdout.write(`${findingTable('response time', stall)}\n`);
  const ceiling = only.includes('ceiling') ? await measureCeiling(players, effort) : [];
  if (ceiling.length > 0) process.stdout.write(`${tableOf('ceiling', ceiling)}\n`);
  return { service, stall, ceiling };
}

const parts = ['service', 'stall', 'ceiling'] as const;
type Part = (typeof parts)[number];

/** @throws UsageError */
function optionsOf(args: readonly string[]) {
  const values = readFlags(args, { seconds: 10 });
  return {
    rounds: wholeFlag('--rounds', values.rounds),
    // The stall begins after two seconds.
    seconds: wholeFlag('--seconds', values.seconds, 4),
    only: values.only?.map(partOf) ?? parts,
    out: values.out,
    help: values.help ?? false,
  };
}

function partOf(text: string): Part {
  const part = parts.find((name) => name === text);
  if (part !== undefined) return part;
  throw new UsageError(`--only knows ${parts.join(', ')}; saw "${text}".`);
}

await runScript(main);
