import { Option } from '@commander-js/extra-typings';
import { duration, positiveDuration } from '../option-types.ts';
import type { Registration } from '../registration.ts';

export function registerCapacity({ program, context, act }: Registration): void {
  program
    .command('capacity')
    .description('find the highest rate at which each strategy keeps an objective, and what limits it')
    .argument('<scenario>', 'a file, or the name of a scenario in scenarios/')
    .option(
      '--objective <bounds>',
      'what each trial is to keep, in the metrics of expect',
      'p99 < 50ms, failures < 0.1%',
    )
    .option('--strategy <names...>', 'only these strategies, by name')
    .addOption(
      new Option('--trial <time>', 'measurement of each probe')
        .argParser(positiveDuration)
        .default(5e6, '5s'),
    )
    .option('--warmup <time>', 'load before each measurement, as 2s', duration)
    .option('--pin', 'keep the gateways on cores of their own (default: where taskset and two cores are)')
    .option('--no-pin', 'let the system choose the cores')
    .option('--redis <url>', 'use this Redis server (or GATEBENCH_REDIS_URL) instead of a private one')
    .option('--out <folder>', 'where runs are kept', 'reports')
    .option('--json', 'print the document instead of the table')
    .option('--quiet', 'no progress')
    .addHelpText(
      'after',
      `
Requests come independently of each other (Poisson); latencies count from when they were due. Rates double until one breaks
the objective, then the distance is halved until it is 5 %; the rates that decide need two probes out of three.

Examples:
  $ gatebench capacity quickstart
  $ gatebench capacity my-api.yaml --objective 'p99 < 20ms, failures < 1%' --strategy memory redis

Leaves <folder>/<scenario>/<run id>/capacity.json and report.html. Exits with 5 where the load generator was the limit, or probes did not agree.`,
    )
    .action((scenario, options) =>
      act(async () => (await import('../capacity/capacity.ts')).capacity(scenario, options, context)),
    );
}
