import type { EventQueue } from './event-queue.ts';

/** What became of a resource in Redis, as its other gateways are told. */
export interface Notice {
  /** Number of the gateway that did it. */
  readonly from: number;
  readonly resource: number;
  readonly what: 'invalidated' | 'kept';
}

/** Notices on their way from Redis to the gateways that listen. */
export class Notices {
  readonly #queue: EventQueue;
  readonly #arrive: number;
  /** By their numbers, and the numbers that are free. */
  readonly #underWay: (Notice | undefined)[] = [];
  readonly #free: number[] = [];

  constructor(queue: EventQueue, heard: (notice: Notice) => void) {
    this.#queue = queue;
    this.#arrive = queue.kind((id) => {
      const notice = this.#underWay[id] as Notice;
      this.#underWay[id] = undefined;
      this.#free.push(id);
      heard(notice);
    });
  }

  /** `atUs`: when it arrives. */
  send(notice: Notice, atUs: number): void {
    const id = this.#free.pop() ?? this.#underWay.length;
    this.#underWay[id] = notice;
    this.#queue.schedule(atUs, this.#arrive, id);
  }
}
