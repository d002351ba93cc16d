import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeRecoveries } from '../../src/measure/recovery.ts';
import { RecoveryRecorder, type RecoveryWindows } from '../../src/measure/recovery-windows.ts';

interface Window {
  readonly answered: number;
  readonly failed: number;
  readonly latencyUs: number;
}

const calm: Window = { answered: 50, failed: 0, latencyUs: 1000 };

/** A series of windows, calm but for what is said of some. */
function series(
  count: number,
  differences: (index: number) => Partial<Window> = () => ({}),
): RecoveryWindows {
  const windows = Array.from({ length: count }, (_, index) => ({ ...calm, ...differences(index) }));
  return {
    answered: windows.map(({ answered }) => answered),
    failed: windows.map(({ failed }) => failed),
    meanLatencyUs: windows.map(({ answered, latencyUs }) => (answered === 0 ? null : latencyUs)),
  };
}

const within = (index: number, from: number, to: number) => index >= from && index < to;

/** From the third second to the fourth. */
const fault = { name: 'Redis down', startUs: 3e6, endUs: 4e6 };

const judge = (windows: RecoveryWindows, ...faults: Parameters<typeof judgeRecoveries>[1]) =>
  judgeRecoveries(windows, faults, windows.answered.length * 100e3);

describe('recovery from a fault', () => {
  it('is there at once where the fault was not felt', () => {
    expect(judge(series(100), fault)).toEqual([{ ...fault, recoveryUs: 0, failed: 0 }]);
  });

  it('is there when latency has come back, and to the tenth of a second', () => {
    const windows = series(100, (index) => (within(index, 30, 57) ? { latencyUs: 1200 } : {}));
    expect(judge(windows, fault)).toEqual([{ ...fault, recoveryUs: 1.7e6, failed: 0 }]);
  });

  it('counts the requests that failed until then, and waits until none does', () => {
    const windows = series(100, (index) => (within(index, 30, 45) ? { failed: 10 } : {}));
    expect(judge(windows, fault)).toEqual([{ ...fault, recoveryUs: 5e5, failed: 150 }]);
  });

  it('is not there where nothing is answered, unless that was usual', () => {
    const silent = (index: number) => (within(index, 30, 60) ? { answered: 0 } : {});
    expect(judge(series(100, silent), fault)[0]?.recoveryUs).toBe(2e6);
    const oftenSilent = (index: number) => (index % 3 === 0 ? { answered: 0 } : {});
    expect(judge(series(100, oftenSilent), fault)[0]?.recoveryUs).toBe(0);
  });

  it('is not taken for there after less than half a second', () => {
    const windows = series(100, (index) =>
      within(index, 40, 44) || within(index, 48, 52) ? { latencyUs: 5000 } : {},
    );
    expect(judge(windows, fault)[0]?.recoveryUs).toBe(1.2e6);
  });

  it('is null where it settles at another level', () => {
    const windows = series(100, (index) => (index >= 30 ? { latencyUs: 1200, failed: 1 } : {}));
    expect(judge(windows, fault)).toEqual([{ ...fault, recoveryUs: null, failed: 70 }]);
  });

  it('is null where the measurement ends too soon to be sure', () => {
    const windows = series(45, (index) => (within(index, 30, 41) ? { latencyUs: 5000 } : {}));
    expect(judge(windows, fault)[0]?.recoveryUs).toBeNull();
  });

  it('takes no notice of what was answered when requests were no longer sent', () => {
    const windows = series(100, (index) => (within(index, 30, 50) ? { latencyUs: 5000 } : {}));
    expect(judgeRecoveries(windows, [fault], 5.2e6)[0]?.recoveryUs).toBeNull();
  });

  it('is null where there was too little before to compare with', () => {
    expect(judge(series(100), { ...fault, startUs: 0.45e6 })[0]?.recoveryUs).toBeNull();
    expect(judge(series(100), { ...fault, startUs: 0.5e6 })[0]?.recoveryUs).toBe(0);
  });

  it('starts with a fault that takes no time', () => {
    const flush = { name: 'Redis flushed', startUs: 3.04e6 };
    const windows = series(100, (index) => (within(index, 30, 38) ? { latencyUs: 3000 } : {}));
    expect(judge(windows, flush)).toEqual([{ ...flush, recoveryUs: 800e3, failed: 0 }]);
  });

  it('compares with the time before an earlier fault that was not recovered from', () => {
    const later = { name: 'backend api down', startUs: 5e6, endUs: 6e6 };
    const windows = series(100, (index) => (index >= 30 ? { latencyUs: 4000 } : {}));
    expect(judge(windows, fault, later).map(({ recoveryUs }) => recoveryUs)).toEqual([null, null]);
  });

  it('compares with as many failures as were usual', () => {
    const windows = series(100, (index) => ({ failed: index % 2 }));
    expect(judge(windows, fault)[0]?.recoveryUs).toBe(0);
  });

  it('begins with five windows that are as before, and no earlier five are', () => {
    const window = fc.record({
      answered: fc.integer({ min: 0, max: 3 }),
      failed: fc.constantFrom(0, 0, 0, 1),
      latencyUs: fc.constantFrom(500, 1000, 1100, 1101, 9000),
    });
    fc.assert(
      fc.property(fc.array(window, { minLength: 60, maxLength: 60 }), (troubled) => {
        const windows = series(90, (index) => (index < 30 ? {} : troubled[index - 30]) ?? {});
        const [judged] = judge(windows, fault);
        const isFine = (index: number) =>
          windows.answered[index] !== 0 &&
          windows.failed[index] === 0 &&
          (windows.meanLatencyUs[index] ?? 0) <= 1100;
        const runs = Array.from({ length: 46 }, (_, offset) => 40 + offset).filter((first) =>
          [0, 1, 2, 3, 4].every((offset) => isFine(first + offset)),
        );
        const expected = runs[0] === undefined ? null : (runs[0] - 40) * 100e3;
        expect(judged?.recoveryUs).toBe(expected);
      }),
    );
  });
});

describe('the recorder of windows', () => {
  it('counts answers and failures, and means latencies, by the tenth of a second', () => {
    const recorder = new RecoveryRecorder();
    recorder.answered(0, 100);
    recorder.answered(99_999, 300);
    recorder.failed(100_000);
    recorder.answered(399_000, 50);
    recorder.failed(50_000);
    expect(recorder.windows()).toEqual({
      answered: [2, 0, 0, 1],
      failed: [1, 1, 0, 0],
      meanLatencyUs: [200, null, null, 50],
    });
  });
});
