import { join, relative, resolve } from 'node:path';
import { markdownReport } from '../../report/markdown-report.ts';
import { writeReport } from '../../report/report-file.ts';
import { terminalReport } from '../../report/terminal-report.ts';
import { readResult } from '../../results/result-file.ts';
import { UsageError } from '../../support/errors.ts';
import type { CliContext } from '../context.ts';
import { hasColour } from '../style.ts';
import { locateResult } from './locate-result.ts';

interface ReportOptions {
  readonly out?: string | undefined;
  readonly format: string;
}

/** `gatebench report`: everything it says comes from the Result. */
export async function report(
  run: string,
  { out, format }: ReportOptions,
  context: CliContext,
): Promise<void> {
  const { cwd, stdout, env } = context;
  const resultPath = await locateResult(resolve(cwd, run), run);
  const result = await readResult(resultPath);
  switch (format) {
    case 'html': {
      const path = out === undefined ? join(resultPath, '..', 'report.html') : resolve(cwd, out);
      await writeReport(result, path);
      stdout.write(`${relative(cwd, path)}\n`);
      return;
    }
    case 'table':
      stdout.write(`${terminalReport(result, { colour: hasColour(stdout, env) })}\n`);
      return;
    case 'md':
      stdout.write(`${markdownReport(result)}\n`);
      return;
    case 'json':
      stdout.write(`${JSON.stringify(result)}\n`);
      return;
    default:
      throw new UsageError(`There is no report format "${format}".`, {
        hint: 'Formats: html, table, md, json.',
      });
  }
}
