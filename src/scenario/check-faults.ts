import { formatDuration } from '../support/units.ts';
import type { Problem } from './describe-issues.ts';
import { defaultStrategies } from './resolve-scenario.ts';
import { usesRedis } from './scenario.ts';
import type { ScenarioFile } from './schema.ts';
import { suggestWord } from './suggest.ts';

type WrittenFault = NonNullable<ScenarioFile['faults']>[number];

/** Problems of faults with themselves, and with what they are to befall. */
export function checkFaults(file: ScenarioFile): Problem[] {
  return (file.faults ?? []).flatMap((fault, index) => [
    ...incompleteFault(fault, ['faults', index]),
    ...absentVictim(fault, file, ['faults', index]),
    ...faultTooLate(fault, file, ['faults', index]),
  ]);
}

type Path = Problem['path'];

function incompleteFault(fault: WrittenFault, path: Path): Problem[] {
  if ('gateway' in fault) return [];
  const state = 'redis' in fault ? fault.redis : fault.is;
  const problem = (message: string, hint: string, key?: string): Problem => ({
    path,
    message,
    hint,
    ...(key === undefined ? {} : { key }),
  });
  return [
    ...(state !== 'flushed' && fault.for === undefined
      ? [problem('the fault never ends.', 'Say how long it lasts, as for: 5s.')]
      : []),
    ...(state === 'flushed' && fault.for !== undefined
      ? [problem('a flush takes no time.', 'Remove for.', 'for')]
      : []),
    ...(state === 'slow' && fault.by === undefined
      ? [problem('how much slower?', 'Say it, as by: 20ms.')]
      : []),
    ...(state !== 'slow' && fault.by !== undefined
      ? [problem('only what is slow is slower by some time.', 'Remove by.', 'by')]
      : []),
    ...('share' in fault && fault.share !== undefined && state !== 'failing'
      ? [problem('only what is failing has a share.', 'Remove share.', 'share')]
      : []),
  ];
}

function absentVictim(fault: WrittenFault, file: ScenarioFile, path: Path): Problem[] {
  const strategies = (file.strategies ?? defaultStrategies).map((strategy) =>
    typeof strategy === 'string' ? { mode: strategy } : strategy,
  );
  if ('redis' in fault) {
    if (strategies.some(({ mode }) => usesRedis(mode))) return [];
    return [
      { path, key: 'redis', message: 'no strategy uses Redis.', hint: 'Add one of mode redis or tiered.' },
    ];
  }
  if ('gateway' in fault) {
    const nodes = Math.max(
      ...strategies.map((strategy) => ('nodes' in strategy && strategy.nodes) || file.gateway?.nodes || 1),
    );
    if (fault.node === undefined || fault.node <= nodes) return [];
    return [{ path: [...path, 'node'], message: `there is no node ${fault.node}; the most are ${nodes}.` }];
  }
  const known = Object.keys(file.backends);
  if (known.includes(fault.backend)) return [];
  const suggestion = suggestWord(fault.backend, known);
  return [
    {
      path: [...path, 'backend'],
      message: `no backend is called "${fault.backend}".`,
      hint: suggestion === undefined ? `There is: ${known.join(', ')}.` : `Did you mean "${suggestion}"?`,
    },
  ];
}

function faultTooLate(fault: WrittenFault, { measure, load, trace }: ScenarioFile, path: Path): Problem[] {
  const stages = load?.stages?.reduce((sum, { durationUs }) => sum + durationUs, 0);
  const durationUs = measure?.duration ?? stages ?? (trace ? 300e6 : 10e6);
  if (fault.at < durationUs) return [];
  return [
    {
      path: [...path, 'at'],
      message: `the measurement is over by then: it takes ${formatDuration(durationUs)}.`,
      hint: 'Let it happen sooner, or measure for longer.',
    },
  ];
}
