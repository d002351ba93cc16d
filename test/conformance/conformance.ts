import { type ExitCode, exitCodes } from '../../src/support/exit-codes.ts';
import { runScript } from '../support/run-script.ts';
import { differences } from './difference.ts';
import { readExpected, writeExpected } from './expected.ts';
import { type Options, parseOptions, usage } from './options.ts';
import { publishedResults } from './published.ts';
import { readmeTable, writeReadmeTable } from './readme.ts';
import { type CachingMode, runSuite } from './run-suite.ts';
import { openSuite, releasedSuiteFolder, type Suite } from './suite.ts';
import { tableOf } from './table.ts';
import { kindOf, type Verdict } from './verdict.ts';

type Verdicts = Readonly<Record<string, Verdict>>;

async function main(args: readonly string[]): Promise<ExitCode> {
  const options = parseOptions(args);
  if (options.help) {
    process.stdout.write(usage);
    return exitCodes.done;
  }
  const suite = await openSuite(options.suite ?? releasedSuiteFolder());
  const byMode = await runModes(suite, options.modes);
  const complaints =
    options.suite === undefined ? await compare(suite, byMode, options) : failed(suite, byMode);
  for (const line of complaints) process.stdout.write(`${line}\n`);
  return complaints.length === 0 ? exitCodes.done : exitCodes.threshold;
}

/** At the same time, because the tests mostly wait. */
async function runModes(
  suite: Suite,
  modes: readonly CachingMode[],
): Promise<ReadonlyMap<CachingMode, Verdicts>> {
  const runs = modes.map(async (mode) => [mode, await runSuite(suite, mode)] as const);
  const byMode = new Map(await Promise.all(runs));
  for (const [mode, verdicts] of byMode)
    process.stdout.write(`${mode}\n${tableOf(suite.suites, verdicts)}\n`);
  return byMode;
}

async function compare(
  suite: Suite,
  byMode: ReadonlyMap<CachingMode, Verdicts>,
  { write }: Options,
): Promise<readonly string[]> {
  const [measured] = byMode.values();
  if (write && measured !== undefined) {
    writeExpected(measured);
    writeReadmeTable(readmeTable(suite.suites, measured, await publishedResults(suite)));
  }
  const expected = readExpected();
  const lines = [...byMode].flatMap(([mode, verdicts]) =>
    differences(expected, verdicts).map((line) => `${mode}: ${line}`),
  );
  if (lines.length === 0 || write) return lines;
  return [...lines, 'Where that is as it should be, npm run conformance -- --write expects it from now on.'];
}

function failed(suite: Suite, byMode: ReadonlyMap<CachingMode, Verdicts>): readonly string[] {
  const required = suite.suites.flatMap(({ tests }) => tests).filter((test) => kindOf(test) === 'required');
  return [...byMode].flatMap(([mode, verdicts]) =>
    required
      .filter(({ id }) => verdicts[id] === 'fail')
      .map(({ id }) => `${mode}: ${id} is required, and failed`),
  );
}

await runScript(main);
