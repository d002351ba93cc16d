import type { CliContext } from '../context.ts';

interface Server {
  readonly origin: string;
  readonly stop: () => Promise<void>;
}

/** Says where a server listens, waits for SIGINT or SIGTERM, and stops it. */
export async function serveUntilSignal(
  { origin, stop }: Server,
  { stdout, onSignal }: CliContext,
): Promise<void> {
  stdout.write(`${origin}\n`);
  await new Promise<void>((resolve) => {
    const release = onSignal(() => {
      release();
      resolve();
    });
  });
  await stop();
}
