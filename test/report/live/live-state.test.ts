import { describe, expect, it } from 'vitest';
import {
  applyEvent,
  type LiveEvent,
  type LivePoint,
  type LiveState,
  type LiveTrial,
} from '../../../src/report/live/live-state.ts';

const nothing: LiveState = {
  page: '',
  cell: '',
  trial: undefined,
  points: [],
  log: [],
  end: undefined,
};

const aTrial = (title: string): LiveTrial => ({ title, doing: '', doneRatio: 0, figures: {} });

const aPoint = (seconds: number): LivePoint => ({
  strategy: 'memory',
  seconds,
  requestsPerSecond: 100,
  hitRatio: null,
  p50Us: 1,
  p99Us: 2,
});

const stateAfter = (...events: LiveEvent[]): LiveState => events.reduce(applyEvent, nothing);

describe('the state of a run that is watched', () => {
  it('gathers the points of a trial, and begins anew with the next', () => {
    const [one, two] = [aTrial('Trial 1'), aTrial('Trial 2')];
    const first = stateAfter(
      { type: 'trial', trial: one, points: [aPoint(-1)] },
      { type: 'trial', trial: one, points: [aPoint(0), aPoint(1)] },
    );
    expect(first.points.map(({ seconds }) => seconds)).toEqual([-1, 0, 1]);
    expect(applyEvent(first, { type: 'trial', trial: two, points: [] })).toMatchObject({
      trial: two,
      points: [],
    });
  });

  it('keeps the latest of what went wrong, and no more than a page can show', () => {
    const { log } = stateAfter(
      ...Array.from({ length: 60 }, (_, index) => ({ type: 'log' as const, text: `${index}` })),
    );
    expect([log.length, log[0], log.at(-1)]).toEqual([50, '10', '59']);
  });

  it('knows which page there is, and how the run ended', () => {
    expect(stateAfter({ type: 'page', page: 'a 2', cell: 'Cell 1 of 2' })).toMatchObject({
      page: 'a 2',
      cell: 'Cell 1 of 2',
    });
    expect(stateAfter({ type: 'end', page: 'end 3', end: 'interrupted' })).toMatchObject({
      page: 'end 3',
      end: 'interrupted',
    });
  });
});
