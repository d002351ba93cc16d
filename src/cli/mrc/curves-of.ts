import { setImmediate as nextTurn } from 'node:timers/promises';
import type { MissRatioCurves } from '../../report/miss-ratio-curve/miss-ratio-curves.ts';
import {
  type CurveName,
  distinctKeys,
  type KeyStream,
  type Misses,
  missRatioCurve,
} from '../../simulate/miss-ratio-curve/miss-ratio-curve.ts';
import { correctedMissRatio, sampleKeys } from '../../simulate/miss-ratio-curve/sample-keys.ts';
import { UsageError } from '../../support/errors.ts';
import { formatNumber, formatShare } from '../../support/units.ts';
import type { CliContext } from '../context.ts';

export interface CurvesOptions {
  readonly policies: readonly CurveName[];
  readonly sizes: readonly number[];
  readonly sample?: number | undefined;
  readonly seed: number;
  readonly distinct: number;
  readonly quiet?: true | undefined;
}

/** Independent of each other, so that their spread tells how far off their mean may be. */
const samples = 4;
/** The 97.5th percentile of Student's t with three degrees of freedom. */
const t3 = 3.182;
/** Fewer are not right by any correction. */
const leastSampledKeys = 8000;
const quietForMs = 2000;

/**
 * Undefined where it was interrupted.
 *
 * @throws UsageError where samples would be too small to be right
 */
export async function curvesOf(
  stream: KeyStream,
  { policies, sizes, sample, seed, distinct, quiet }: CurvesOptions,
  interrupt: AbortSignal,
  { stderr }: Pick<CliContext, 'stderr'>,
): Promise<Pick<MissRatioCurves, 'curves' | 'sampling'> | undefined> {
  const say = progressAfter(quietForMs, quiet ? undefined : stderr);
  const run = async (keys: KeyStream, ofSizes: readonly number[], from: number, part: number) => {
    const work = missRatioCurve(keys, { names: policies, sizes: ofSizes, seed });
    for (;;) {
      const step = work.next();
      if (step.done === true) return step.value;
      say(from + part * step.value);
      await nextTurn();
      if (interrupt.aborted) return undefined;
    }
  };
  const requests = stream.order.length;
  if (sample === undefined) {
    const misses = await run(stream, sizes, 0, 1);
    if (misses === undefined) return undefined;
    const curves = policies.map((name) => ({
      name,
      missRatios: (misses.get(name) ?? []).map((missed) => missed / requests),
      errors: undefined,
    }));
    return { curves, sampling: undefined };
  }
  checkSample(distinct, sample, sizes);
  const scaled = sizes.map((size) => Math.max(1, Math.round(size * sample)));
  const taken: Misses[] = [];
  let leastKeys = Number.POSITIVE_INFINITY;
  for (let number = 0; number < samples; number++) {
    const keys = sampleKeys(stream, sample, seed + number);
    leastKeys = Math.min(leastKeys, distinctKeys(keys));
    const misses = await run(keys, scaled, number / samples, 1 / samples);
    if (misses === undefined) return undefined;
    taken.push(misses);
  }
  const curves = policies.map((name) => {
    const ratiosAt = sizes.map((_, place) =>
      taken.map((misses) => correctedMissRatio(misses.get(name)?.[place] ?? 0, requests, sample)),
    );
    return { name, missRatios: ratiosAt.map(mean), errors: ratiosAt.map(errorOf) };
  });
  return { curves, sampling: { ratio: sample, samples, leastKeys } };
}

function checkSample(distinct: number, sample: number, sizes: readonly number[]): void {
  const expected = Math.round(distinct * sample);
  if (expected < leastSampledKeys) {
    const least = leastSampledKeys / distinct;
    throw new UsageError(
      `A sample of ${formatShare(sample)} would have about ${formatNumber(expected)} of ${formatNumber(distinct)} keys, too few to be right.`,
      {
        hint:
          least >= 1
            ? 'Leave --sample out: the stream is small enough.'
            : `Take at least --sample ${least.toPrecision(2)}, or leave it out.`,
      },
    );
  }
  const smallest = sizes[0] ?? 1;
  if (smallest * sample >= 10) return;
  throw new UsageError(
    `In a sample of ${formatShare(sample)}, a cache of ${formatNumber(smallest)} entries would have room for ${(smallest * sample).toFixed(1)}.`,
    { hint: 'Ask for larger sizes (--sizes), or take a larger sample.' },
  );
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** Half of the 95 % interval of their mean. */
function errorOf(values: readonly number[]): number {
  const centre = mean(values);
  const variance = values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (values.length - 1);
  return t3 * Math.sqrt(variance / values.length);
}

/** Says how far it is, each tenth once, but nothing of what is over soon. */
function progressAfter(ms: number, output: CliContext['stderr'] | undefined): (done: number) => void {
  const startedMs = performance.now();
  let said = 0;
  return (done) => {
    const tenth = Math.floor(done * 10);
    if (output === undefined || performance.now() - startedMs < ms || tenth <= said) return;
    said = tenth;
    output.write(`${10 * tenth} %\n`);
  };
}
