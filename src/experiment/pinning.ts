import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { EnvironmentError } from '../support/errors.ts';
import { findExecutable } from './find-executable.ts';

/** Which core belongs to whom, by the numbers that Linux gives them: gateways have theirs to themselves. */
export interface Pinning {
  readonly gateway: readonly number[];
  /** Of the load, the backends, Redis and the run itself. */
  readonly others: readonly number[];
}

export type CoresToPin =
  | { readonly cores: readonly number[] }
  /** Why processes cannot be pinned here, as a sentence. */
  | { readonly reason: string };

/** The cores that this process may use, in order, where the system can pin processes to some of them. */
export async function coresToPin(searchPath: string | undefined): Promise<CoresToPin> {
  if ((await findExecutable(['taskset'], searchPath)) === undefined) {
    return { reason: 'There is no taskset in the PATH (it is part of util-linux).' };
  }
  const cores = await allowedCores();
  if (cores.length < 2) return { reason: 'It takes at least two cores.' };
  try {
    await promisify(execFile)('taskset', ['-c', cores.join(','), 'true'], { timeout: 5000 });
    return { cores };
  } catch (error) {
    const [why = ''] = (error as Error).message.trim().split('\n').slice(-1);
    return { reason: `The system does not let processes be pinned: ${why}.` };
  }
}

/**
 * Each gateway node gets a core of its own, from the last one down, as long as at least half of all are left for the rest. So
 * who makes the load never has less room in one trial of a run than in another: `nodes` is the largest number of any strategy.
 */
export function shareCores(cores: readonly number[], nodes: number): Pinning {
  const forGateways = Math.min(nodes, Math.floor(cores.length / 2));
  const first = cores.length - forGateways;
  return { gateway: cores.slice(first), others: cores.slice(0, first) };
}

/** The cores of the n-th node (from 0): one of its own, or all together where there are too few for that. */
export function coresOfNode({ gateway }: Pinning, node: number, nodes: number): readonly number[] {
  return nodes > gateway.length ? gateway : gateway.slice(node, node + 1);
}

/**
 * Keeps this process, and with it every process that it starts from now on, on the given cores, until the returned function
 * is called.
 *
 * @throws EnvironmentError where the system does not let it
 */
export async function pinThisProcess(cores: readonly number[]): Promise<() => Promise<void>> {
  const before = await allowedCores();
  await moveThisProcess(cores).catch((cause: Error) => {
    throw new EnvironmentError(`This process cannot be pinned to its cores: ${cause.message.trim()}.`, {
      hint: 'Measure without: --no-pin.',
      cause,
    });
  });
  // By then all is measured: where it stays is of no weight any more.
  return () => moveThisProcess(before).catch(() => {});
}

/** All its threads: those that Node already has would otherwise stay where they are. */
async function moveThisProcess(cores: readonly number[]): Promise<void> {
  await promisify(execFile)('taskset', ['-a', '-c', '-p', cores.join(','), String(process.pid)]);
}

/** As the system tells it (proc_pid_status(5)); none where it does not. */
async function allowedCores(): Promise<number[]> {
  const status = await readFile('/proc/self/status', 'utf8').catch(() => '');
  return parseCoreList(/^Cpus_allowed_list:\s*(\S+)$/m.exec(status)?.[1] ?? '');
}

/** `0-3,8` is 0, 1, 2, 3 and 8. */
export function parseCoreList(text: string): number[] {
  return text.split(',').flatMap((range) => {
    const [, first, last] = /^(\d+)(?:-(\d+))?$/.exec(range) ?? [];
    if (first === undefined) return [];
    const length = Number(last ?? first) - Number(first) + 1;
    return Array.from({ length }, (_, index) => Number(first) + index);
  });
}
