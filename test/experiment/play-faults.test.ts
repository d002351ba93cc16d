import { describe, expect, it } from 'vitest';
import { type FaultClock, FaultPlay, type Victims } from '../../src/experiment/play-faults.ts';
import type { Fault } from '../../src/scenario/trouble.ts';

/** A clock that stands still but for `passTo`, which lets all that is due by then happen in its order. */
function fakeClock() {
  let nowUs = 1000;
  const sleepers: { readonly atUs: number; readonly wake: () => void }[] = [];
  const clock: FaultClock = {
    nowUs: () => nowUs,
    sleep: (us, signal) =>
      new Promise((wake) => {
        if (signal.aborted) wake();
        signal.addEventListener('abort', () => wake());
        sleepers.push({ atUs: nowUs + us, wake });
      }),
  };
  const settle = () => new Promise(setImmediate);
  /** In seconds since the clock was made. */
  const passTo = async (seconds: number): Promise<void> => {
    for (;;) {
      await settle();
      sleepers.sort((one, other) => one.atUs - other.atUs);
      const next = sleepers[0];
      if (next === undefined || next.atUs > 1000 + seconds * 1e6) break;
      sleepers.shift();
      nowUs = next.atUs;
      next.wake();
    }
    nowUs = 1000 + seconds * 1e6;
  };
  return { clock, passTo };
}

/** Writes down what befalls it. */
function fakeVictims({ nodes = 1, hasRedis = true, restart = async () => {} } = {}) {
  const seen: string[] = [];
  const tell = (what: string, trouble: object): void => void seen.push(`${what} ${JSON.stringify(trouble)}`);
  const victims: Victims = {
    redis: hasRedis
      ? {
          disturb: async ({ isDown, extraDelayUs }) => tell('redis', { isDown, extraDelayUs }),
          flush: async () => void seen.push('flush'),
        }
      : undefined,
    disturbBackend: async (name, trouble) => tell(name, trouble),
    restartNodes: Array.from({ length: nodes }, (_, index) => async () => {
      seen.push(`restart ${index + 1}`);
      await restart();
    }),
  };
  return { victims, seen };
}

const redisDown: Fault = { atUs: 1e6, what: 'redis', is: 'down', durationUs: 2e6 };
const redisSlow: Fault = { atUs: 2e6, what: 'redis', is: 'slow', durationUs: 3e6, byUs: 20e3 };
const flush: Fault = { atUs: 2e6, what: 'redis', is: 'flushed' };
const backend = { what: 'backend', backend: 'api' } as const;
const fine = { isDown: false, extraDelayUs: 0 };
const restart = (node?: number): Fault => ({ atUs: 1e6, what: 'gateway', is: 'restarted', node });

/** Plays faults during a measurement that takes so many seconds. */
async function play(faults: readonly Fault[], differences = {}, seconds = 10) {
  const { clock, passTo } = fakeClock();
  const { victims, seen } = fakeVictims(differences);
  const faultPlay = new FaultPlay(victims, clock);
  let finish = (_: string) => {};
  const playing = faultPlay.during(
    new Promise<string>((resolve) => {
      finish = resolve;
    }),
  );
  // Who reads it comes later.
  playing.catch(() => {});
  faultPlay.begin(faults, 1000);
  await passTo(seconds);
  finish('report');
  return { ...(await playing), seen };
}

describe('playing faults', () => {
  it('begins and ends each in its time, and gives what the measurement gave', async () => {
    const { measured, played, seen } = await play([redisDown]);
    expect(measured).toBe('report');
    expect(played).toEqual([{ name: 'Redis down', startUs: 1e6, endUs: 3e6 }]);
    expect(seen).toEqual([
      `redis ${JSON.stringify({ ...fine, isDown: true })}`,
      `redis ${JSON.stringify(fine)}`,
    ]);
  });

  it('adds up what is wrong at the same time', async () => {
    const { seen, played } = await play([redisDown, redisSlow]);
    expect(seen.map((line) => JSON.parse(line.slice('redis '.length)))).toEqual([
      { isDown: true, extraDelayUs: 0 },
      { isDown: true, extraDelayUs: 20e3 },
      { isDown: false, extraDelayUs: 20e3 },
      fine,
    ]);
    expect(played.map(({ name, endUs }) => [name, endUs])).toEqual([
      ['Redis down', 3e6],
      ['Redis 20 ms slower', 5e6],
    ]);
  });

  it('lets two causes of failing answers add up as independent ones do, each backend by itself', async () => {
    const failing = { atUs: 1e6, ...backend, is: 'failing', durationUs: 1e6, ratio: 0.5 } as const;
    const { seen, played } = await play([
      failing,
      { ...failing },
      { ...failing, backend: 'other', ratio: 1 },
    ]);
    expect(seen.slice(0, 3).map((line) => /errorRatio":([\d.]+)/.exec(line)?.[1])).toEqual([
      '0.5',
      '0.75',
      '1',
    ]);
    expect(played.map(({ name }) => name)).toEqual([
      'backend api failing 50.0 %',
      'backend api failing 50.0 %',
      'backend other failing',
    ]);
  });

  it('flushes in a moment', async () => {
    const { played, seen } = await play([flush]);
    expect(played).toEqual([{ name: 'Redis flushed', startUs: 2e6 }]);
    expect(seen).toEqual(['flush']);
  });

  it('leaves out what the strategy does not feel', async () => {
    const { played, seen } = await play([redisDown, flush, restart(2)], { hasRedis: false });
    expect({ played, seen }).toEqual({ played: [], seen: [] });
  });

  it('restarts the node that is said, or all of them', async () => {
    expect(await play([restart(2)], { nodes: 3 })).toMatchObject({
      seen: ['restart 2'],
      played: [{ name: 'gateway 2 restarted' }],
    });
    expect(await play([restart()], { nodes: 2 })).toMatchObject({
      seen: ['restart 1', 'restart 2'],
      played: [{ name: 'all gateways restarted', startUs: 1e6, endUs: 1e6 }],
    });
  });

  it('puts right what is still wrong when the measurement is over, and plays nothing after that', async () => {
    const { played, seen } = await play([redisDown, redisSlow], {}, 1.5);
    expect(played).toEqual([{ name: 'Redis down', startUs: 1e6, endUs: 1.5e6 }]);
    expect(seen.at(-1)).toBe(`redis ${JSON.stringify(fine)}`);
  });

  it('plays nothing where the measurement never began', async () => {
    const { victims, seen } = fakeVictims();
    const { played } = await new FaultPlay(victims).during(Promise.resolve('halted'));
    expect({ played, seen }).toEqual({ played: [], seen: [] });
  });

  it('fails with a fault that cannot be played', async () => {
    const failing = async () => {
      throw new Error('the port is taken');
    };
    await expect(play([restart()], { restart: failing })).rejects.toThrow('the port is taken');
  });

  it('fails as the measurement does, and plays nothing after that', async () => {
    const { clock, passTo } = fakeClock();
    const { victims, seen } = fakeVictims();
    const faultPlay = new FaultPlay(victims, clock);
    const playing = faultPlay.during(Promise.reject(new Error('the load is gone')));
    faultPlay.begin([redisDown], 1000);
    await expect(playing).rejects.toThrow('the load is gone');
    await passTo(5);
    expect(seen).toEqual([]);
  });

  it('restarts a node a second time only when it is there again', async () => {
    let running = 0;
    let mostAtOnce = 0;
    const slowRestart = async () => {
      running += 1;
      mostAtOnce = Math.max(mostAtOnce, running);
      await new Promise(setImmediate);
      running -= 1;
    };
    const { played } = await play([restart(), { ...restart(1), atUs: 1.0e6 }], { restart: slowRestart });
    expect(played).toHaveLength(2);
    expect(mostAtOnce).toBe(1);
  });
});
