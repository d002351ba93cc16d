import {
  arrivalProcess,
  countTo,
  duration,
  listOfModes,
  positiveDuration,
  rate,
  traceFormat,
} from '../option-types.ts';
import type { Registration } from '../registration.ts';

export function registerValidate({ program, context, act }: Registration): void {
  program
    .command('validate')
    .description('measure a scenario, simulate it, and tell how far the two are apart')
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
      'one repetition, all times shortened alike, to 12s of load in all or so much',
      positiveDuration,
    )
    .option('--pin', 'keep the gateways on cores of their own (default: where taskset and two cores are)')
    .option('--no-pin', 'let the system choose the cores')
    .option('--trace <file>', 'replay this key stream or access log')
    .option('--trace-format <format>', 'keys or access-log (default: told by its lines)', traceFormat)
    .option('--redis <url>', 'use this Redis server (or GATEBENCH_REDIS_URL) instead of a private one')
    .option(
      '--calibration <file>',
      'what pieces of work cost (default: that of the last hour in <folder>, else it is measured first)',
    )
    .option('--out <folder>', 'where runs are kept', 'reports')
    .option('--json', 'print the document instead of the table')
    .option('--quiet', 'no progress')
    .addHelpText(
      'after',
      `
Promised are hit ratios within 0.01, throughput within 15 % and median latencies within 20 %; other figures are told without
a promise.

Examples:
  $ gatebench validate quickstart
  $ gatebench validate my-api.yaml --repetitions 3 --json | jq '.deviations[] | select(.verdict == "missed")'

Leaves the run and the simulation in folders of their own, as run and simulate do, and validation.html and validation.json in
that of the run. Exits with 4 where a promise is missed.`,
    )
    .action((scenario, options) =>
      act(async () => (await import('../validate/validate.ts')).validateScenario(scenario, options, context)),
    );
}
