import { exitCodes } from '../../support/exit-codes.ts';
import type { CliContext } from '../context.ts';

export interface Interrupt {
  readonly signal: AbortSignal;
  /** Says it through the progress that is shown, until the returned function is called. */
  readonly tell: (say: (text: string) => void) => () => void;
  readonly release: () => void;
}

/** The first signal ends the run in good order, saying so; a second one ends the process, and with it all its children. */
export function interruptBySignal(
  { onSignal, exitNow, stderr }: CliContext,
  interrupted = 'Interrupted: keeping what there is by now (again to quit at once).',
): Interrupt {
  const controller = new AbortController();
  const usually = (text: string): void => void stderr.write(`${text}\n`);
  let say = usually;
  const release = onSignal(() => {
    if (controller.signal.aborted) exitNow(exitCodes.interrupted);
    say(interrupted);
    controller.abort();
  });
  return {
    signal: controller.signal,
    tell: (through) => {
      say = through;
      return () => {
        say = usually;
      };
    },
    release,
  };
}
