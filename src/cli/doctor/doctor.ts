import { type ExitCode, exitCodes } from '../../support/exit-codes.ts';
import type { CliContext } from '../context.ts';
import { styled } from '../style.ts';
import { type Observation, observations } from './observations.ts';

const marks = { good: '✓', note: '!', bad: '✗' } as const;
const colours = { good: 'green', note: 'yellow', bad: 'red' } as const;

/** `gatebench doctor`: one line for each observation, and what to do about those that are not good. */
export async function doctor(
  { json }: { readonly json?: true | undefined },
  context: CliContext,
): Promise<ExitCode> {
  const found = await observations(context);
  if (json) context.stdout.write(`${JSON.stringify(found, null, 2)}\n`);
  else for (const observation of found) context.stdout.write(show(observation, context));
  return found.some(({ state }) => state === 'bad') ? exitCodes.environment : exitCodes.done;
}

function show({ state, subject, seen, hint }: Observation, { stdout, env }: CliContext): string {
  const style = styled(stdout, env);
  const line = `${style(colours[state], marks[state])} ${subject}: ${seen}\n`;
  return hint === undefined ? line : `${line}    ${hint}\n`;
}
