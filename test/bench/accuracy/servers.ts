import { LatencyHistogram } from '../../../src/measure/histogram.ts';
import type { Stage } from '../stage.ts';
import { type Finding, find, type Observation } from './finding.ts';
import type { KnownDelay } from './known-delay.ts';
import type { Peer } from './peer.ts';
import {
  type Percentile,
  type Percentiles,
  percentileNames,
  percentilesOf,
  responseTimes,
  serviceTimes,
} from './percentiles.ts';
import type { RawDrive, RawDriven } from './processes/autocannon-process.ts';
import type { Drive, Driven } from './processes/generator-process.ts';
import { expectedResponses } from './stalled-responses.ts';
import { driveWithWrk } from './wrk-latency.ts';

export interface Players {
  readonly stage: Stage;
  readonly origin: string;
  readonly server: Peer;
  readonly gatebench: Peer;
  readonly autocannon: Peer;
}

export interface Effort {
  readonly rounds: number;
  /** Of each measurement. */
  readonly seconds: number;
  readonly progress: (text: string) => void;
}

const percentiles = Object.keys(percentileNames) as Percentile[];

/** What the issue promises: 0.3 ms and 2 % of the truth. */
const serviceAllowance = (truthUs: number) => 300 + 0.02 * truthUs;

/** Service times against what the server recorded itself. */
export async function measureService(
  players: Players,
  { name, delay, ratePerSecond }: { name: string; delay: KnownDelay; ratePerSecond: number },
  { rounds, seconds, progress }: Effort,
): Promise<Finding[]> {
  const observed: Record<Percentile, Observation[]> = { p50Us: [], p99Us: [], p999Us: [] };
  // As many as the mean delay keeps busy at that rate: then the tools that have no open loop make about the same load.
  const few = Math.max(1, Math.round((ratePerSecond * meanMs(delay)) / 1000));
  for (let round = 0; round < rounds; round++) {
    progress(`${name} at ${ratePerSecond}/s, round ${round + 1} of ${rounds}`);
    const arrivals = { process: 'poisson', ratePerSecond } as const;
    const own = await driven(players, delay, () =>
      players.gatebench<Driven>('drive', { ...to(players, 128, seconds), arrivals } satisfies Drive),
    );
    const raw = await rivals(players, delay, to(players, few, seconds));
    for (const each of percentiles) {
      observed[each].push({
        truthUs: own.truth[each],
        gatebenchUs: serviceTimes(own.said)[each],
        ...raw(each),
      });
    }
  }
  return percentiles.map((each) =>
    find(`${name} at ${ratePerSecond}/s, ${percentileNames[each]}`, observed[each], serviceAllowance),
  );
}

const stall: KnownDelay = { kind: 'stall', ms: 5, fromMs: 2000, forMs: 500 };
const stalledLoad = { ratePerSecond: 200, connections: 20 };

/** What the issue promises: 5 % of what can be computed. */
const responseAllowance = (truthUs: number) => 0.05 * truthUs;

/** Response times of a server that stalls, against what they must be. */
export async function measureStall(
  players: Players,
  { rounds, seconds, progress }: Effort,
): Promise<Finding[]> {
  const expected = expectedResponses(stall, { ...stalledLoad, seconds });
  const observed: Record<Percentile, Observation[]> = { p50Us: [], p99Us: [], p999Us: [] };
  for (let round = 0; round < rounds; round++) {
    progress(`a stall, round ${round + 1} of ${rounds}`);
    const { ratePerSecond, connections } = stalledLoad;
    const arrivals = { process: 'paced', ratePerSecond } as const;
    const own = await driven(players, stall, () =>
      players.gatebench<Driven>('drive', { ...to(players, connections, seconds), arrivals } satisfies Drive),
    );
    const raw = await rivals(players, stall, to(players, 1, seconds));
    for (const each of percentiles) {
      observed[each].push({
        truthUs: expected[each],
        gatebenchUs: responseTimes(own.said)[each],
        ...raw(each),
      });
    }
  }
  // The median is not of the stall, and its target is that of service times.
  return percentiles.map((each) =>
    find(
      `5 ms with a stall of 500 ms, response ${percentileNames[each]}`,
      observed[each],
      each === 'p50Us' ? serviceAllowance : responseAllowance,
    ),
  );
}

const to = ({ origin }: Players, connections: number, seconds: number): RawDrive => ({
  origin,
  connections,
  seconds,
});

async function driven<Said>(
  { server }: Players,
  delay: KnownDelay,
  drive: () => Promise<Said>,
): Promise<{ readonly said: Said; readonly truth: Percentiles }> {
  await server('behave', delay);
  const said = await drive();
  return { said, truth: percentilesOf(LatencyHistogram.decode(await server<string>('truth'))) };
}

/** The other tools, as they are meant to be used. */
async function rivals(players: Players, delay: KnownDelay, drive: RawDrive) {
  const raw = await driven(players, delay, () => players.autocannon<RawDriven>('drive', drive));
  const wrk = await driven(players, delay, () => driveWithWrk(players.stage, drive));
  const inUs: Percentiles = {
    p50Us: raw.said.p50Ms * 1000,
    p99Us: raw.said.p99Ms * 1000,
    p999Us: raw.said.p999Ms * 1000,
  };
  return (each: Percentile) => ({ autocannonUs: inUs[each], wrkUs: wrk.said[each] });
}

function meanMs(delay: KnownDelay): number {
  if (delay.kind === 'none') return 0;
  if (delay.kind !== 'bimodal') return delay.ms;
  return delay.fastMs + (delay.slowMs - delay.fastMs) / delay.every;
}
