import type { Registration } from '../registration.ts';

export function registerDoctor({ program, context, act }: Registration): void {
  program
    .command('doctor')
    .description('look whether this machine can run gatebench, and how well')
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      `
Examples:
  $ gatebench doctor
  $ gatebench doctor --json`,
    )
    .action((options) => act(async () => (await import('../doctor/doctor.ts')).doctor(options, context)));
}
