import type { Calibration } from '../../src/results/calibration.ts';

/** Costs about as a small machine has them. */
export const aCalibration: Calibration = {
  format: 'gatebench-calibration',
  schemaVersion: 1,
  measuredAt: '2026-11-24T00:00:00.000Z',
  machine: { cpuModel: 'A processor', cpus: 2, node: 'v20.20.2' },
  cores: { gateways: 1, others: 1 },
  load: { requestUs: 17, kibibyteUs: 1 },
  gateway: {
    hitUs: 18,
    forwardUs: 57,
    storeUs: 106,
    joinUs: 25,
    redisReadUs: 29,
    redisFillUs: 260,
    kibibyteUs: 0.5,
    forwardKibibyteUs: 1.5,
    storeKibibyteUs: 2,
    redisReadKibibyteUs: 2,
    redisFillKibibyteUs: 8,
  },
  redis: { readUs: 2.4, fillUs: 40, kibibyteUs: 0.6, fillKibibyteUs: 1.5, wakeUs: 30 },
  backend: { callUs: 34, kibibyteUs: 0.6 },
  wakeUs: 46,
  hopUs: 2,
};
