import { relative, resolve } from 'node:path';
import { type ComparisonModel, compareAll } from '../../report/comparison/comparison-model.ts';
import {
  comparisonDocument,
  markdownComparison,
  terminalComparison,
} from '../../report/comparison/comparison-report.ts';
import { type Gate, gateMeasured, type JudgedGate, judgeGate } from '../../report/comparison/gates.ts';
import { renderComparison } from '../../report/comparison/page/render-comparison.ts';
import { junitXml } from '../../report/junit.ts';
import { writePage } from '../../report/report-file.ts';
import { writeFileAtomically } from '../../results/atomic-file.ts';
import { UsageError } from '../../support/errors.ts';
import { type ExitCode, exitCodes } from '../../support/exit-codes.ts';
import type { CliContext } from '../context.ts';
import { exitCodeOfChecks } from '../exit-code-of-checks.ts';
import { hasColour } from '../style.ts';
import { parseGate } from './parse-gate.ts';
import { linkedFrom, pagePathOf, readRuns } from './read-runs.ts';
import { refuseUnlike } from './refuse-unlike.ts';

interface CompareOptions {
  readonly failOn?: readonly string[] | undefined;
  readonly anyway?: true | undefined;
  readonly junit?: string | undefined;
  readonly format: string;
  readonly out?: string | undefined;
}

/**
 * `gatebench compare`: what became of each figure from run to run, and whether any change from the first to the last is beyond
 * its bound.
 */
export async function compare(
  paths: readonly string[],
  options: CompareOptions,
  context: CliContext,
): Promise<ExitCode> {
  const { cwd } = context;
  const gates = (options.failOn ?? []).map(parseGate);
  refuseUseless(options, gates);
  const runs = await readRuns(paths, cwd);
  const page = options.format === 'html' ? pagePathOf(runs, options.out, cwd) : undefined;
  const model = compareAll(page === undefined ? runs : await linkedFrom(page, runs));
  const { baseline, other, shared } = model.overall;
  for (const gate of gates) refuseUnknown(gate, shared, paths.length);

  if (options.anyway !== true) refuseUnlike(model);
  const judged = gates.map((gate) => judgeGate(gate, baseline, other));
  if (page === undefined) await print(model, judged, options, context);
  else {
    await writePage(page, (script) => renderComparison(model, judged, script));
    context.stdout.write(`${relative(cwd, page)}\n`);
  }
  if (options.junit !== undefined) {
    await writeFileAtomically(resolve(cwd, options.junit), junitOf(model, judged));
  }
  const isNothing = [model.overall, ...model.steps].every(({ changes }) => changes.length === 0);
  return isNothing ? exitCodes.inconclusive : exitCodeOfChecks(judged);
}

const formats = ['table', 'md', 'json', 'html'];

function refuseUseless({ junit, format }: CompareOptions, gates: readonly Gate[]): void {
  if (!formats.includes(format)) {
    throw new UsageError(`There is no format "${format}" of comparisons.`, {
      hint: `Formats: ${formats.join(', ')}.`,
    });
  }
  if (junit !== undefined && gates.length === 0) {
    throw new UsageError('--junit has nothing to tell without --fail-on.', {
      hint: "Give at least one bound, as --fail-on 'memory.p99 > +10%'.",
    });
  }
}

function refuseUnknown({ text, strategy }: Gate, shared: readonly string[], runs: number): void {
  if (shared.includes(strategy)) return;
  const where = runs === 2 ? 'both runs' : 'the first and the last run';
  throw new UsageError(`There is no strategy "${strategy}" in ${where}, as --fail-on "${text}" asks.`, {
    hint: shared.length === 0 ? 'They share none.' : `There is: ${shared.join(', ')}.`,
  });
}

async function print(
  model: ComparisonModel,
  gates: readonly JudgedGate[],
  { format, out }: CompareOptions,
  { cwd, stdout, env }: CliContext,
): Promise<void> {
  const text = `${render(model, gates, { format, colour: out === undefined && hasColour(stdout, env) })}\n`;
  if (out === undefined) stdout.write(text);
  else await writeFileAtomically(resolve(cwd, out), text);
}

function render(
  model: ComparisonModel,
  gates: readonly JudgedGate[],
  { format, colour }: { readonly format: string; readonly colour: boolean },
): string {
  switch (format) {
    case 'md':
      return markdownComparison(model, gates);
    case 'json':
      return JSON.stringify(comparisonDocument(model, gates));
    default:
      return terminalComparison(model, gates, { colour });
  }
}

function junitOf({ overall: { baseline } }: ComparisonModel, gates: readonly JudgedGate[]): string {
  const { name } = baseline.scenario;
  return junitXml(
    `gatebench compare ${name}`,
    gates.map((judged) => ({
      group: name,
      name: judged.gate.text,
      outcome: judged.outcome,
      message: gateMeasured(judged),
    })),
  );
}
