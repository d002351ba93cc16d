import { dirname, join, relative, resolve } from 'node:path';
import { writeReport } from '../../report/report-file.ts';
import { writeFileAtomically } from '../../results/atomic-file.ts';
import { readResult } from '../../results/result-file.ts';
import { UsageError } from '../../support/errors.ts';
import type { CliContext } from '../context.ts';
import { hasColour } from '../style.ts';
import { reportCapacity } from './capacity-page.ts';
import { formatNamed, reportFormats } from './formats.ts';
import { locateCapacity, locateSweep } from './locate-folder.ts';
import { locateResult } from './locate-result.ts';
import { measuredCells, renderSweep } from './render-sweep.ts';
import { writeSweepPage } from './sweep-page.ts';
import { partText, writeParts } from './write-parts.ts';

interface ReportOptions {
  readonly out?: string | undefined;
  readonly format: string;
  /** The one of a format's documents that is asked for. */
  readonly chart?: string | undefined;
}

/** `gatebench report`: everything it says comes from the Result. */
export async function report(run: string, options: ReportOptions, context: CliContext): Promise<void> {
  const { out, chart } = options;
  const { cwd, stdout, env } = context;
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
  if (searched !== undefined) return reportCapacity(searched, options, context);
  const resultPath = await locateResult(resolve(cwd, run), run);
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

/** The pages of a sweep: its own, and those of its cells. */
async function reportSweep(
  folder: string,
  { out, format }: ReportOptions,
  context: CliContext,
): Promise<void> {
  const { cwd, stdout, env } = context;
  if (format !== 'html') {
    const colour = out === undefined && hasColour(stdout, env);
    return print(`${await renderSweep(folder, format, colour)}\n`, out, context);
  }
  const page = await writeSweepPage(folder, out === undefined ? undefined : resolve(cwd, out));
  stdout.write(`${relative(cwd, page)}\n`);
  if (out !== undefined) return;
  for (const path of await measuredCells(folder)) {
    const page = join(path, 'report.html');
    await writeReport(await readResult(join(path, 'result.json')), page);
    stdout.write(`${relative(cwd, page)}\n`);
  }
}

async function print(text: string, out: string | undefined, { cwd, stdout }: CliContext): Promise<void> {
  if (out === undefined) stdout.write(text);
  else await writeFileAtomically(resolve(cwd, out), text);
}
