import { type PolicyName, policies } from '../../../src/simulate/eviction/policies.ts';
import { UsageError } from '../../../src/support/errors.ts';
import { type ExitCode, exitCodes } from '../../../src/support/exit-codes.ts';
import { runScript } from '../../support/run-script.ts';
import { readFlags, wholeFlag } from '../flags.ts';
import { type Row, toRow } from '../row.ts';
import { tableOf } from '../table.ts';
import { predictedModes, predictInTurn } from './predicting.ts';
import { type Cache, type Replayed, replayOnce } from './replaying.ts';
import { wholePathRows } from './whole-path.ts';

const requests = 10_000_000;
const peer = 'the package lru-cache';

const usage = `npm run bench:simulate -- [options]

Replays 10 M requests, Zipf 1.0 over 1 M keys, through each simulated cache of 100,000 entries and through lru-cache,
in turn, each time in a process of its own; simulates whole trials of 10 M keys on one gateway and on 64; and predicts, by
closed forms, what caches come to that are asked for 10⁹ keys.
Prints medians and ranges. Exit code 0: every target was reached; 4: one was missed.

  --rounds N      replays of each (5)
  --only NAME     ${Object.keys(policies).join(', ')};
                  may be given several times (all)
`;

/** Millions of requests a second. */
const targets: Partial<Record<PolicyName, number>> = { fifo: 60, sieve: 30, lru: 20 };
const targetOfOthers = 3;
/** What those with a target of their own are to be faster by than the package, which a workbench would else simulate with. */
const targetRatio = 4;
/** Of a prediction, in ms. */
const targetOfPrediction = 50;

async function main(args: readonly string[]): Promise<ExitCode> {
  const flags = readFlags(args, { seconds: 0 });
  if (flags.help) {
    process.stdout.write(usage);
    return exitCodes.done;
  }
  const names = flags.only?.map(nameOf) ?? (Object.keys(policies) as PolicyName[]);
  const replays = await replayInTurn([peer, ...names], wholeFlag('--rounds', flags.rounds));
  const speeds = names.map((name) => speedRow(name, replays));
  const ratios = names.filter((name) => targets[name] !== undefined).map((name) => ratioRow(name, replays));
  process.stdout.write(`${tableOf('replaying', [...speeds, speedRow(peer, replays)])}\n`);
  process.stdout.write(`${tableOf('beside the package lru-cache', ratios)}\n`);
  const wholePath = await wholePathRows(wholeFlag('--rounds', flags.rounds), requests);
  process.stdout.write(`${tableOf('the whole path, memory, open loop', wholePath)}\n`);
  const predictions = predictedModes.map((mode) => predictionRow(mode, wholeFlag('--rounds', flags.rounds)));
  process.stdout.write(`${tableOf('closed forms', predictions)}\n`);
  const isShort = [...speeds, ...ratios, ...wholePath, ...predictions].some(
    ({ verdict }) => verdict === 'short',
  );
  return isShort ? exitCodes.threshold : exitCodes.done;
}

function nameOf(text: string): PolicyName {
  if (Object.hasOwn(policies, text)) return text as PolicyName;
  throw new UsageError(`--only knows ${Object.keys(policies).join(', ')}; saw "${text}".`);
}

/** One replay of each in every round, so that what else the machine does strikes all alike. */
async function replayInTurn(caches: readonly Cache[], rounds: number): Promise<Map<Cache, Replayed[]>> {
  const replays = new Map<Cache, Replayed[]>(caches.map((cache) => [cache, []]));
  for (let round = 0; round < rounds; round++) {
    for (const [cache, replayed] of replays) {
      process.stderr.write(`… round ${round + 1} of ${rounds}: ${cache}\n`);
      replayed.push(await replayOnce(cache, requests));
    }
  }
  return replays;
}

function speedRow(cache: Cache, replays: ReadonlyMap<Cache, readonly Replayed[]>): Row {
  const replayed = replays.get(cache) ?? [];
  return toRow({
    what: cache,
    unit: 'M requests/s',
    values: replayed.map(({ millionsPerSecond }) => millionsPerSecond),
    target: cache === peer ? undefined : { atLeast: targets[cache] ?? targetOfOthers },
    note: `misses ${replayed[0]?.missRatio.toFixed(4)}`,
  });
}

function ratioRow(name: PolicyName, replays: ReadonlyMap<Cache, readonly Replayed[]>): Row {
  const ofPeer = replays.get(peer) ?? [];
  return toRow({
    what: name,
    unit: '×',
    values: (replays.get(name) ?? []).map(
      ({ millionsPerSecond }, round) => millionsPerSecond / (ofPeer[round] as Replayed).millionsPerSecond,
    ),
    target: { atLeast: targetRatio },
  });
}

function predictionRow(mode: (typeof predictedModes)[number], rounds: number): Row {
  return toRow({
    what: `closed forms for 10⁹ keys, ${mode}`,
    unit: 'ms',
    values: predictInTurn(mode, rounds),
    target: { atMost: targetOfPrediction },
  });
}

await runScript(main);
