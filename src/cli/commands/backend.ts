import { Option } from '@commander-js/extra-typings';
import { bodySize, countTo, duration, port, positiveDuration, share } from '../option-types.ts';
import type { Registration } from '../registration.ts';

export function registerBackend({ program, context, act }: Registration): void {
  program
    .command('backend')
    .description('run a simulated backend alone, until Ctrl-C')
    .option('--port <port>', 'where to listen; 0: any free port', port, 0)
    .option('--host <address>', 'the address to listen on', '127.0.0.1')
    .addOption(
      new Option('--latency <time>', 'the latency, or its median when --latency-p99 is given')
        .argParser(duration)
        .default(20e3, '20ms'),
    )
    .option('--latency-p99 <time>', 'makes the latency lognormal', duration)
    .option(
      '--capacity <n>',
      'requests served at once; the rest queue (default: no bound)',
      countTo(1_000_000),
    )
    .addOption(
      new Option('--body <size>', 'size of response bodies').argParser(bodySize).default(1024, '1KiB'),
    )
    .option(
      '--change-every <time>',
      'mean time between two changes of each resource that nobody asked for (default: it has none)',
      positiveDuration,
    )
    .option('--errors <share>', 'share of requests answered 500', share, 0)
    .option('--cache-control <value>', 'header of every answer to GET and HEAD', 'public, max-age=60')
    .option('--seed <n>', 'the same seed gives the same latencies', countTo(2 ** 32 - 1), 1)
    .addHelpText(
      'after',
      `
Every path is a resource with a version; a PUT, POST, PATCH or DELETE raises it, and so does a change by itself.

Examples:
  $ gatebench backend --port 9000 --latency 20ms
  $ gatebench backend --latency 20ms --latency-p99 120ms --capacity 64 --errors 0.01`,
    )
    .action((options) =>
      act(async () => (await import('../serve/backend.ts')).serveBackend(options, context)),
    );
}
