import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** So much may have been read and passed on before its buffers are collected. */
const mostGarbageBytes = 4 * 2 ** 20;

/** The garbage of smaller pieces is no more than what comes with them anyway and has V8 collect both. */
const leastCountedBytes = 4 * 2 ** 10;

type Collect = (options: { readonly type: 'minor' }) => void;

let collect: Collect | undefined;
let passedBytes = 0;

/**
 * Tells that bytes from an origin have been passed on. Node reads a socket into buffers of 64 KiB that are garbage soon
 * after. V8 would collect them once there are 32 MiB of them, a bound of its own that no setting changes, because a body
 * that streams makes hardly any other garbage. So it is told to collect what is young, which takes a fraction of a
 * millisecond.
 */
export function countPassed(bytes: number): void {
  if (bytes < leastCountedBytes) return;
  passedBytes += bytes;
  if (passedBytes < mostGarbageBytes) return;
  passedBytes = 0;
  collect ??= exposeCollector();
  collect({ type: 'minor' });
}

/** V8 puts its collector into contexts that are made while the flag is set. */
function exposeCollector(): Collect {
  setFlagsFromString('--expose-gc');
  const exposed: Collect = runInNewContext('gc');
  setFlagsFromString('--no-expose-gc');
  return exposed;
}
