import type { Registration } from '../registration.ts';

export function registerReport({ program, context, act }: Registration): void {
  program
    .command('report')
    .description('rebuild the report of a run or a sweep from its Results')
    .argument(
      '<run>',
      'a result.json, the folder of a run or a sweep, or the folder of a scenario for its latest run',
    )
    .option(
      '--out <file>',
      'where to write it (default: the page beside the Result, other formats to stdout)',
    )
    .option('--format <format>', 'html, table, md or json; of a sweep also csv', 'html')
    .addHelpText(
      'after',
      `
Examples:
  $ gatebench report reports/quickstart
  $ gatebench report reports/quickstart/2026-11-23T10-00-00 --format md >> $GITHUB_STEP_SUMMARY
  $ gatebench report result.json --out /tmp/report.html`,
    )
    .action((run, options) =>
      act(async () => (await import('../report/report.ts')).report(run, options, context)),
    );
}
