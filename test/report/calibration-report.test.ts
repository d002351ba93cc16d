import { describe, expect, it } from 'vitest';
import { calibrationReport } from '../../src/report/calibration-report.ts';
import { aCalibration } from '../support/a-calibration.ts';

const steady = [{ place: 'gateway.hitUs', low: 17, high: 19 }];

describe('the report of a calibration', () => {
  it('has a line for every cost, with its range and what it means', () => {
    const text = calibrationReport(aCalibration, steady);
    expect(text).toMatch(/^gateway +18 µs +17\.0–19\.0 +to answer from memory$/m);
    const { load, gateway, redis, backend } = aCalibration;
    const costs = [load, gateway, redis, backend].flatMap((part) => Object.keys(part)).length + 2;
    expect(text.match(/^(load|gateway|redis|backend|any) +[\d.]+ µs /gm)).toHaveLength(costs);
    expect(text).toContain('gateways had one core to themselves, all else shared one core.');
    expect(text).not.toContain('do not agree');
  });

  it('says where the rounds disagree, and what was not measured here', () => {
    const text = calibrationReport({ ...aCalibration, borrowed: 'redis' }, [
      { place: 'gateway.hitUs', low: 12, high: 24 },
    ]);
    expect(text).toContain('The rounds do not agree');
    expect(text).toContain('There is no Redis server here');
  });
});
