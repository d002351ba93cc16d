import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { BackendConfig, BackendTrouble } from '../../src/backend/messages.ts';
import { startBackend } from '../../src/backend/start-backend.ts';
import { LatencyHistogram } from '../../src/measure/histogram.ts';
import { aBackend } from '../support/a-backend.ts';

const nothing: BackendTrouble = { isDown: false, extraDelayUs: 0, errorRatio: 0 };

async function start(changes?: Partial<BackendConfig>) {
  const backend = await startBackend(aBackend(changes));
  onTestFinished(() => backend.stop());
  const statusOf = async (path: string): Promise<number> => {
    const sent = request(backend.origin + path, { agent: false }).end();
    const [response] = await once(sent, 'response');
    response.resume();
    return response.statusCode;
  };
  return { ...backend, statusOf };
}

describe('a backend in trouble', () => {
  it('breaks its connections and refuses others while it is down, then listens on its port again', async () => {
    const { origin, disturb, statusOf, report } = await start({
      latencyUs: { kind: 'constant', value: 60e6 },
    });
    const inFlight = statusOf('/a');
    const broken = expect(inFlight).rejects.toMatchObject({ code: 'ECONNRESET' });
    while (report().calls === 0) await new Promise(setImmediate);
    const idle = connect(Number(new URL(origin).port), '127.0.0.1').resume();
    idle.on('error', () => {});
    await once(idle, 'connect');
    const idleGone = once(idle, 'close');
    await disturb({ ...nothing, isDown: true });
    await broken;
    await idleGone;
    await expect(statusOf('/b')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    // Once more, as where two faults of the same kind overlap.
    await disturb({ ...nothing, isDown: true });
    await disturb({ ...nothing, errorRatio: 0 });
    const again = request(`${origin}/c`, { agent: false }).end();
    again.on('error', () => {});
    while (report().calls < 2) await new Promise(setImmediate);
    again.destroy();
  });

  it('takes no place in service for requests that it broke', async () => {
    const { disturb, statusOf, report } = await start({
      capacity: 1,
      latencyUs: { kind: 'constant', value: 1000 },
    });
    await disturb({ ...nothing, extraDelayUs: 60e6 });
    const stuck = expect(statusOf('/a')).rejects.toThrow();
    while (report().calls === 0) await new Promise(setImmediate);
    await disturb({ ...nothing, isDown: true });
    await stuck;
    await disturb(nothing);
    expect(await statusOf('/b')).toBe(200);
  });

  it('answers so much later while it is slow, and says that it was meant to', async () => {
    const { disturb, statusOf, report, reset } = await start({ latencyUs: { kind: 'constant', value: 0 } });
    await disturb({ ...nothing, extraDelayUs: 30e3 });
    const startedAtMs = performance.now();
    await statusOf('/a');
    expect(performance.now() - startedAtMs).toBeGreaterThan(25);
    expect(LatencyHistogram.decode(report().intendedDelay).minUs).toBeGreaterThan(29.9e3);
    reset();
    await disturb(nothing);
    await statusOf('/a');
    expect(LatencyHistogram.decode(report().intendedDelay).maxUs).toBe(1);
  });

  it('answers 500 to the share of requests that is said, and counts them', async () => {
    const { disturb, statusOf, report } = await start();
    await disturb({ ...nothing, errorRatio: 1 });
    expect(await statusOf('/a')).toBe(500);
    await disturb({ ...nothing, errorRatio: 0.5 });
    const statuses: number[] = [];
    for (let index = 0; index < 60; index++) statuses.push(await statusOf('/a'));
    expect(new Set(statuses)).toEqual(new Set([200, 500]));
    expect(report().errors).toBe(1 + statuses.filter((status) => status === 500).length);
    await disturb(nothing);
    for (let index = 0; index < 10; index++) expect(await statusOf('/a')).toBe(200);
  });

  it('fails by its own chance after a fault as it would have without one', async () => {
    const differences = { errorRatio: 0.5, latencyUs: { kind: 'constant', value: 0 } } as const;
    const [calm, troubled] = [await start(differences), await start(differences)];
    await troubled.disturb({ ...nothing, errorRatio: 1 });
    for (let index = 0; index < 5; index++) await troubled.statusOf('/a');
    await troubled.disturb(nothing);
    const statuses = async ({ statusOf }: typeof calm) => {
      const seen: number[] = [];
      for (let index = 0; index < 40; index++) seen.push(await statusOf('/a'));
      return seen;
    };
    expect(await statuses(troubled)).toEqual(await statuses(calm));
  });
});
