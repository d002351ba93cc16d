import { sweepCsv } from '../../report/sweep/sweep-csv.ts';
import { markdownSweepReport, terminalSweepReport } from '../../report/sweep/sweep-report.ts';
import { UsageError } from '../../support/errors.ts';
import type { ReadSweep } from './read-sweep.ts';

type SweepFormat = (sweep: ReadSweep, colour: boolean) => string;

/** The forms of a sweep as whole documents of text; as `json` it is its index. */
export const sweepFormats = {
  table: ({ index, readings }, colour) => `${terminalSweepReport(index, readings, { colour })}\n`,
  md: ({ index, readings }) => `${markdownSweepReport(index, readings)}\n`,
  csv: ({ index, readings }) => sweepCsv(index, readings),
  json: ({ index }) => `${JSON.stringify(index)}\n`,
} as const satisfies Record<string, SweepFormat>;

/** @throws UsageError where a sweep has none of that name */
export function sweepFormatNamed(name: string): SweepFormat {
  const format = Object.entries<SweepFormat>(sweepFormats).find(([each]) => each === name)?.[1];
  if (format !== undefined) return format;
  throw new UsageError(`A sweep has no report in the format "${name}".`, {
    hint: `Formats of a sweep: html, ${Object.keys(sweepFormats).join(', ')}. Each of its cells has a page: report <folder>/cells/….`,
  });
}
