import type { ExportPart } from '../../report/export/part.ts';
import type { Result } from '../../results/result.ts';
import { suggestWord } from '../../scenario/suggest.ts';
import { UsageError } from '../../support/errors.ts';

/** A form that a run's report can take. */
export type ReportFormat = WholeFormat | PartedFormat;

interface Named {
  readonly name: string;
  /** For people, after the name. */
  readonly description: string;
}

/** One document. */
export interface WholeFormat extends Named {
  /** The file beside the Result that it goes into unless told otherwise; without one, it is printed. */
  readonly file?: string;
  readonly render: (result: Result, options: { readonly colour: boolean }) => Promise<string>;
}

/** Several documents, a file each. */
export interface PartedFormat extends Named {
  /** The folder beside the Result that they go into unless told otherwise. */
  readonly folder: string;
  /** After the id of a part. */
  readonly extension: string;
  readonly parts: (result: Result) => Promise<readonly ExportPart[]>;
}

/** Each loads what it takes when it is asked for: the help lists them all. */
export const reportFormats: readonly ReportFormat[] = [
  {
    name: 'html',
    description: 'the page',
    file: 'report.html',
    render: async (result) => (await import('../../report/report-file.ts')).htmlReport(result),
  },
  {
    name: 'table',
    description: 'text for a terminal',
    render: async (result, options) =>
      `${(await import('../../report/terminal-report.ts')).terminalReport(result, options)}\n`,
  },
  {
    name: 'md',
    description: 'Markdown for a pull request or a CI summary',
    render: async (result) => `${(await import('../../report/markdown-report.ts')).markdownReport(result)}\n`,
  },
  {
    name: 'csv',
    description: 'a line for each trial, with all its metrics',
    render: async (result) => (await import('../../report/export/trials-csv.ts')).trialsCsv(result),
  },
  {
    name: 'json',
    description: 'the Result',
    render: async (result) =>
      `${JSON.stringify((await import('../../results/result-file.ts')).sealed(result))}\n`,
  },
  {
    name: 'svg',
    description: 'a picture of each chart',
    folder: 'charts',
    extension: '.svg',
    parts: async (result) => (await import('../../report/export/chart-parts.ts')).svgCharts(result),
  },
  {
    name: 'vega-lite',
    description: 'the specification of each chart, with its data',
    folder: 'charts',
    extension: '.vl.json',
    parts: async (result) => (await import('../../report/export/chart-parts.ts')).vegaLiteCharts(result),
  },
  {
    name: 'hgrm',
    description: 'percentiles of each strategy for HdrHistogram plotters',
    folder: 'hgrm',
    extension: '.hgrm',
    parts: async (result) => (await import('../../report/export/hgrm.ts')).hgrmDistributions(result),
  },
  {
    name: 'openmetrics',
    description: 'the figures for a dashboard',
    render: async (result) => (await import('../../report/export/openmetrics.ts')).openMetrics(result),
  },
];

/** @throws UsageError where there is none of that name */
export function formatNamed(name: string): ReportFormat {
  const format = reportFormats.find((each) => each.name === name);
  if (format !== undefined) return format;
  const names = reportFormats.map((each) => each.name);
  const suggestion = suggestWord(name, names);
  throw new UsageError(`There is no report format "${name}".`, {
    hint: `${suggestion === undefined ? '' : `Did you mean ${suggestion}? `}Formats: ${names.join(', ')}.`,
  });
}
