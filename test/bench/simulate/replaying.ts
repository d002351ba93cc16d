import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { PolicyName } from '../../../src/simulate/eviction/policies.ts';

/** A simulated policy, or the real thing to compare its speed with. */
export type Cache = PolicyName | 'the package lru-cache';

export interface Replayed {
  /** Requests. */
  readonly millionsPerSecond: number;
  /** From an empty cache. */
  readonly missRatio: number;
}

/** Replays the stream in a process of its own (replay-process.ts), so that no policy's code is compiled for two. */
export async function replayOnce(cache: Cache, requests: number): Promise<Replayed> {
  const script = fileURLToPath(new URL('./replay-process.js', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [script, cache, String(requests)]);
  return JSON.parse(stdout);
}
