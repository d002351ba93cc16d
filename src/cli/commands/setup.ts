import { createInterface } from 'node:readline/promises';
import { EnvironmentError } from '../../support/errors.ts';
import type { CliContext } from '../context.ts';
import type { Registration } from '../registration.ts';
import { missingPrograms, planInstall, runInstall } from '../system/install.ts';
import { chromium, nginx, redisServer, type SystemProgram, varnish, wrk } from '../system/system-packages.ts';

export function registerSetup({ program, context, act }: Registration): void {
  program
    .command('setup')
    .description('install what the system lacks: a Redis server and, if asked, Chromium or wrk')
    .option('--yes', 'do not ask before installing')
    .option('--test', 'what the tests need as well')
    .option('--bench', 'what "npm run bench" needs and compares with as well')
    .addHelpText(
      'after',
      `
Does nothing when nothing is missing. Uses the package manager of the system (apt-get, dnf, apk or brew);
where it may not, it prints the one command that would.

Examples:
  $ gatebench setup
  $ gatebench setup --yes --test`,
    )
    .action((options) => act(() => setup(options, context)));
}

interface SetupOptions {
  readonly yes?: true | undefined;
  readonly test?: true | undefined;
  readonly bench?: true | undefined;
}

/**
 * Installs what the system lacks, and nothing when it lacks nothing.
 *
 * @throws EnvironmentError where it may not install, with the one command that would
 */
export async function setup({ yes, test, bench }: SetupOptions, context: CliContext): Promise<void> {
  const wanted = [redisServer, ...(test ? [chromium] : []), ...(bench ? [wrk, nginx, varnish] : [])];
  const missing = await missingPrograms(wanted, context);
  if (missing.length > 0) await installMissing(missing, yes === true, context);
  context.stderr.write(`Ready: ${wanted.map(({ title }) => title).join(' and ')} found.\n`);
}

async function installMissing(
  missing: readonly SystemProgram[],
  yes: boolean,
  context: CliContext,
): Promise<void> {
  const lacking = missing.map(({ title, neededFor }) => `${title} (needed for ${neededFor})`).join(' and ');
  const plan = await planInstall(missing, context);
  if (plan === undefined) {
    throw new EnvironmentError(`${lacking} not found, and no package manager that gatebench knows.`, {
      hint: `Install ${missing.map(({ executables }) => executables.slice(0, 2).join(' or ')).join(' and ')} so that it is in the PATH.`,
    });
  }
  if (plan.unavailable.length > 0) {
    throw new EnvironmentError(
      `${plan.unavailable.map(({ title }) => title).join(' and ')} not found, and the package manager of this system has none.`,
      { hint: 'Build it from its sources so that it is in the PATH, then run this again for the rest.' },
    );
  }
  const atTerminal = context.stdin.isTTY === true && context.stderr.isTTY === true;
  if (!plan.allowed && !atTerminal) {
    throw new EnvironmentError(`${lacking} not found, and this user may not install it.`, {
      hint: `Run: ${plan.command}`,
    });
  }
  if (
    !yes &&
    atTerminal &&
    !(await confirm(`${lacking} not found. Install with "${plan.command}"?`, context))
  ) {
    throw new EnvironmentError(`${lacking} not found, and not installed.`, { hint: `Run: ${plan.command}` });
  }
  context.stderr.write(`Installing: ${plan.command}\n`);
  await runInstall(plan, context);
  const stillMissing = await missingPrograms(missing, context);
  if (stillMissing.length > 0) {
    throw new EnvironmentError(
      `${stillMissing.map(({ title }) => title).join(' and ')} still not found after "${plan.command}".`,
      {
        hint: `gatebench looks for ${stillMissing.flatMap(({ executables }) => executables).join(', ')} in the PATH.`,
      },
    );
  }
}

/** No is the answer too when the question is cut off, as by the end of input. */
async function confirm(question: string, { stdin, stderr }: CliContext): Promise<boolean> {
  const readline = createInterface({ input: stdin, output: stderr });
  const closed = new Promise<string>((resolve) => readline.once('close', () => resolve('no')));
  const answer = await Promise.race([readline.question(`${question} [Y/n] `), closed]);
  readline.close();
  return /^(y|yes|)$/i.test(answer.trim());
}
