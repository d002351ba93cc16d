import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism, platform } from 'node:os';
import { EnvironmentError } from '../../src/support/errors.ts';

/** Which core belongs to whom: what is measured has one to itself, and what it needs from others runs on another. */
export type Side = 'server' | 'load';

/** Numbers of cores as Linux counts them. */
const cores: Readonly<Record<Side, number>> = { server: 1, load: 0 };

/** @throws EnvironmentError where processes cannot be kept apart */
export function requireTwoCores(): void {
  if (platform() !== 'linux') {
    throw new EnvironmentError(`The bench pins processes to cores, which it can do on Linux only.`);
  }
  if (availableParallelism() < 2) {
    throw new EnvironmentError(
      'The bench needs two cores: one for the server that is measured, one for the load.',
    );
  }
}

/** The command that runs a program on one core and no other. */
export function pinned(side: Side, program: string, args: readonly string[]): [string, string[]] {
  return ['taskset', ['--cpu-list', String(cores[side]), program, ...args]];
}

/** The bench itself must not disturb the server either. @throws EnvironmentError where `taskset` is missing */
export function pinThisProcess(): void {
  const pin = spawnSync('taskset', ['--cpu-list', '--pid', String(cores.load), String(process.pid)]);
  if (pin.status !== 0) {
    throw new EnvironmentError('taskset not found, which pins processes to cores.', {
      hint: 'It is part of util-linux.',
    });
  }
}

/** What share of its time (0–1) each core was busy since `coreTimes` was called first. */
export function busyRatios(before: CoreTimes): Record<Side, number> {
  const after = coreTimes();
  const ratio = (side: Side): number => {
    const total = after[side].total - before[side].total;
    return total === 0 ? 0 : (after[side].busy - before[side].busy) / total;
  };
  return { server: ratio('server'), load: ratio('load') };
}

/** Clock ticks since the machine was started. */
export type CoreTimes = Readonly<Record<Side, { readonly busy: number; readonly total: number }>>;

export function coreTimes(): CoreTimes {
  const lines = readFileSync('/proc/stat', 'utf8').split('\n');
  const timesOf = (side: Side) => {
    const line = lines.find((text) => text.startsWith(`cpu${cores[side]} `)) ?? '';
    const [user = 0, nice = 0, system = 0, idle = 0, wait = 0, irq = 0, softIrq = 0] = line
      .split(' ')
      .slice(1)
      .map(Number);
    const busy = user + nice + system + irq + softIrq;
    return { busy, total: busy + idle + wait };
  };
  return { server: timesOf('server'), load: timesOf('load') };
}
