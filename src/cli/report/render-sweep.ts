import { join } from 'node:path';
import { type CellSummary, summariseCell } from '../../report/sweep/cell-summary.ts';
import { sweepCsv } from '../../report/sweep/sweep-csv.ts';
import { markdownSweepReport, terminalSweepReport } from '../../report/sweep/sweep-report.ts';
import { readResult } from '../../results/result-file.ts';
import { readSweepIndex } from '../../results/sweep-file.ts';
import type { SweepIndex } from '../../results/sweep-index.ts';
import { UsageError } from '../../support/errors.ts';

/**
 * The sweep in a folder as text: `table`, `md`, `csv`, or its index as `json`.
 *
 * @throws UsageError for another format, and where a measured cell has lost its Result; ResultError where a file is damaged
 */
export async function renderSweep(folder: string, format: string, colour: boolean): Promise<string> {
  const index = await readSweepIndex(folder);
  switch (format) {
    case 'table':
      return terminalSweepReport(index, await summaries(folder, index), { colour });
    case 'md':
      return markdownSweepReport(index, await summaries(folder, index));
    case 'csv':
      return sweepCsv(index, await summaries(folder, index));
    case 'json':
      return JSON.stringify(index);
    default:
      throw new UsageError(`A sweep has no report in the format "${format}".`, {
        hint: 'Formats of a sweep: table, md, csv, json. Each of its cells has a page: report <folder>/cells/….',
      });
  }
}

/** The folders of the cells that were measured to their end, in order. */
export async function measuredCells(folder: string): Promise<string[]> {
  const { cells } = await readSweepIndex(folder);
  return cells.flatMap((cell) => (cell.state === 'complete' ? [join(folder, cell.folder)] : []));
}

/** One after the other, because Results are large. */
async function summaries(folder: string, { cells }: SweepIndex): Promise<CellSummary[]> {
  const summarised: CellSummary[] = [];
  for (const cell of cells) {
    if (cell.state !== 'complete') continue;
    summarised.push(summariseCell(cell.number, await readResult(join(folder, cell.folder, 'result.json'))));
  }
  return summarised;
}
