import { basename } from 'node:path';
import { spellDuration } from '../../support/units.ts';
import { commandLine } from '../run/command-line.ts';
import { type SimulateOptions, settingsOf } from './simulate-options.ts';

/**
 * The command line that makes the same simulation again, whoever gave it and wherever from: options in one order, files by
 * their names alone, and nothing that only says where to write and how to show.
 */
export function simulationCommand(scenario: string, options: SimulateOptions): string {
  const { modes, repetitions, duration, warmup, connections, rate, arrivals, quick, trace, ...rest } =
    settingsOf(options);
  const { traceFormat, machines, calibration, method } = rest;
  const words: readonly (readonly [option: string, value: string | number | true | undefined])[] = [
    ['modes', modes?.join(',')],
    ['repetitions', repetitions],
    ['duration', duration && timeOf(duration)],
    ['warmup', warmup === undefined ? undefined : timeOf(warmup)],
    ['connections', connections],
    ['rate', rate && `${rate}/s`],
    ['arrivals', arrivals],
    ['quick', typeof quick === 'number' ? timeOf(quick) : quick],
    ['trace', trace],
    ['trace-format', traceFormat],
    ['machines', machines === 'one' ? undefined : machines],
    ['calibration', calibration],
    ['method', method],
  ];
  const given = words.flatMap(([option, value]) =>
    value === undefined ? [] : value === true ? [`--${option}`] : [`--${option}`, String(value)],
  );
  return commandLine(['simulate', basename(scenario), ...given]);
}

/** As the command line takes it. */
function timeOf(us: number): string {
  return spellDuration(us).replace(' ', '');
}
