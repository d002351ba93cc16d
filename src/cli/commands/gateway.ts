import { Option } from '@commander-js/extra-typings';
import { cacheSize, httpOrigin, mode, port, positiveDuration, size } from '../option-types.ts';
import type { Registration } from '../registration.ts';

export function registerGateway({ program, context, act }: Registration): void {
  program
    .command('gateway')
    .description('run the reference gateway alone, until Ctrl-C')
    .requiredOption('--mode <mode>', 'stateless, memory or redis', mode)
    .requiredOption('--origin <url>', 'where requests go, as http://127.0.0.1:8080', httpOrigin)
    .option('--port <port>', 'where to listen; 0: any free port', port, 0)
    .option('--host <address>', 'the address to listen on', '127.0.0.1')
    .option('--redis <url>', 'for mode redis (or GATEBENCH_REDIS_URL)')
    .addOption(
      new Option('--redis-deadline <time>', 'a Redis command that takes longer counts as failed')
        .argParser(positiveDuration)
        .default(50e3, '50ms'),
    )
    .addOption(
      new Option('--max-size <size>', 'most that stored responses may take in memory')
        .argParser(cacheSize)
        .default(64 * 2 ** 20, '64MiB'),
    )
    .addOption(
      new Option('--max-body <size>', 'a larger body is not stored').argParser(size).default(2 ** 20, '1MiB'),
    )
    .option(
      '--ttl <time>',
      "freshness lifetime of what may be stored, in place of the origin's",
      positiveDuration,
    )
    .addOption(
      new Option('--timeout <time>', 'longest wait for the origin')
        .argParser(positiveDuration)
        .default(30e6, '30s'),
    )
    .addHelpText(
      'after',
      `
Examples:
  $ gatebench backend --port 9000 --latency 20ms &
  $ gatebench gateway --mode memory --origin http://127.0.0.1:9000 --port 8000
  $ curl -i http://127.0.0.1:8000/anything        look at Cache-Status`,
    )
    .action((options) =>
      act(async () => (await import('../serve/gateway.ts')).serveGateway(options, context)),
    );
}
