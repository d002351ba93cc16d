import { readdirSync, readFileSync } from 'node:fs';

/**
 * Starts watching how long the threads of a process are ready to run and have no core: the second field of
 * `/proc/<pid>/task/<tid>/schedstat`, in nanoseconds (Linux, Documentation/scheduler/sched-stats). The returned function tells
 * it in µs, all threads together; undefined where the system does not. A thread that has ended by then does not count.
 */
export function probeRunQueue(pid: number): () => number | undefined {
  const atStart = waitsOf(pid);
  return () => {
    const now = waitsOf(pid);
    if (atStart === undefined || now === undefined) return undefined;
    const waitedNs = [...now].reduce((sum, [thread, ns]) => sum + ns - (atStart.get(thread) ?? 0), 0);
    return Math.round(Math.max(0, waitedNs) / 1e3);
  };
}

/** Nanoseconds so far, by thread. */
function waitsOf(pid: number): Map<string, number> | undefined {
  try {
    const threads = readdirSync(`/proc/${pid}/task`);
    return new Map(threads.flatMap((thread) => waitOf(`/proc/${pid}/task/${thread}/schedstat`, thread)));
  } catch {
    return undefined;
  }
}

function waitOf(path: string, thread: string): [string, number][] {
  try {
    const ns = Number(readFileSync(path, 'utf8').split(' ')[1]);
    return Number.isFinite(ns) ? [[thread, ns]] : [];
  } catch {
    // It ended while the others were read.
    return [];
  }
}
