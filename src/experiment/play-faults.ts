import { setTimeout as sleep } from 'node:timers/promises';
import type { BackendTrouble } from '../backend/messages.ts';
import type { FaultSpan } from '../measure/recovery.ts';
import { nameOfFault } from '../scenario/name-of-fault.ts';
import type { Fault } from '../scenario/trouble.ts';
import { machineNowUs } from '../support/machine-clock.ts';

/** What faults befall, and how. Each trouble takes the place of the one before. */
export interface Victims {
  /** Undefined where the strategy has none: its faults are not felt, and not played. */
  readonly redis:
    | {
        disturb(trouble: Pick<BackendTrouble, 'isDown' | 'extraDelayUs'>): Promise<void>;
        flush(): Promise<void>;
      }
    | undefined;
  disturbBackend(name: string, trouble: BackendTrouble): Promise<void>;
  /** Ends each node at once and starts another in its place; resolves when that listens. */
  readonly restartNodes: readonly (() => Promise<void>)[];
}

/** The clock that faults are played by. */
export interface FaultClock {
  /** On the machine's clock. */
  nowUs(): number;
  /** Resolves after so long, or as soon as the signal aborts. */
  sleep(us: number, signal: AbortSignal): Promise<void>;
}

const machineClock: FaultClock = {
  nowUs: machineNowUs,
  sleep: (us, signal) => sleep(us / 1000, undefined, { signal }).catch(() => {}),
};

type LastingFault = Extract<Fault, { durationUs: number }>;

/** Lets the faults of a scenario happen in the course of one measurement. */
export class FaultPlay {
  readonly #victims: Victims;
  readonly #clock: FaultClock;
  readonly #over = new AbortController();
  /** Those that last and are on now. */
  readonly #on = new Set<LastingFault>();
  /** What is done to one victim is done one after the other. */
  readonly #turns = new Map<string, Promise<void>>();
  #plays: readonly Promise<FaultSpan | undefined>[] = [];
  readonly #fail: (error: Error) => void;
  /** Rejects when a fault cannot be played; never resolves. */
  readonly #failure: Promise<never>;

  constructor(victims: Victims, clock: FaultClock = machineClock) {
    this.#victims = victims;
    this.#clock = clock;
    let fail = (_: Error): void => {};
    this.#failure = new Promise((_, reject) => {
      fail = reject;
    });
    this.#fail = fail;
    this.#failure.catch(() => {});
  }

  /** Times count from `beganAtUs`, on the machine's clock. */
  begin(faults: readonly Fault[], beganAtUs: number): void {
    this.#plays = faults.filter((fault) => this.#isFelt(fault)).map((fault) => this.#play(fault, beganAtUs));
    for (const play of this.#plays) play.catch(this.#fail);
  }

  /**
   * Plays until the measurement is over, however it ends, and puts right what is still wrong then. Gives what it measured, and
   * what was played, in the order of the faults.
   *
   * @throws what the measurement throws, or ChildFailure and EnvironmentError where a fault cannot be played
   */
  async during<T>(measuring: Promise<T>): Promise<{ measured: T; played: readonly FaultSpan[] }> {
    try {
      const measured = await Promise.race([measuring, this.#failure]);
      this.#over.abort();
      const spans = await Promise.all(this.#plays);
      return { measured, played: spans.filter((span) => span !== undefined) };
    } finally {
      this.#over.abort();
    }
  }

  #isFelt(fault: Fault): boolean {
    if (fault.what === 'redis') return this.#victims.redis !== undefined;
    return fault.what !== 'gateway' || (fault.node ?? 1) <= this.#victims.restartNodes.length;
  }

  /** Undefined where the measurement was over first. */
  async #play(fault: Fault, beganAtUs: number): Promise<FaultSpan | undefined> {
    const sinceBeginUs = () => Math.max(0, Math.round(this.#clock.nowUs() - beganAtUs));
    const until = async (us: number): Promise<void> => {
      const leftUs = us - sinceBeginUs();
      if (leftUs > 0) await this.#clock.sleep(leftUs, this.#over.signal);
    };
    await until(fault.atUs);
    if (this.#over.signal.aborted) return undefined;
    const span = { name: nameOfFault(fault, this.#victims.restartNodes.length), startUs: sinceBeginUs() };
    if (!('durationUs' in fault)) {
      await this.#strike(fault);
      // A flush takes no time; a gateway is away until it listens again.
      return fault.what === 'gateway' ? { ...span, endUs: sinceBeginUs() } : span;
    }
    this.#on.add(fault);
    await this.#apply(fault);
    await until(fault.atUs + fault.durationUs);
    this.#on.delete(fault);
    const endUs = sinceBeginUs();
    await this.#apply(fault);
    return { ...span, endUs };
  }

  async #strike(fault: Exclude<Fault, LastingFault>): Promise<void> {
    if (fault.what === 'redis') {
      await this.#inTurn('redis', async () => this.#victims.redis?.flush());
      return;
    }
    await Promise.all(
      this.#victims.restartNodes.map(async (restart, index) => {
        if (fault.node === undefined || fault.node === index + 1)
          await this.#inTurn(`node ${index}`, restart);
      }),
    );
  }

  /** Tells a victim all that is wrong with it when its turn has come. */
  async #apply(fault: LastingFault): Promise<void> {
    if (fault.what === 'redis') {
      await this.#inTurn('redis', async () => this.#victims.redis?.disturb(this.#troubleOf(fault)));
    } else {
      const { backend } = fault;
      await this.#inTurn(`backend ${backend}`, () =>
        this.#victims.disturbBackend(backend, this.#troubleOf(fault)),
      );
    }
  }

  /** Of the victim of a fault: what all faults that are on now come to. */
  #troubleOf(one: LastingFault): BackendTrouble {
    const trouble = { isDown: false, extraDelayUs: 0, errorRatio: 0 };
    for (const fault of this.#on) {
      if (victimOf(fault) !== victimOf(one)) continue;
      if (fault.is === 'down') trouble.isDown = true;
      else if (fault.is === 'slow') trouble.extraDelayUs += fault.byUs;
      else trouble.errorRatio = 1 - (1 - trouble.errorRatio) * (1 - fault.ratio);
    }
    return trouble;
  }

  #inTurn(victim: string, act: () => Promise<void>): Promise<void> {
    const turn = (this.#turns.get(victim) ?? Promise.resolve()).then(act);
    this.#turns.set(victim, turn);
    return turn;
  }
}

const victimOf = (fault: LastingFault): string =>
  fault.what === 'redis' ? 'redis' : `backend ${fault.backend}`;
