import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LatencyHistogram } from '../../src/measure/histogram.ts';
import { smallScenario, workplace } from '../support/a-run.ts';

/** What was measured first, whether or not the machine was fast enough for it to count. */
async function firstMeasurement({ result }: ReturnType<typeof workplace>) {
  const [trial] = (await result()).trials;
  if (trial === undefined || !('measurement' in trial) || trial.measurement === undefined) {
    throw new Error(JSON.stringify(trial));
  }
  return trial.measurement;
}

describe('gatebench run in open loop', () => {
  it('offers what --rate says, and tells response times apart from service times', async () => {
    const place = workplace();
    await place.run(['--modes', 'stateless', '--rate', '200/s', '--arrivals', 'paced']);
    const { scenario } = await place.result();
    expect(scenario.load).toMatchObject({
      kind: 'open',
      arrivals: { process: 'paced', stages: [{ from: 200, to: 200 }] },
    });
    const { requests, outcomes, schedule } = await firstMeasurement(place);
    expect(requests.offered).toBe(80);
    for (const times of Object.values(outcomes)) {
      const [service, response] = [times.latency, times.response ?? ''].map(LatencyHistogram.decode);
      expect(response?.count).toBe(service?.count);
      expect(response?.quantileUs(0.5)).toBeGreaterThanOrEqual(service?.quantileUs(0.5) ?? 0);
    }
    const lag = LatencyHistogram.decode(schedule?.lag ?? '');
    expect(lag.count + (schedule?.queued ?? 0)).toBe(80);
  });

  it('replays an access log at its own times, sped up', async () => {
    const place = workplace(
      `${smallScenario.replace('connections: 4', 'rate: trace, speed: 10')}trace: { file: access.log }\n`,
    );
    const logged = (second: number) =>
      `::1 - - [10/Oct/2000:13:55:${second} +0000] "GET /items/${second} HTTP/1.1" 200 12`;
    writeFileSync(join(place.cwd, 'access.log'), [10, 10, 11, 15].map(logged).join('\n'));
    await place.run(['--modes', 'stateless', '--duration', '20s']);
    const { requests, window, traceEnded } = await firstMeasurement(place);
    expect(requests).toMatchObject({ offered: 4, completed: 4 });
    expect(traceEnded).toBe(true);
    // Its last request came in the sixth second, which is from 0.5 s on.
    expect(window.durationUs).toBeGreaterThanOrEqual(500_000);
    expect(window.durationUs).toBeLessThan(10e6);
  });

  it('says before anything is started that a list of keys has no times', async () => {
    const place = workplace(
      `${smallScenario.replace('connections: 4', 'rate: trace')}trace: { file: keys.txt }\n`,
    );
    writeFileSync(join(place.cwd, 'keys.txt'), '1\n2\n3\n');
    const { exitCode, stderr } = await place.run();
    expect(exitCode).toBe(2);
    expect(stderr).toContain('The trace has no times at which its requests could be due');
    expect(stderr).toContain('rate: 500/s');
    expect(readdirSync(place.cwd)).not.toContain('reports');
  });
});
