import type { Registration } from '../registration.ts';

export function registerCalibrate({ program, context, act }: Registration): void {
  program
    .command('calibrate')
    .description('measure what pieces of work cost on this machine, for simulations')
    .option('--pin', 'keep the gateways on cores of their own (default: where taskset and two cores are)')
    .option('--no-pin', 'let the system choose the cores')
    .option('--out <folder>', 'where runs are kept', 'reports')
    .option('--json', 'print the document instead of the table')
    .option('--quiet', 'no progress')
    .addHelpText(
      'after',
      `
Takes about a minute, in which nothing else should run. Each trial makes the processes of a run do one kind of work; what a
piece of it costs follows from the CPU time that they took.

Leaves <folder>/calibration.json, which simulate and validate read. Without a Redis server in the PATH, what Redis costs is
that of the calibration that comes with gatebench.`,
    )
    .action((options) =>
      act(async () => (await import('../calibrate/calibrate.ts')).calibrate(options, context)),
    );
}
