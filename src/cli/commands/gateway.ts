import { Option } from '@commander-js/extra-typings';
import {
  cookieNames,
  earlyRefreshFactor,
  headerNames,
  negativeLifetimes,
  queryNames,
} from '../cache-option-types.ts';
import {
  cacheSize,
  httpOrigin,
  lifetime,
  mode,
  port,
  positiveDuration,
  share,
  size,
  timeSpan,
} from '../option-types.ts';
import type { Registration } from '../registration.ts';

export function registerGateway({ program, context, act }: Registration): void {
  program
    .command('gateway')
    .description('run the reference gateway alone, until Ctrl-C')
    .requiredOption('--mode <mode>', 'stateless, memory, redis or tiered (memory before Redis)', mode)
    .requiredOption('--origin <url>', 'where requests go, as http://127.0.0.1:8080', httpOrigin)
    .option('--port <port>', 'where to listen; 0: any free port', port, 0)
    .option('--host <address>', 'the address to listen on', '127.0.0.1')
    .addOption(
      new Option('--timeout <time>', 'longest wait for the origin')
        .argParser(positiveDuration)
        .default(30e6, '30s'),
    )
    .optionsGroup('What is stored:')
    .addOption(
      new Option('--max-size <size>', 'most that stored responses may take in memory')
        .argParser(cacheSize)
        .default(64 * 2 ** 20, '64MiB'),
    )
    .addOption(
      new Option('--max-body <size>', 'a larger body is not stored').argParser(size).default(2 ** 20, '1MiB'),
    )
    .option('--ttl <time>', "lifetime of what may be stored, in place of the origin's", lifetime)
    .option(
      '--negative <list>',
      'errors to store, as 404=10s,503=origin (may be repeated)',
      negativeLifetimes,
    )
    .option('--ttl-jitter <share>', 'share of a lifetime up to which chance shortens it', share, 0)
    .option('--redis <url>', 'for modes redis and tiered (or GATEBENCH_REDIS_URL)')
    .addOption(
      new Option('--redis-deadline <time>', 'a Redis command that takes longer counts as failed')
        .argParser(positiveDuration)
        .default(50e3, '50ms'),
    )
    .optionsGroup('How it is reused:')
    .option('--stale-while-revalidate <time>', 'how long to answer stale while it is refreshed', timeSpan)
    .option('--stale-if-error <time>', 'how long to answer stale in place of an error', timeSpan)
    .option('--early-refresh <factor>', 'β of XFetch, 1 is usual; 0: never early', earlyRefreshFactor, 0)
    .option('--no-collapse', 'ask the origin for each request, also for the same answer')
    .option('--purge-token <token>', 'whoever shows it may purge (better: GATEBENCH_PURGE_TOKEN)')
    .optionsGroup('The cache key (lists with commas, may be repeated):')
    .option('--sort-query', 'parameters in any order are one resource', false)
    .option('--strip-query <names>', 'take parameters out of key and request, as utm_*,fbclid', queryNames)
    .option('--key-header <names>', 'request headers that are part of the key', headerNames)
    .option('--key-cookie <names>', 'cookies that are part of the key; others are taken out', cookieNames)
    .option('--bypass-header <names>', 'a request with one of them goes past the cache', headerNames)
    .option('--bypass-cookie <names>', 'a request with one of them goes past the cache', cookieNames)
    .addHelpText(
      'after',
      `
Examples:
  $ gatebench backend --port 9000 --latency 20ms &
  $ gatebench gateway --mode memory --origin http://127.0.0.1:9000 --port 8000
  $ curl -i http://127.0.0.1:8000/anything        look at Cache-Status
  $ gatebench gateway --mode tiered --redis redis://127.0.0.1:6379/0 --origin http://127.0.0.1:9000 \\
      --stale-while-revalidate 30s --negative 404=10s --strip-query 'utm_*'

What is not said is as the origin says: without --stale-while-revalidate and --stale-if-error its Cache-Control decides.
Other users of this machine can read a token on a command line, but not one in the environment.`,
    )
    .action((options) =>
      act(async () => (await import('../serve/gateway.ts')).serveGateway(options, context)),
    );
}
