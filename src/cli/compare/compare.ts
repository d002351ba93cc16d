import { resolve } from 'node:path';
import {
  comparisonDocument,
  differenceInWords,
  gateMeasured,
  markdownComparison,
  terminalComparison,
} from '../../report/comparison/comparison-report.ts';
import { type Gate, type JudgedGate, judgeGate } from '../../report/comparison/gates.ts';
import {
  compareResults,
  type RunComparison,
  sharedStrategies,
} from '../../report/comparison/run-comparison.ts';
import { junitXml } from '../../report/junit.ts';
import { writeFileAtomically } from '../../results/atomic-file.ts';
import type { Result } from '../../results/result.ts';
import { readResult } from '../../results/result-file.ts';
import { UsageError } from '../../support/errors.ts';
import { type ExitCode, exitCodes } from '../../support/exit-codes.ts';
import type { CliContext } from '../context.ts';
import { exitCodeOfChecks } from '../exit-code-of-checks.ts';
import { locateResult } from '../report/locate-result.ts';
import { hasColour } from '../style.ts';
import { parseGate } from './parse-gate.ts';

interface CompareOptions {
  readonly failOn?: readonly string[] | undefined;
  readonly anyway?: true | undefined;
  readonly junit?: string | undefined;
  readonly format: string;
}

/** `gatebench compare`: what became of each figure from one run to another, and whether any change is beyond its bound. */
export async function compare(
  baselinePath: string,
  otherPath: string,
  options: CompareOptions,
  context: CliContext,
): Promise<ExitCode> {
  const { cwd, stdout, env } = context;
  const gates = (options.failOn ?? []).map(parseGate);
  if (options.junit !== undefined && gates.length === 0) {
    throw new UsageError('--junit has nothing to tell without --fail-on.', {
      hint: "Give at least one bound, as --fail-on 'memory.p99 > +10%'.",
    });
  }
  const [baseline, other] = (await Promise.all(
    [baselinePath, otherPath].map(async (path) => readResult(await locateResult(resolve(cwd, path), path))),
  )) as [Result, Result];
  const shared = sharedStrategies(baseline, other);
  for (const gate of gates) refuseUnknown(gate, shared);

  const comparison = compareResults(baseline, other);
  if (options.anyway !== true) refuseUnlike(comparison, shared);
  const judged = gates.map((gate) => judgeGate(gate, baseline, other));
  const colour = hasColour(stdout, env);
  stdout.write(`${render(comparison, judged, { format: options.format, colour })}\n`);
  if (options.junit !== undefined) {
    await writeFileAtomically(resolve(cwd, options.junit), junitOf(comparison, judged));
  }
  return comparison.changes.length === 0 ? exitCodes.inconclusive : exitCodeOfChecks(judged);
}

function refuseUnknown({ text, strategy }: Gate, shared: readonly string[]): void {
  if (shared.includes(strategy)) return;
  throw new UsageError(`There is no strategy "${strategy}" in both runs, as --fail-on "${text}" asks.`, {
    hint: shared.length === 0 ? 'They share none.' : `There is: ${shared.join(', ')}.`,
  });
}

const mostDifferencesTold = 5;

function refuseUnlike({ likeness: { unlike } }: RunComparison, shared: readonly string[]): void {
  if (unlike.length > 0) {
    const told = unlike.slice(0, mostDifferencesTold).map((each) => `\n  ${differenceInWords(each)}`);
    const more = unlike.length - told.length;
    throw new UsageError(
      `The runs do not answer the same question:${told.join('')}${more > 0 ? `\n  and ${more} more` : ''}`,
      { hint: 'Compare them all the same with --anyway.' },
    );
  }
  if (shared.length === 0) {
    throw new UsageError('The runs have no strategy in common.', {
      hint: 'Measure the same strategies in both.',
    });
  }
}

function render(
  comparison: RunComparison,
  gates: readonly JudgedGate[],
  { format, colour }: { readonly format: string; readonly colour: boolean },
): string {
  switch (format) {
    case 'table':
      return terminalComparison(comparison, gates, { colour });
    case 'md':
      return markdownComparison(comparison, gates);
    case 'json':
      return JSON.stringify(comparisonDocument(comparison, gates));
    default:
      throw new UsageError(`There is no format "${format}" of comparisons.`, {
        hint: 'Formats: table, md, json.',
      });
  }
}

function junitOf({ baseline }: RunComparison, gates: readonly JudgedGate[]): string {
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
