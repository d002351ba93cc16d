import { createServer, type ServerResponse } from 'node:http';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LatencyHistogram } from '../../src/measure/histogram.ts';
import type { ScheduleReport } from '../../src/measure/schedule-recorder.ts';
import { ScheduleRecorder } from '../../src/measure/schedule-recorder.ts';
import { createRandom } from '../../src/support/random.ts';
import type { ArrivalTimes } from '../../src/workload/arrivals/arrival-times.ts';
import { pacedTimes } from '../../src/workload/arrivals/paced-times.ts';
import { poissonTimes } from '../../src/workload/arrivals/poisson-times.ts';
import type { WorkloadRequest } from '../../src/workload/workload.ts';
import { listen, run, serve, serveRaw, start, times } from './run-phase.ts';

const steadily = (rate: number) => pacedTimes([{ from: rate, to: rate, durationUs: undefined }]);

/** Drives a phase in open loop, at paced times unless others are given. */
async function runOpen(
  origin: string | readonly string[],
  {
    arrivals,
    workload = times(1e9),
    ...differences
  }: Parameters<typeof run>[2] & { arrivals: ArrivalTimes; workload?: Parameters<typeof run>[1] },
) {
  const schedule = new ScheduleRecorder(5000);
  const report = await run(origin, workload, { plan: { times: arrivals, schedule }, ...differences });
  return { ...report, schedule: schedule.report(report.window.durationUs) };
}

const unlisted = async () => {
  const server = createServer();
  const origin = await listen(server);
  await new Promise((resolve) => server.close(resolve));
  return origin;
};

const lagOf = ({ lag }: ScheduleReport) => LatencyHistogram.decode(lag);

/** How many of the values are above the bound. */
function countAbove(encoded: string | undefined, boundUs: number): number {
  const histogram = LatencyHistogram.decode(encoded ?? '');
  let [low, high] = [0, histogram.count];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (histogram.quantileUs((middle + 0.5) / histogram.count) > boundUs) high = middle;
    else low = middle + 1;
  }
  return histogram.count - low;
}

describe('an open loop', () => {
  it('sends each request when it is due or later, never before', async () => {
    const arrivedMs: number[] = [];
    const origin = await serve((_, response) => {
      arrivedMs.push(performance.now());
      response.end('ok');
    });
    const plannedUs = [1000, 50_500, 50_500, 90_250, 220_000];
    const remaining = [...plannedUs];
    const beforeMs = performance.now();
    const { requests, schedule, traceEnded } = await runOpen(origin, {
      arrivals: { next: () => remaining.shift() },
      workload: times(5),
    });
    expect(requests).toMatchObject({ offered: 5, completed: 5 });
    for (const [index, plannedUs_] of plannedUs.entries()) {
      expect((arrivedMs[index] as number) - beforeMs).toBeGreaterThanOrEqual(plannedUs_ / 1000);
    }
    expect(lagOf(schedule).count + schedule.queued).toBe(5);
    // The recording has ended with its last time, so there is no waiting for the end of the phase.
    expect(traceEnded).toBe(true);
  });

  it('offers as many requests as are due while the phase lasts, however late its timers are', async () => {
    const origin = await serve((_, response) => response.end('ok'));
    const { requests, schedule } = await runOpen(origin, { arrivals: steadily(200), durationUs: 500_000 });
    expect(requests).toMatchObject({ offered: 100, completed: 100 });
    expect(schedule.keptRatio).toBeGreaterThan(0);
    expect(schedule.offeredPerSecond).toBeLessThanOrEqual(200);
  });

  it('waits for the answer to what was due before the end, though the generator slept through both', async () => {
    const origin = await serve((_, response) => response.end('ok'));
    const sleepThroughTheEnd = () => {
      const untilMs = performance.now() + 80;
      while (performance.now() < untilMs);
    };
    let asked = 0;
    const { requests } = await runOpen(origin, {
      arrivals: {
        next: () => {
          asked += 1;
          if (asked > 1) return undefined;
          // The first is asked for when the phase begins. After an immediate, timers come first, and news of other threads second.
          setTimeout(() => setImmediate(sleepThroughTheEnd), 30);
          return 50_000;
        },
      },
      durationUs: 60_000,
    });
    expect(requests).toMatchObject({ offered: 1, completed: 1, unfinished: 0 });
  });

  it('counts a stall of the server in every response that was due in it, while few service times show it', async () => {
    const held: ServerResponse[] = [];
    let served = 0;
    const origin = await serve((_, response) => {
      served += 1;
      if (served === 40) {
        setTimeout(() => {
          for (const waiting of held.splice(0)) waiting.end('ok');
          served = 1000;
        }, 500);
      }
      if (served >= 40 && served < 1000) held.push(response);
      else response.end('ok');
    });
    const { requests, outcomes, schedule } = await runOpen(origin, {
      arrivals: steadily(200),
      durationUs: 1e6,
    });
    expect(requests).toMatchObject({ offered: 200, completed: 200 });
    // Four connections were caught by it; what was due in its first 400 ms took 100 ms and more.
    const slow = countAbove(outcomes.error?.latency, 100_000);
    expect(slow).toBeGreaterThanOrEqual(4);
    expect(countAbove(outcomes.error?.response, 100_000)).toBeGreaterThan(slow + 60);
    expect(schedule.queued).toBeGreaterThan(80);
    expect(schedule.mostQueued).toBeGreaterThan(80);
    expect(lagOf(schedule).count).toBe(200 - schedule.queued);
  });

  it('never has more under way than it may, and sends what waits when it can', async () => {
    let [underWay, most] = [0, 0];
    const origin = await serve((_, response) => {
      underWay += 1;
      most = Math.max(most, underWay);
      setTimeout(() => {
        underWay -= 1;
        response.end('ok');
      }, 30);
    });
    const { requests, window } = await runOpen(origin, {
      arrivals: steadily(200),
      durationUs: 200_000,
      connections: 3,
    });
    expect(most).toBe(3);
    // 40 were due; some 20 could be answered in time, and the others after it.
    expect(requests).toMatchObject({ offered: 40, completed: 40 });
    expect(window.answered).toBeLessThan(25);
  });

  it('gives up what has waited too long, and what was under way too long, as timeouts', async () => {
    const origin = await serve(() => {});
    const { requests } = await runOpen(origin, {
      arrivals: steadily(100),
      durationUs: 300_000,
      connections: 1,
      timeoutUs: 100_000,
      drainUs: 2e6,
    });
    expect(requests).toEqual({ offered: 30, completed: 0, errors: 0, timeouts: 30, unfinished: 0 });
  });

  it('leaves unfinished what has not been sent or answered when the drain is over', async () => {
    const origin = await serve(() => {});
    const { requests } = await runOpen(origin, {
      arrivals: steadily(100),
      durationUs: 200_000,
      connections: 2,
      drainUs: 100_000,
    });
    expect(requests).toEqual({ offered: 20, completed: 0, errors: 0, timeouts: 0, unfinished: 20 });
  });

  it('counts an error for each request to a node where nobody listens', async () => {
    const { requests } = await runOpen(await unlisted(), { arrivals: steadily(100), durationUs: 500_000 });
    expect(requests).toEqual({ offered: 50, completed: 0, errors: 50, timeouts: 0, unfinished: 0 });
  });

  it('finds its connections again when a server is back', async () => {
    let served = 0;
    const origin = await serve((request, response) => {
      served += 1;
      if (served % 10 === 0) request.socket.destroy();
      else response.end('ok');
    });
    const { requests } = await runOpen(origin, { arrivals: steadily(200), durationUs: 500_000 });
    expect(requests).toMatchObject({ offered: 100, completed: 90, errors: 10 });
  });

  it('ends with the requests of a trace, whatever the plan', async () => {
    const origin = await serve((_, response) => response.end('ok'));
    const { requests, traceEnded } = await runOpen(origin, { arrivals: steadily(200), workload: times(20) });
    expect(requests).toMatchObject({ offered: 20, completed: 20 });
    expect(traceEnded).toBe(true);
  });

  it('keeps its phase going when the rate has come down to nothing', async () => {
    const origin = await serve((_, response) => response.end('ok'));
    const { window, traceEnded, requests } = await runOpen(origin, {
      arrivals: pacedTimes([{ from: 100, to: 0, durationUs: 100_000 }]),
      durationUs: 300_000,
    });
    expect(requests.offered).toBe(5);
    expect(window.durationUs).toBeGreaterThanOrEqual(299_000);
    expect(traceEnded).toBe(false);
  });

  it('ends at once when halted, with what waits unfinished', async () => {
    const origin = await serve(() => setTimeout(() => phase.halt(), 50));
    const schedule = new ScheduleRecorder(5000);
    const phase = start(origin, times(1e9), { plan: { times: steadily(200), schedule }, connections: 1 });
    const { requests } = await phase.ended;
    expect(requests.offered).toBeGreaterThan(0);
    expect(requests).toMatchObject({ completed: 0, unfinished: requests.offered });
  });

  it('accounts for every request, whatever the servers do to it', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(),
        fc.constantFrom('sticky' as const, 'round-robin' as const),
        async (seed, balance) => {
          const random = createRandom(seed);
          const misbehave = () =>
            serveRaw((socket) => {
              const fate = Math.floor(random() * 7);
              if (fate === 0) socket.destroy();
              else if (fate === 1) socket.end('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf');
              else if (fate === 2) socket.write('no HTTP\r\n\r\n');
              else if (fate === 3) socket.write('HTTP/1.1 200 OK\r\nContent-Le');
              else if (fate === 4) socket.end('HTTP/1.0 200 OK\r\n\r\nuntil the end');
              else socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');
            });
          let user = 0;
          const everybody = times(1e9);
          const { requests } = await runOpen([await misbehave(), await misbehave(), await unlisted()], {
            arrivals: poissonTimes([{ from: 100, to: 500, durationUs: 400_000 }], random),
            workload: { next: () => ({ ...(everybody.next() as WorkloadRequest), user: user++ }) },
            balance,
            connections: 6,
            timeoutUs: 100_000,
            durationUs: 400_000,
            drainUs: 300_000,
          });
          const { offered, completed, errors, timeouts, unfinished } = requests;
          expect(offered).toBe(user);
          expect(completed + errors + timeouts + unfinished).toBe(offered);
          expect(completed).toBeGreaterThan(0);
          expect(errors).toBeGreaterThan(offered / 3 - 1 - timeouts - unfinished);
        },
      ),
      { numRuns: 4 },
    );
  });
});
