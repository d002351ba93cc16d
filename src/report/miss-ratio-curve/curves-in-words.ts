import { formatNumber, formatShare } from '../../support/units.ts';
import type { Finding } from '../finding/finding.ts';
import { counted, listInWords } from '../wording.ts';
import { compulsoryMissRatio, type MissRatioCurve, type MissRatioCurves } from './miss-ratio-curves.ts';

/** Which policy misses least, at the size in the middle, and how far it is from what none can better. */
export function curvesFinding(curves: MissRatioCurves): Finding {
  return { lead: leadOf(curves), details: notesOf(curves) };
}

function leadOf({ sizes, curves }: MissRatioCurves): string {
  const policies = curves.filter(({ name }) => name !== 'optimum');
  const optimum = curves.find(({ name }) => name === 'optimum');
  const middle = Math.floor((sizes.length - 1) / 2);
  const at = (curve: MissRatioCurve): number => curve.missRatios[middle] ?? Number.NaN;
  const least = Math.min(...policies.map(at));
  const best = policies.filter((curve) => at(curve) === least).map(({ name }) => name);
  const room = `With room for ${counted(sizes[middle] ?? 0, 'entry', 'entries')}`;
  const bound = optimum === undefined ? '' : `; no policy could miss less than ${formatShare(at(optimum))}`;
  if (best.length === 0)
    return `${room}, no policy could miss less than ${formatShare(optimum ? at(optimum) : 0)}.`;
  const others = policies.filter((curve) => at(curve) !== least);
  const worst = Math.max(...others.map(at));
  const most = others.length === 0 ? '' : `, and the worst of the others ${formatShare(worst)}`;
  return `${room}, ${listInWords(best)} ${best.length === 1 ? 'misses' : 'miss'} ${formatShare(least)} of the requests${most}${bound}.`;
}

/** What a reader must know, a sentence or a few each. */
export function notesOf(curves: MissRatioCurves): string[] {
  const { requests, distinct, leftOut, sampling } = curves;
  return [
    `${formatNumber(requests)} requests for ${formatNumber(distinct)} different keys, from an empty cache: ${formatShare(compulsoryMissRatio(curves))} of them ask for a key for the first time, which every cache misses.`,
    'Each entry counts as one, whatever its size, and none expires.',
    ...(leftOut === 0 ? [] : [`${formatNumber(leftOut)} requests that were no reads were left out.`]),
    ...(sampling === undefined
      ? ['Every request was taken: LRU by stack distances, the others by caches of each size.']
      : [
          `Told from ${sampling.samples} samples of ${formatShare(sampling.ratio)} of the keys, at least ${formatNumber(sampling.leastKeys)} each, in caches as much smaller (SHARDS, corrected). ± is half of a 95 % interval of the mean over the samples; what all samples have in common it does not show.`,
        ]),
  ];
}
