import { readdirSync, readFileSync } from 'node:fs';

/** A server that runs, in a process of its own or several. */
export interface Server {
  /** As `http://127.0.0.1:40001`. */
  readonly origin: string;
  /** Of the process that was started; others that serve are its descendants. */
  readonly pid: number;
}

/** Linux counts processor time in hundredths of a second, whatever the kernel's own clock (proc(5), time(7)). */
const ticksPerSecond = 100;

/** What a process and its descendants have computed since they began, in seconds. */
export function cpuSeconds(pid: number): number {
  const processes = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(readTimes)
    .filter((times) => times !== undefined);
  const family = new Set([pid]);
  // A child's number is nearly always larger than its parent's, and one more pass finds whoever's is not.
  for (let pass = 0; pass < 2; pass++) {
    for (const { pid: own, parent } of processes) if (family.has(parent)) family.add(own);
  }
  return (
    processes.reduce((sum, { pid: own, ticks }) => sum + (family.has(own) ? ticks : 0), 0) / ticksPerSecond
  );
}

interface Times {
  readonly pid: number;
  readonly parent: number;
  readonly ticks: number;
}

/** Undefined where the process has ended in the meantime. */
function readTimes(pid: string): Times | undefined {
  try {
    // The name stands in brackets and may hold spaces, so counting begins behind it: fields 4, 14 and 15 of proc(5).
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')
      .map(Number);
    const [, parent = 0] = fields;
    return { pid: Number(pid), parent, ticks: (fields[11] ?? 0) + (fields[12] ?? 0) };
  } catch {
    return undefined;
  }
}
