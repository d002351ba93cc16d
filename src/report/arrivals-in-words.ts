import type { Arrivals } from '../results/result.ts';
import { formatNumber, spellDuration } from '../support/units.ts';
import { listInWords } from './wording.ts';

/** How requests came in open loop: `500 requests per second at random (Poisson)`, `… evenly paced`, by stages or as recorded. */
export function arrivalsInWords(arrivals: Arrivals): string {
  if (arrivals.process === 'trace') {
    const speed = arrivals.speed === 1 ? '' : `, ${formatNumber(arrivals.speed)} times as fast`;
    return `requests at the times of the recording${speed}`;
  }
  const pace = arrivals.process === 'poisson' ? 'at random (Poisson)' : 'evenly paced';
  const [first = '', ...rest] = arrivals.stages.map(stageInWords);
  return `requests ${pace}, ${rest.length === 0 ? first : `first ${first}, then ${listInWords(rest)} until the end`}`;
}

type Stage = Extract<Arrivals, { stages: unknown }>['stages'][number];

function stageInWords({ from, to, durationUs }: Stage): string {
  const time = durationUs === undefined ? '' : ` for ${spellDuration(durationUs)}`;
  if (from === to) return `${formatNumber(from)} per second${time}`;
  const within = durationUs === undefined ? '' : ` within ${spellDuration(durationUs)}`;
  return `from ${formatNumber(from)} to ${formatNumber(to)} per second${within}`;
}
