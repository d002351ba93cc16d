import { Option } from '@commander-js/extra-typings';
import { machines } from '../../simulate/simulated-trial.ts';
import {
  arrivalProcess,
  countTo,
  listOfModes,
  positiveDuration,
  positiveVirtualDuration,
  rate,
  traceFormat,
  virtualDuration,
} from '../option-types.ts';
import type { Registration } from '../registration.ts';

export function registerSimulate({ program, context, act }: Registration): void {
  program
    .command('simulate')
    .description('compute what a run of a scenario would measure, in virtual time, at any scale')
    .argument('<scenario>', 'a file, or the name of a scenario in scenarios/')
    .option('--modes <list>', 'only the strategies of these modes, as stateless,memory,tiered', listOfModes)
    .option('--repetitions <n>', "trials of each strategy, in place of the scenario's", countTo(1000))
    .option(
      '--duration <time>',
      'longest simulated measurement of a trial, as 10s or 168h',
      positiveVirtualDuration,
    )
    .option('--warmup <time>', 'simulated load before each measurement, as 2s', virtualDuration)
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
    .option('--trace <file>', 'replay this key stream or access log')
    .option('--trace-format <format>', 'keys or access-log (default: told by its lines)', traceFormat)
    .addOption(
      new Option('--machines <how>', 'one: all share the calibrated machine; many: each process has its own')
        .choices(machines)
        .default('one' as const),
    )
    .option('--calibration <file>', 'what pieces of work cost, as gatebench calibrate writes it')
    .addOption(
      new Option('--method <method>', 'how to simulate (default: exact)').choices([
        'exact',
        'sampled',
        'closed-form',
      ] as const),
    )
    .option('--workers <n>', 'trials simulated at once (default: as many as there are cores)', countTo(1024))
    .option('--out <folder>', 'where runs are kept', 'reports')
    .option('--junit <file>', "write how the scenario's expectations turned out, for CI systems")
    .option('--json', 'print the Result document instead of the table')
    .option('--quiet', 'no progress')
    .addHelpText(
      'after',
      `
No process is started and nothing is measured. What pieces of work cost comes from a calibration; --machines many gives
every gateway, backend and Redis a machine like the calibrated one, as in production.

Examples:
  $ gatebench simulate quickstart
  $ gatebench simulate my-api.yaml --machines many --rate 20000/s
  $ gatebench simulate quickstart --json | jq .simulation
  $ gatebench compare reports/quickstart reports/quickstart/simulated-1a2b3c4d5e6f

Leaves <folder>/<scenario>/simulated-…/result.json and report.html. The same scenario, options, calibration and version of
gatebench give the same folder and the same files to the byte. Ctrl-C keeps what was simulated by then.`,
    )
    .action((scenario, options) =>
      act(async () => (await import('../simulate/simulate.ts')).simulate(scenario, options, context)),
    );
}
