/**
 * Microseconds of the monotonic clock that all processes of this machine share, since an unknown moment. Node reads
 * CLOCK_MONOTONIC on Linux, the Mach clock on macOS and the performance counter on Windows; none of them begins anew
 * with a process.
 */
export function machineNowUs(): number {
  return Number(process.hrtime.bigint()) / 1e3;
}

/**
 * What to add to a time of this process's `performance.now()`, in µs, to have it on the machine's clock. Never too
 * much, and by the best of several tries too little by less than a microsecond, however the process is interrupted.
 */
export function machineOffsetUs(): number {
  const tries = Array.from({ length: 20 }, () => machineNowUs() - performance.now() * 1e3);
  return Math.max(...tries);
}
