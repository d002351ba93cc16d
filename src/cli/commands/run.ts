import {
  arrivalProcess,
  countTo,
  duration,
  listOfModes,
  percentage,
  port,
  positiveDuration,
  rate,
  traceFormat,
} from '../option-types.ts';
import type { Registration } from '../registration.ts';

export function registerRun({ program, context, act }: Registration): void {
  program
    .command('run')
    .description('measure a scenario in every mode, and leave a Result and a report')
    .argument('<scenario>', 'a file, or the name of a scenario in scenarios/')
    .option('--modes <list>', 'only the strategies of these modes, as stateless,memory,tiered', listOfModes)
    .option('--repetitions <n>', "trials of each strategy, in place of the scenario's", countTo(1000))
    .option('--duration <time>', 'longest measurement of a trial, as 10s', positiveDuration)
    .option('--warmup <time>', 'load before each measurement, as 2s', duration)
    .option(
      '--connections <n>',
      'connections of a closed loop; the most under way in an open one',
      countTo(10_000),
    )
    .option('--rate <rate>', 'open loop: requests are due at this rate, as 500/s', rate)
    .option('--arrivals <process>', 'poisson or paced, of an open loop', arrivalProcess)
    .option(
      '--quick [load]',
      'a look in under 30 seconds: one repetition, all times shortened alike, to 12s of load in all or so much',
      positiveDuration,
    )
    .option('--noise-floor', 'measure the baseline twice, to see how far two measurements of the same differ')
    .option('--until <share>', 'repeat blocks until comparisons are so narrow, as 5%', percentage)
    .option('--budget <time>', 'longest time that --until may take (default: 30m)', positiveDuration)
    .option('--resume [run]', 'go on with the latest run or sweep of the scenario, or with this run')
    .option('--pin', 'keep the gateways on cores of their own (default: where taskset and two cores are)')
    .option('--no-pin', 'let the system choose the cores')
    .option('--trace <file>', 'replay this key stream or access log')
    .option('--trace-format <format>', 'keys or access-log (default: told by its lines)', traceFormat)
    .option('--redis <url>', 'use this Redis server (or GATEBENCH_REDIS_URL) instead of a private one')
    .option('--out <folder>', 'where runs are kept', 'reports')
    .option('--junit <file>', "write how the scenario's expectations turned out, for CI systems")
    .option('--json', 'print the Result document instead of the table')
    .option('--quiet', 'no progress')
    .option(
      '--watch [port]',
      'serve a page on 127.0.0.1 that shows the charts growing (default: any free port)',
      port,
    )
    .addHelpText(
      'after',
      `
Examples:
  $ gatebench run quickstart
  $ gatebench run quickstart --quick
  $ gatebench run quickstart --rate 800/s
  $ gatebench run my-api.yaml --modes stateless,memory --repetitions 10
  $ gatebench run quickstart --noise-floor --until 5% --budget 20m
  $ gatebench run trace-replay --trace /var/log/nginx/access.log
  $ gatebench run quickstart --json | jq .warnings
  $ gatebench run quickstart --watch 8090

A run leaves <folder>/<scenario>/<run id>/result.json and report.html. Ctrl-C keeps what was measured by then,
and the same command with --resume measures the rest.
With --watch the page's address is on stderr, and the run's report takes the page's place at the end. Pages are made
between trials only, but the browser that draws them takes its part of this machine: where that matters, close it.
A scenario with a sweep leaves <folder>/<scenario>/<run id>/sweep.json and report.html, and below them
a folder for each of its cells.`,
    )
    .action((scenario, options) =>
      act(async () => (await import('../run/run.ts')).run(scenario, options, context)),
    );
}
