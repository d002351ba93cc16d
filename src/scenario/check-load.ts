import type { Problem } from './describe-issues.ts';
import type { ScenarioFile } from './schema.ts';

/** Problems between the parts of the load block, and between it and the trace. */
export function checkLoad({ load = {}, trace }: ScenarioFile): Problem[] {
  const { rate, stages, arrivals, speed, maxLag } = load;
  const isOpen = rate !== undefined || stages !== undefined;
  const problem = (key: string, message: string, hint: string): Problem => ({
    path: ['load'],
    key,
    message,
    hint,
  });
  return [
    ...(rate !== undefined && stages !== undefined
      ? [problem('rate', 'both rate and stages say how requests come.', 'Keep one of them.')]
      : []),
    ...(stages?.every(({ ratePerSecond }) => ratePerSecond === 0)
      ? [problem('stages', 'no stage has a rate above 0, so nothing would be asked.', 'Raise one of them.')]
      : []),
    ...(rate === 'trace' && trace === undefined
      ? [
          problem(
            'rate',
            'there is no trace whose times could be kept.',
            'Name one: trace: { file: access.log }.',
          ),
        ]
      : []),
    ...(arrivals !== undefined && (!isOpen || rate === 'trace')
      ? [
          problem(
            'arrivals',
            rate === 'trace'
              ? 'the trace says when requests come.'
              : 'in a closed loop requests come when others are answered.',
            rate === 'trace' ? 'Remove arrivals.' : 'Add a rate, as rate: 500/s, or remove arrivals.',
          ),
        ]
      : []),
    ...(speed !== undefined && rate !== 'trace'
      ? [problem('speed', 'only the times of a trace can be sped up.', 'Add rate: trace, or remove speed.')]
      : []),
    ...(maxLag !== undefined && !isOpen
      ? [
          problem(
            'maxLag',
            'a closed loop has no intended times to lag behind.',
            'Add a rate, or remove maxLag.',
          ),
        ]
      : []),
  ];
}
