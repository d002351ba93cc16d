import { dirname, join, relative, resolve } from 'node:path';
import { writeReport } from '../../report/report-file.ts';
import { writeFileAtomically } from '../../results/atomic-file.ts';
import { readResult } from '../../results/result-file.ts';
import { UsageError } from '../../support/errors.ts';
import { type ExitCode, exitCodes } from '../../support/exit-codes.ts';
import type { CliContext } from '../context.ts';
import { hasColour } from '../style.ts';
import { reportCapacity } from './capacity-page.ts';
import { formatNamed, type ReportFormat, reportFormats } from './formats.ts';
import { locateCapacity, locateSweep } from './locate-folder.ts';
import { locateResult } from './locate-result.ts';
import { type ReadSweep, readSweep, warnOfDamage } from './read-sweep.ts';
import { sweepFormatNamed } from './render-sweep.ts';
import { writeSweepPage } from './sweep-page.ts';
import { partText, writeParts } from './write-parts.ts';

interface ReportOptions {
  readonly out?: string | undefined;
  readonly format: string;
  /** The one of a format's documents that is asked for. */
  readonly chart?: string | undefined;
}

/** `gatebench report`: everything it says comes from the Result. */
export async function report(run: string, options: ReportOptions, context: CliContext): Promise<ExitCode> {
  const { chart } = options;
  const { cwd } = context;
  const format = formatNamed(options.format);
  if (chart !== undefined && !('parts' in format)) {
    const parted = reportFormats.flatMap((each) => ('parts' in each ? [each.name] : []));
    throw new UsageError(
      `The format ${format.name} is one document, so --chart has nothing to choose from.`,
      {
        hint: `Formats that have several: ${parted.join(', ')}.`,
      },
    );
  }
  const sweep = await locateSweep(resolve(cwd, run));
  if (sweep !== undefined) return reportSweep(sweep, options, context);
  const searched = await locateCapacity(resolve(cwd, run));
  if (searched !== undefined) {
    await reportCapacity(searched, options, context);
    return exitCodes.done;
  }
  await reportRun(await locateResult(resolve(cwd, run), run), format, options, context);
  return exitCodes.done;
}

async function reportRun(
  resultPath: string,
  format: ReportFormat,
  { out, chart }: ReportOptions,
  context: CliContext,
): Promise<void> {
  const { cwd, stdout, env } = context;
  const result = await readResult(resultPath);
  const beside = (name: string) => (out === undefined ? join(dirname(resultPath), name) : resolve(cwd, out));
  if ('parts' in format) {
    if (chart === undefined) return writeParts(format, result, beside(format.folder), context);
    return print(await partText(format, result, chart), out, context);
  }
  const text = await format.render(result, { colour: out === undefined && hasColour(stdout, env) });
  if (format.file === undefined) return print(text, out, context);
  const path = beside(format.file);
  await writeFileAtomically(path, text);
  stdout.write(`${relative(cwd, path)}\n`);
}

/** A sweep in one document, or its page and those of its cells; a damaged cell is named and left out. */
async function reportSweep(
  folder: string,
  { out, format }: ReportOptions,
  context: CliContext,
): Promise<ExitCode> {
  const { cwd, stdout, stderr, env } = context;
  if (format !== 'html') {
    const render = sweepFormatNamed(format);
    const sweep = await readSweep(folder);
    await print(render(sweep, out === undefined && hasColour(stdout, env)), out, context);
    return warnOfDamage(sweep, stderr);
  }
  const sweep = await readSweep(folder);
  const page = out === undefined ? join(folder, 'report.html') : resolve(cwd, out);
  await writeSweepPage(sweep, page);
  stdout.write(`${relative(cwd, page)}\n`);
  if (out === undefined) await writeCellPages(folder, sweep, context);
  return warnOfDamage(sweep, stderr);
}

async function writeCellPages(
  folder: string,
  { index, readings }: ReadSweep,
  { cwd, stdout }: CliContext,
): Promise<void> {
  const whole = new Set(readings.flatMap((reading) => ('damage' in reading ? [] : [reading.number])));
  for (const { folder: place } of index.cells.filter(({ number }) => whole.has(number))) {
    const page = join(folder, place, 'report.html');
    await writeReport(await readResult(join(folder, place, 'result.json')), page);
    stdout.write(`${relative(cwd, page)}\n`);
  }
}

async function print(text: string, out: string | undefined, { cwd, stdout }: CliContext): Promise<void> {
  if (out === undefined) stdout.write(text);
  else await writeFileAtomically(resolve(cwd, out), text);
}
