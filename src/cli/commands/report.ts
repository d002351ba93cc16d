import type { Registration } from '../registration.ts';
import { type ReportFormat, reportFormats } from '../report/formats.ts';

export function registerReport({ program, context, act }: Registration): void {
  program
    .command('report')
    .description('rebuild the report of a run, a sweep or a capacity from what it left')
    .argument(
      '<run>',
      'a result.json or capacity.json, the folder of a run or a sweep, or the folder of a scenario for its latest',
    )
    .option(
      '--out <path>',
      'the file to write, or the folder of a format with several (default: beside the Result, or printed)',
    )
    .option(
      '--format <format>',
      'one of those below; of a sweep html, table, md, csv or json; of a capacity html, table, md or json',
      'html',
    )
    .option(
      '--chart <id>',
      'of a format with several documents, only the one of that id: printed, or into --out',
    )
    .addHelpText(
      'after',
      `
Formats:
${reportFormats.map((format) => `  ${format.name.padEnd(12)} ${format.description}, ${placeOf(format)}`).join('\n')}

Examples:
  $ gatebench report reports/quickstart
  $ gatebench report reports/quickstart/2026-11-23T10-00-00 --format md >> $GITHUB_STEP_SUMMARY
  $ gatebench report result.json --out /tmp/report.html
  $ gatebench report reports/quickstart --format svg --chart ratios --out ratios.svg`,
    )
    .action((run, options) =>
      act(async () => (await import('../report/report.ts')).report(run, options, context)),
    );
}

/** Where a format goes unless told otherwise. */
function placeOf(format: ReportFormat): string {
  if ('parts' in format) return `a file each in ${format.folder}/ beside the Result`;
  return format.file === undefined ? 'printed' : `${format.file} beside the Result`;
}
