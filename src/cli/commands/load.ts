import { Option } from '@commander-js/extra-typings';
import { countTo, duration, positiveDuration, rate, stages } from '../option-types.ts';
import type { Registration } from '../registration.ts';

export function registerLoad({ program, context, act }: Registration): void {
  program
    .command('load')
    .description('ask any HTTP server, without a scenario, and tell how long its answers took')
    .argument('<url...>', 'paths of one server, asked in turn; or one URL of each of several servers')
    .option(
      '--rate <rate>',
      'open loop: requests are due at this rate, as 500/s, whatever the answers take',
      rate,
    )
    .option('--stages <list>', "open loop in stages, as '100/s for 5s, ramp to 1000/s over 5s'", stages)
    .addOption(
      new Option(
        '--arrivals <process>',
        'of an open loop: independent of each other, or at even distances',
      ).choices(['poisson', 'paced'] as const),
    )
    .option(
      '--connections <n>',
      'of a closed loop; of an open one, the most under way at once',
      countTo(10_000),
      50,
    )
    .option(
      '--duration <time>',
      'how long to ask (default: the length of the stages, else 10s)',
      positiveDuration,
    )
    .addOption(
      new Option('--warmup <time>', 'load before that, not counted').argParser(duration).default(0, '0s'),
    )
    .addOption(
      new Option('--timeout <time>', 'a request without an answer is given up')
        .argParser(positiveDuration)
        .default(10e6, '10s'),
    )
    .addOption(
      new Option('--max-lag <time>', 'of an open loop: void, if 1 % of the requests are sent later than this')
        .argParser(positiveDuration)
        .default(5e3, '5ms'),
    )
    .option('--seed <n>', 'the same seed gives the same arrivals', countTo(2 ** 32 - 1), 1)
    .option('--json', 'print figures and histograms as JSON')
    .addHelpText(
      'after',
      `
Service time counts from when a request was sent; response time, in an open loop, from when it was due.

Examples:
  $ gatebench load http://127.0.0.1:9000/products/1 --rate 500/s
  $ gatebench load http://127.0.0.1:9000/a http://127.0.0.1:9000/b --connections 10 --duration 30s
  $ gatebench load http://127.0.0.1:9000/ --stages '100/s for 5s, ramp to 1000/s over 5s' --arrivals paced`,
    )
    .action((urls, options) =>
      act(async () => (await import('../load/load.ts')).load(urls, options, context)),
    );
}
