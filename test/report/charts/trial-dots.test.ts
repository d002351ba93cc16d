import { expect, it } from 'vitest';
import { drawTrialDots } from '../../../src/report/charts/trial-dots.ts';
import { valuesOf } from '../../../src/report/model/comparisons.ts';
import { buildRunModel, type StrategyModel } from '../../../src/report/model/run-model.ts';
import { aResult } from '../../support/a-result.ts';

const about = { metric: 'requestsPerSecond', reading: '' } as const;

function dotsOf(repetitions: number) {
  const model = buildRunModel(aResult({ repetitions, seconds: 1, connections: 1 }));
  const drawing = drawTrialDots(model, about);
  if (drawing.state !== 'drawn') throw new Error('nothing was drawn');
  return { model, drawing };
}

it('draws each trial of a run as long as people make them', () => {
  const { model, drawing } = dotsOf(5);
  expect(drawing.table.rows).toHaveLength(5 * model.strategies.length);
  expect(drawing.caption).not.toContain('so many are drawn');
});

it('draws of very many trials the least, the largest and those between, and says so', () => {
  const { model, drawing } = dotsOf(130);
  const [first] = model.strategies as [StrategyModel];
  const values = [...valuesOf(first, about.metric)].toSorted(([, one], [, other]) => one - other);
  const drawn = drawing.table.rows
    .filter(({ header }) => header.text === first.name)
    .map(({ cells }) => cells[0]?.text);
  expect(drawn).toHaveLength(120);
  expect(drawn).toContain(`${values.at(0)?.[0]}`);
  expect(drawn).toContain(`${values.at(-1)?.[0]}`);
  expect(drawing.caption).toContain('Of more than 120 trials, so many are drawn');
});
