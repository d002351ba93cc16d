import { describe, expect, it } from 'vitest';
import { methodOf } from '../../src/report/method.ts';
import { buildRunModel } from '../../src/report/model/run-model.ts';
import { measurement } from '../../src/results/measurement.ts';
import type { Result } from '../../src/results/result.ts';
import { aResult, memory, stateless } from '../support/a-result.ts';

const small = aResult({ strategies: [stateless, memory], repetitions: 2, seconds: 1 });

function paragraphs(scenario: Partial<Result['scenario']>, trials: Result['trials'] = small.trials): string {
  const result = { ...small, scenario: { ...small.scenario, ...scenario }, trials };
  return methodOf(buildRunModel(result)).paragraphs.join(' ');
}

const trace = { file: 'day.log', requests: 1200, distinct: 300, skippedLines: 1 };

/** The first so many trials reached the end of the trace. */
function ended(count: number): Result['trials'] {
  return small.trials.map((trial, index) =>
    trial.state === 'valid'
      ? { ...trial, measurement: { ...trial.measurement, traceEnded: index < count } }
      : trial,
  );
}

describe('methodOf', () => {
  it('says how full the caches were at the start', () => {
    expect(paragraphs({ warmupUs: 0 })).toMatch(
      / 1 s at most, without a warm-up, so the caches started empty\./,
    );
    expect(paragraphs({ warmupUs: 0 })).not.toMatch(/The warm-up/);
    expect(paragraphs({ warmupUs: 5e5 })).toMatch(/after a warm-up of 500 ms\. .* did not start empty\./);
    expect(paragraphs({ cache: 'cold' })).toMatch(/asked for other keys, .*\(cold start\)\./);
  });

  it('says that a trace was replayed whole only where every valid trial reached its end', () => {
    expect(paragraphs({ trace }, ended(4))).toContain(
      'The requests replay day.log: 1,200 requests for 300 distinct keys; 1 line was passed over.',
    );
    expect(paragraphs({ trace }, ended(3))).toContain(
      '300 distinct keys at most, because 1 of 4 valid trials did not reach its end; 1 line was',
    );
  });

  it('speaks of one connection and one repetition as of one', () => {
    const text = paragraphs({ connections: 1, repetitions: 1 }, small.trials.slice(0, 2));
    expect(text).toMatch(/^Closed loop: the one connection sends its next request/);
    expect(text).toContain('Each strategy was measured once, ');
  });

  it('says where in a Result each figure comes from, by names that are there', () => {
    const text = paragraphs({});
    for (const name of ['outcomes', 'window', 'requests', 'backends', 'staleness', 'timeline', 'processes']) {
      expect(text).toMatch(new RegExp(`from .*\\b${name}\\b`));
      expect(Object.keys(measurement.shape)).toContain(name);
    }
  });
});
