import { type Summary, summarise } from '../../src/stats/summary.ts';
import { type Row, type Target, toRow } from './row.ts';
import { cpuSeconds, type Server } from './server.ts';
import type { Stage } from './stage.ts';
import { drive, type Load, warmUpSeconds } from './wrk.ts';

/** A server that the gateway is measured against. */
export interface Rival {
  readonly name: string;
  /** Undefined where it is not installed. */
  readonly server: Server | undefined;
  /** What the gateway's throughput has to be in proportion to this one's. */
  readonly target?: Target;
}

export interface Effort {
  readonly rounds: number;
  /** Of each measurement. */
  readonly seconds: number;
  readonly progress: (text: string) => void;
}

interface Measurement extends Load {
  /** For each second that the server computed: free of what else ran on its core meanwhile. */
  readonly requestsPerCpuSecond: number;
}

/**
 * Measures the gateway and its rivals in turn, round by round, so that what the machine does meanwhile meets all alike;
 * each round begins with another one. A ratio is taken within a round, from two measurements seconds apart.
 */
export async function compare(
  stage: Stage,
  gateway: Server,
  rivals: readonly Rival[],
  { rounds, seconds, progress }: Effort,
): Promise<Row[]> {
  const present = [{ name: 'gateway', server: gateway }, ...rivals.filter(isInstalled)];
  const measured = new Map<string, Measurement[]>(present.map(({ name }) => [name, []]));
  for (const { name, server } of present) {
    progress(`warming up ${name}`);
    await drive(stage, server.origin, warmUpSeconds);
  }
  for (let round = 0; round < rounds; round++) {
    for (const { name, server } of rotated(present, round)) {
      progress(`round ${round + 1} of ${rounds}: ${name}`);
      measured.get(name)?.push(await measure(stage, server, seconds));
    }
  }
  const own = measured.get('gateway') ?? [];
  return [
    throughput('gateway', own),
    ...rivals.flatMap(({ name, target }) => {
      const others = measured.get(name) ?? [];
      return [throughput(name, others), ratio(`gateway ÷ ${name}`, target, { own, others })];
    }),
  ];
}

function isInstalled(rival: Rival): rival is Rival & { readonly server: Server } {
  return rival.server !== undefined;
}

function rotated<T>(items: readonly T[], by: number): T[] {
  const start = by % items.length;
  return [...items.slice(start), ...items.slice(0, start)];
}

async function measure(stage: Stage, { origin, pid }: Server, seconds: number): Promise<Measurement> {
  const before = cpuSeconds(pid);
  const load = await drive(stage, origin, seconds);
  return { ...load, requestsPerCpuSecond: load.requests / (cpuSeconds(pid) - before) };
}

function throughput(what: string, loads: readonly Measurement[]): Row {
  return toRow({
    what,
    unit: 'requests/s',
    values: loads.map(({ requestsPerSecond }) => requestsPerSecond),
    note:
      loads.length === 0
        ? 'not installed'
        : `${percent(loads, 'server')} busy, load ${percent(loads, 'load')}`,
  });
}

/** The median share of time that a core was busy. */
function percent(loads: readonly Measurement[], side: keyof Load['busyRatios']): string {
  const { median } = summarise(loads.map(({ busyRatios }) => busyRatios[side])) as Summary;
  return `${Math.round(median * 100)} %`;
}

interface Pair {
  readonly own: readonly Measurement[];
  readonly others: readonly Measurement[];
}

function ratio(what: string, target: Target | undefined, { own, others }: Pair): Row {
  const ratios = (figure: 'requestsPerSecond' | 'requestsPerCpuSecond') =>
    others.map((other, round) => (own[round] as Measurement)[figure] / other[figure]);
  const perCpu = summarise(ratios('requestsPerCpuSecond'));
  return toRow({
    what,
    unit: '×',
    values: ratios('requestsPerSecond'),
    target,
    note: perCpu === undefined ? '' : `${perCpu.median.toFixed(3)} per second of CPU`,
  });
}
