/** The clock and timers of a process, handed in so that tests can play them. */
export interface Clock {
  /** Microseconds since any fixed moment; never goes back. */
  nowUs(): number;
  /** Calls back in about so many whole milliseconds, at least 1; the returned function cancels. */
  later(callback: () => void, milliseconds: number): () => void;
  /** Calls back once sockets have been looked after. */
  soon(callback: () => void): void;
  /** Blocks the process for about so long, which costs no CPU. */
  nap(us: number): void;
}

interface Appointment {
  readonly dueUs: number;
  /** In which order they were made, which decides between two of the same time. */
  readonly number: number;
  readonly callback: () => void;
}

/** Before this much is left, a timer of whole milliseconds may still be trusted not to be late. */
const timerMarginUs = 2000;
/** Short, because sockets wait meanwhile. */
const napUs = 50;
/** A nap takes about so much longer than it was asked for (Linux lets a sleeper be 50 µs late). */
const napOverheadUs = 60;
/** What is due so soon is done now, since the next look at the clock would be as late as this one is early. */
const leadUs = 30;
/** A longer delay than this fires at once in Node: 24.8 days. */
const longestTimerMs = 2 ** 31 - 1;

/**
 * Calls back at given times, to within some hundredths of a millisecond, though Node's timers count whole milliseconds. A
 * timer brings it near; the rest is a row of naps, between which sockets are looked after: that takes a small part of a core
 * where turning in circles would take all of it.
 */
export class Schedule {
  readonly #clock: Clock;
  /** A binary heap, the earliest first. */
  readonly #heap: Appointment[] = [];
  #number = 0;
  /** Set while a timer is waited for; what is due before all else cancels it. */
  #cancelTimer: (() => void) | undefined;
  #isAwake = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** What is due at the same time is called in the order in which it was scheduled. */
  at(dueUs: number, callback: () => void): void {
    this.#number += 1;
    const appointment = { dueUs, number: this.#number, callback };
    this.#push(appointment);
    if (this.#isAwake || this.#heap[0] !== appointment) return;
    this.#cancelTimer?.();
    this.#wait();
  }

  #wait(): void {
    this.#cancelTimer = undefined;
    this.#isAwake = false;
    const next = this.#heap[0];
    if (next === undefined) return;
    const leftMs = Math.floor((next.dueUs - this.#clock.nowUs() - timerMarginUs) / 1000);
    if (leftMs >= 1) {
      this.#cancelTimer = this.#clock.later(() => this.#look(), Math.min(leftMs, longestTimerMs));
    } else {
      this.#isAwake = true;
      this.#clock.soon(() => this.#look());
    }
  }

  #look(): void {
    // What a callback schedules meanwhile is seen to below.
    this.#isAwake = true;
    let nowUs = this.#clock.nowUs();
    for (let next = this.#heap[0]; next !== undefined; next = this.#heap[0]) {
      const leftUs = next.dueUs - nowUs;
      if (leftUs > leadUs) {
        if (leftUs < timerMarginUs && leftUs > napOverheadUs) {
          this.#clock.nap(Math.min(napUs, leftUs - napOverheadUs));
        }
        break;
      }
      this.#pop();
      next.callback();
      nowUs = this.#clock.nowUs();
    }
    this.#wait();
  }

  #push(appointment: Appointment): void {
    const heap = this.#heap;
    let index = heap.length;
    while (index > 0) {
      const above = (index - 1) >> 1;
      const other = heap[above] as Appointment;
      if (isBefore(other, appointment)) break;
      heap[index] = other;
      index = above;
    }
    heap[index] = appointment;
  }

  #pop(): void {
    const heap = this.#heap;
    const last = heap.pop() as Appointment;
    if (heap.length === 0) return;
    let index = 0;
    for (;;) {
      let below = 2 * index + 1;
      if (below >= heap.length) break;
      if (below + 1 < heap.length && isBefore(heap[below + 1] as Appointment, heap[below] as Appointment))
        below += 1;
      const other = heap[below] as Appointment;
      if (isBefore(last, other)) break;
      heap[index] = other;
      index = below;
    }
    heap[index] = last;
  }
}

function isBefore(one: Appointment, other: Appointment): boolean {
  return one.dueUs < other.dueUs || (one.dueUs === other.dueUs && one.number < other.number);
}
