import { join, relative, resolve } from 'node:path';
import { markdownCapacityReport, terminalCapacityReport } from '../../report/capacity/capacity-report.ts';
import { renderCapacityPage } from '../../report/capacity/render-capacity-page.ts';
import { writePage } from '../../report/report-file.ts';
import { writeFileAtomically } from '../../results/atomic-file.ts';
import type { Capacity } from '../../results/capacity.ts';
import { capacityFileName, readCapacity } from '../../results/capacity-file.ts';
import { UsageError } from '../../support/errors.ts';
import type { CliContext } from '../context.ts';
import { hasColour } from '../style.ts';

/** Writes the page of what a search for capacity found. */
export async function writeCapacityPage(capacity: Capacity, path: string): Promise<void> {
  await writePage(path, (script) => renderCapacityPage(capacity, script));
}

/** `gatebench report` of a folder with a capacity.json: the page is a file beside it; the other formats print, unless --out names one. */
export async function reportCapacity(
  folder: string,
  { out, format }: { readonly out?: string | undefined; readonly format: string },
  { cwd, stdout, env }: CliContext,
): Promise<void> {
  const capacity = await readCapacity(join(folder, capacityFileName));
  if (format === 'html') {
    const path = out === undefined ? join(folder, 'report.html') : resolve(cwd, out);
    await writeCapacityPage(capacity, path);
    stdout.write(`${relative(cwd, path)}\n`);
    return;
  }
  const text = `${render(capacity, format, out === undefined && hasColour(stdout, env))}\n`;
  if (out === undefined) stdout.write(text);
  else await writeFileAtomically(resolve(cwd, out), text);
}

function render(capacity: Capacity, format: string, colour: boolean): string {
  switch (format) {
    case 'table':
      return terminalCapacityReport(capacity, { colour });
    case 'md':
      return markdownCapacityReport(capacity);
    case 'json':
      return JSON.stringify(capacity);
    default:
      throw new UsageError(`A capacity has no report in the format "${format}".`, {
        hint: 'Formats of a capacity: html, table, md, json.',
      });
  }
}
