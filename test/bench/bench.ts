import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { describeEnvironment } from '../../src/experiment/environment.ts';
import { type ExitCode, exitCodes } from '../../src/support/exit-codes.ts';
import { runScript } from '../support/run-script.ts';
import { comparisons } from './comparisons.ts';
import { pinThisProcess, requireTwoCores } from './cores.ts';
import { type Options, parseOptions, usage } from './options.ts';
import type { Row } from './row.ts';
import { Stage } from './stage.ts';
import { tableOf } from './table.ts';
import { wrkProgram } from './wrk.ts';

async function main(args: readonly string[]): Promise<ExitCode> {
  const options = parseOptions(args);
  if (options.help) {
    process.stdout.write(usage);
    return exitCodes.done;
  }
  requireTwoCores();
  await wrkProgram();
  pinThisProcess();
  const measured = await measure(options);
  const file = write(measured, options);
  process.stdout.write(`Written to ${file}\n`);
  const isShort = Object.values(measured)
    .flat()
    .some(({ verdict }) => verdict === 'short');
  return isShort ? exitCodes.threshold : exitCodes.done;
}

/** The rows of each comparison; each is printed as soon as it is there. */
async function measure({ only, rounds, seconds }: Options): Promise<Record<string, readonly Row[]>> {
  const stage = new Stage();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => stage.clear().then(() => process.exit(exitCodes.interrupted)));
  }
  const progress = (text: string) => process.stderr.write(`… ${text}\n`);
  const measured: Record<string, readonly Row[]> = {};
  try {
    for (const name of only) {
      const rows = await comparisons[name](stage, { rounds, seconds, progress });
      await stage.clear();
      measured[name] = rows;
      process.stdout.write(`${tableOf(name, rows)}\n`);
    }
  } finally {
    await stage.clear();
  }
  return measured;
}

function write(
  comparisons: Readonly<Record<string, readonly Row[]>>,
  { out, rounds, seconds }: Options,
): string {
  const time = new Date().toISOString();
  const file = out ?? `reports/bench/${time.slice(0, 19).replaceAll(':', '-')}.json`;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(
    file,
    `${JSON.stringify({ time, environment: describeEnvironment(undefined), rounds, seconds, comparisons }, null, 2)}\n`,
  );
  return file;
}

await runScript(main);
