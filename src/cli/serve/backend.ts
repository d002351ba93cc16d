import { startBackend } from '../../backend/start-backend.ts';
import { UsageError } from '../../support/errors.ts';
import { machineNowUs } from '../../support/machine-clock.ts';
import { deriveSeed } from '../../support/random.ts';
import type { CliContext } from '../context.ts';
import { serveUntilSignal } from './until-signal.ts';

interface BackendOptions {
  readonly port: number;
  readonly host: string;
  readonly latency: number;
  readonly latencyP99?: number | undefined;
  readonly capacity?: number | undefined;
  readonly body: number;
  readonly changeEvery?: number | undefined;
  readonly errors: number;
  readonly cacheControl: string;
  readonly seed: number;
}

/** `gatebench backend`: the same simulated backend as in a run, the same headers for every path. */
export async function serveBackend(options: BackendOptions, context: CliContext): Promise<void> {
  const { latency, latencyP99, changeEvery, seed } = options;
  if (latencyP99 !== undefined && (latency === 0 || latencyP99 < latency)) {
    throw new UsageError('The 99th percentile of the latency is below its median.', {
      hint: 'Give --latency more than 0 and --latency-p99 at least as much.',
    });
  }
  const backend = await startBackend({
    name: 'backend',
    host: options.host,
    port: options.port,
    seed,
    latencyUs:
      latencyP99 === undefined
        ? { kind: 'constant', value: latency }
        : { kind: 'lognormal', median: latency, p99: latencyP99 },
    capacity: options.capacity,
    bodyBytes: { kind: 'constant', value: options.body },
    errorRatio: options.errors,
    etag: true,
    lastModified: true,
    ownChanges:
      changeEvery === undefined
        ? undefined
        : { everyUs: changeEvery, seed: deriveSeed(seed, 'changes'), sinceUs: machineNowUs() },
    routes: [{ method: 'GET', path: '/{path...}', headers: { 'cache-control': options.cacheControl } }],
  });
  await serveUntilSignal(backend, context);
}
