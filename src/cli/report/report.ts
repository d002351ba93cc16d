import { join, relative, resolve } from 'node:path';
import { markdownReport } from '../../report/markdown-report.ts';
import { writeReport } from '../../report/report-file.ts';
import { terminalReport } from '../../report/terminal-report.ts';
import { writeFileAtomically } from '../../results/atomic-file.ts';
import type { Result } from '../../results/result.ts';
import { readResult, sealed } from '../../results/result-file.ts';
import { UsageError } from '../../support/errors.ts';
import type { CliContext } from '../context.ts';
import { hasColour } from '../style.ts';
import { locateResult } from './locate-result.ts';
import { locateSweep } from './locate-sweep.ts';
import { measuredCells, renderSweep } from './render-sweep.ts';
import { writeSweepPage } from './sweep-page.ts';

interface ReportOptions {
  readonly out?: string | undefined;
  readonly format: string;
}

/** `gatebench report`: everything it says comes from the Result. The page is a file; the other formats print, unless --out names one. */
export async function report(
  run: string,
  { out, format }: ReportOptions,
  context: CliContext,
): Promise<void> {
  const { cwd, stdout, env } = context;
  const sweep = await locateSweep(resolve(cwd, run));
  if (sweep !== undefined) return reportSweep(sweep, { out, format }, context);
  const resultPath = await locateResult(resolve(cwd, run), run);
  const result = await readResult(resultPath);
  if (format === 'html') {
    const path = out === undefined ? join(resultPath, '..', 'report.html') : resolve(cwd, out);
    await writeReport(result, path);
    stdout.write(`${relative(cwd, path)}\n`);
    return;
  }
  await print(`${render(result, format, out === undefined && hasColour(stdout, env))}\n`, out, context);
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

function render(result: Result, format: string, colour: boolean): string {
  switch (format) {
    case 'table':
      return terminalReport(result, { colour });
    case 'md':
      return markdownReport(result);
    case 'json':
      return JSON.stringify(sealed(result));
    default:
      throw new UsageError(`There is no report format "${format}".`, {
        hint: 'Formats: html, table, md, json.',
      });
  }
}
