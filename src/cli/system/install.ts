import { spawn } from 'node:child_process';
import { findExecutable } from '../../experiment/find-executable.ts';
import { EnvironmentError } from '../../support/errors.ts';
import type { CliContext } from '../context.ts';
import { findPackageManager, type SystemProgram } from './system-packages.ts';

export interface InstallPlan {
  /** Program and arguments of each step, `sudo` included where it is needed. */
  readonly steps: readonly (readonly string[])[];
  /** The same as one line for a shell. */
  readonly command: string;
  /** Whether this user can run it without being asked for a password. */
  readonly allowed: boolean;
  /** Programs that this package manager does not have. */
  readonly unavailable: readonly SystemProgram[];
}

/** How this system would install the programs; undefined where it has no package manager that we know. */
export async function planInstall(
  programs: readonly SystemProgram[],
  { env, isRoot }: Pick<CliContext, 'env' | 'isRoot'>,
): Promise<InstallPlan | undefined> {
  const manager = await findPackageManager(env['PATH']);
  if (manager === undefined) return undefined;
  const names = programs.map(({ packages }) => packages[manager.name]).filter((name) => name !== undefined);
  const plain = manager.install(names);
  const asRoot = manager.needsRoot && !isRoot;
  const steps = asRoot ? plain.map((step) => ['sudo', ...step]) : plain;
  return {
    steps,
    command: steps.map((step) => step.join(' ')).join(' && '),
    allowed: !asRoot || (await sudoAsksNothing(env)),
    unavailable: programs.filter(({ packages }) => packages[manager.name] === undefined),
  };
}

/** Runs the steps one after the other, their output on our stderr. @throws EnvironmentError when one fails */
export async function runInstall(
  { steps, command }: InstallPlan,
  { env }: Pick<CliContext, 'env'>,
): Promise<void> {
  for (const [program = '', ...rest] of steps) {
    const exitCode = await run(program, rest, env);
    if (exitCode !== 0) {
      throw new EnvironmentError(`"${[program, ...rest].join(' ')}" ended with exit code ${exitCode}.`, {
        hint: `Look at its output above, then try it by hand: ${command}`,
      });
    }
  }
}

export async function missingPrograms(
  programs: readonly SystemProgram[],
  { env }: Pick<CliContext, 'env'>,
): Promise<SystemProgram[]> {
  const found = await Promise.all(
    programs.map(({ executables }) => findExecutable(executables, env['PATH'])),
  );
  return programs.filter((_, index) => found[index] === undefined);
}

async function sudoAsksNothing(env: CliContext['env']): Promise<boolean> {
  if ((await findExecutable(['sudo'], env['PATH'])) === undefined) return false;
  return (await run('sudo', ['--non-interactive', 'true'], env, 'ignore')) === 0;
}

function run(
  program: string,
  args: readonly string[],
  env: CliContext['env'],
  output: 'ignore' | 'inherit' = 'inherit',
): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      stdio: ['ignore', output === 'inherit' ? 2 : 'ignore', output === 'inherit' ? 2 : 'ignore'],
      env,
    });
    child.on('error', () => resolve(127));
    child.on('close', (code) => resolve(code ?? 1));
  });
}
