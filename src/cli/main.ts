#!/usr/bin/env node
import { exitCodes } from '../support/exit-codes.ts';
import { processContext } from './context.ts';
import { runCli } from './run-cli.ts';

// Nobody listens any more, as after `| head`: what is left to do is done in silence.
process.stderr.on('error', () => {});
process.stdout.on('error', ({ code, message }: NodeJS.ErrnoException) => {
  if (code === 'EPIPE') return;
  process.stderr.write(`error [GATEBENCH_ENVIRONMENT] Cannot write to standard output: ${message}.\n`);
  process.exitCode = exitCodes.environment;
});

const exitCode = await runCli(processContext());
process.exitCode ??= exitCode;
