import { readFileSync, writeFileSync } from 'node:fs';

const mebibyte = 2 ** 20;

export interface ResidentMemory {
  readonly nowMib: number;
  /** The most since `forgetPeak`. */
  readonly peakMib: number;
}

/** As Linux counts it (proc(5), VmRSS and VmHWM). */
export function residentMemory(pid: number): ResidentMemory {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return { nowMib: mib(status, 'VmRSS'), peakMib: mib(status, 'VmHWM') };
}

/** Lets the peak begin anew at what is resident now. */
export function forgetPeak(pid: number): void {
  writeFileSync(`/proc/${pid}/clear_refs`, '5');
}

function mib(status: string, name: string): number {
  const kibibytes = Number(new RegExp(`^${name}:\\s*(\\d+) kB`, 'm').exec(status)?.[1]);
  return (kibibytes * 1024) / mebibyte;
}
