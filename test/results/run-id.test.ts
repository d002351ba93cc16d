import { describe, expect, it } from 'vitest';
import { isSimulatedRunId, latestFirst, simulatedRunId } from '../../src/results/run-id.ts';

describe('run ids', () => {
  it('tell simulations from what was measured', () => {
    expect(isSimulatedRunId(simulatedRunId('0123456789abcdef'))).toBe(true);
    expect(isSimulatedRunId('2026-11-24T03-00-00')).toBe(false);
  });

  it('have the latest first, and simulations after all that was measured', () => {
    const ids = ['simulated-aa', '2026-11-23T10-00-00', 'simulated-ff', '2026-11-24T03-00-00'];
    expect(ids.sort(latestFirst)).toEqual([
      '2026-11-24T03-00-00',
      '2026-11-23T10-00-00',
      'simulated-ff',
      'simulated-aa',
    ]);
  });
});
