import { readdirSync, readFileSync } from 'node:fs';
import { type Contention, contentionBetween, type MachineTimes } from './contention.ts';

/**
 * Starts watching what others on this machine take of it while the given process and all below it do their work; the returned
 * function tells it. Where there is no `/proc` as Linux has it, it knows nothing.
 */
export function probeContention(pid: number): () => Contention {
  const before = readMachine(pid);
  return () => contentionBetween(before, readMachine(pid));
}

function readMachine(pid: number): MachineTimes {
  return {
    atUs: performance.now() * 1e3,
    stat: textOf('/proc/stat'),
    pressure: textOf('/proc/pressure/cpu'),
    processes: processIds().flatMap((id) => textOf(`/proc/${id}/stat`) ?? []),
    ancestor: pid,
  };
}

function processIds(): string[] {
  try {
    return readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  } catch {
    return [];
  }
}

/** Undefined where there is no such file: the system has none, or the process has ended. */
function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
