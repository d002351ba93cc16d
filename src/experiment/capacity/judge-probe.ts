import type { CapacityProbe } from '../../results/capacity.ts';
import { figuresOf } from '../../results/figures.ts';
import { metricOf } from '../../results/metrics.ts';
import type { Measurement, Trial } from '../../results/result.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { overwhelmedReason, voidReason } from '../judge-schedule.ts';
import { type Bound, boundInWords, keeps, valueInWords } from './objective.ts';
import { saturationOf } from './saturation.ts';

interface ProbeSetting {
  readonly ratePerSecond: number;
  readonly objective: readonly Bound[];
  /** As it was measured: in open loop. */
  readonly scenario: Scenario;
}

/** What a trial at a rate says of that rate: nothing, where it failed or the load generator did not do its part. */
export function judgeProbe(
  trial: Trial,
  { ratePerSecond, objective, scenario }: ProbeSetting,
): CapacityProbe {
  if (!('measurement' in trial) || trial.measurement === undefined) {
    const reason = trial.state === 'failed' ? trial.reason : 'It was interrupted.';
    return { ratePerSecond, verdict: 'void', reason, figures: {}, saturated: [] };
  }
  const { measurement } = trial;
  const values = valuesOf(measurement, objective);
  const seen = {
    ratePerSecond,
    figures: Object.fromEntries(
      values.filter(([, value]) => Number.isFinite(value)),
    ) as CapacityProbe['figures'],
    saturated: saturationOf(measurement, scenario),
  };
  const ownLimit = limitOfGenerator(measurement, scenario);
  if (ownLimit !== undefined) return { ...seen, verdict: 'void', reason: ownLimit };
  if (trial.state === 'invalid') return { ...seen, verdict: 'breaks', reason: trial.reason };

  const broken = objective.filter((bound, index) => !keeps(bound, values[index]?.[1]));
  if (broken.length === 0) return { ...seen, verdict: 'holds' };
  const reasons = broken.map((bound) => {
    const value = values.find(([metric]) => metric === bound.metric)?.[1];
    return `${bound.metric} was ${valueInWords(bound.metric, value)}, not ${boundInWords(bound)}`;
  });
  return { ...seen, verdict: 'breaks', reason: `${reasons.join('; ')}.` };
}

function valuesOf(measurement: Measurement, objective: readonly Bound[]) {
  const figures = figuresOf(measurement);
  return objective.map(({ metric }) => [metric, metricOf(figures, metric)] as const);
}

/** Where the generator did not keep to the plan, or may itself be what requests waited for, the system was not tested. */
function limitOfGenerator(measurement: Measurement, { load }: Scenario): string | undefined {
  const { schedule } = measurement;
  if (schedule === undefined || load.kind !== 'open') return undefined;
  return voidReason(schedule, load.maxLagUs) ?? overwhelmedReason(measurement);
}
