import { resolve } from 'node:path';
import { curveCsv, curveTable } from '../../report/miss-ratio-curve/curve-table.ts';
import { curvesFinding } from '../../report/miss-ratio-curve/curves-in-words.ts';
import type { MissRatioCurves } from '../../report/miss-ratio-curve/miss-ratio-curves.ts';
import { renderCurvePage } from '../../report/miss-ratio-curve/render-curve-page.ts';
import { readClientScript } from '../../report/report-file.ts';
import { terminalTable } from '../../report/tables/terminal-table.ts';
import { paragraphs } from '../../report/terminal-paragraphs.ts';
import { writeFileAtomically } from '../../results/atomic-file.ts';
import { type CurveName, distinctKeys } from '../../simulate/miss-ratio-curve/miss-ratio-curve.ts';
import { type ExitCode, exitCodes } from '../../support/exit-codes.ts';
import type { CliContext } from '../context.ts';
import { packageVersion } from '../package-info.ts';
import { commandLine } from '../run/command-line.ts';
import { interruptBySignal } from '../run/interrupt.ts';
import { hasColour } from '../style.ts';
import { curvesOf } from './curves-of.ts';
import { readKeyStream, type StreamOptions } from './key-stream.ts';

export interface MrcOptions extends StreamOptions {
  readonly policies: readonly CurveName[];
  readonly sizes?: readonly number[] | undefined;
  /** Share of the keys, 0–1. */
  readonly sample?: number | undefined;
  readonly seed: number;
  readonly format: 'table' | 'csv' | 'json' | 'html';
  readonly out?: string | undefined;
  readonly quiet?: true | undefined;
}

/** `gatebench mrc`: how often caches of each size miss a trace, or what a scenario asks for. */
export async function mrc(nameOrFile: string, options: MrcOptions, context: CliContext): Promise<ExitCode> {
  const stream = await readKeyStream(nameOrFile, options, context);
  const distinct = distinctKeys(stream.keys);
  const sizes = options.sizes ?? sizesUpTo(distinct);
  const interrupt = interruptBySignal(context, 'Interrupted: nothing is written.');
  const found = await curvesOf(
    stream.keys,
    { ...options, sizes, distinct },
    interrupt.signal,
    context,
  ).finally(interrupt.release);
  if (found === undefined) return exitCodes.interrupted;
  const curves: MissRatioCurves = {
    stream: stream.name,
    requests: stream.keys.order.length,
    distinct,
    leftOut: stream.leftOut,
    sizes,
    ...found,
  };
  const text = await textOf(curves, { options, source: stream.source, context });
  if (options.out === undefined) context.stdout.write(text);
  else await writeFileAtomically(resolve(context.cwd, options.out), text);
  return exitCodes.done;
}

async function textOf(
  curves: MissRatioCurves,
  {
    options,
    source,
    context,
  }: { readonly options: MrcOptions; readonly source: string; readonly context: CliContext },
): Promise<string> {
  switch (options.format) {
    case 'csv':
      return curveCsv(curves);
    case 'json':
      return `${JSON.stringify(curves, null, 1)}\n`;
    case 'html': {
      const page = { command: commandLine(context.argv), version: packageVersion(), source };
      return renderCurvePage(curves, page, await readClientScript());
    }
    case 'table': {
      const { lead, details } = curvesFinding(curves);
      const colour = options.out === undefined && hasColour(context.stdout, context.env);
      return `${terminalTable(curveTable(curves), { colour })}\n\n${paragraphs([lead, ...details])}\n`;
    }
  }
}

const usualSizes = 16;

/** Evenly apart in the logarithm, from a thousandth of the keys up to all of them. */
function sizesUpTo(distinct: number): number[] {
  const least = Math.max(1, distinct / 1000);
  const sizes = Array.from({ length: usualSizes }, (_, place) =>
    Math.round(least * (distinct / least) ** (place / (usualSizes - 1))),
  );
  return [...new Set(sizes)];
}
