import type { EventQueue } from './event-queue.ts';
import { Ring } from './ring.ts';

/** A piece of work of a process; `about` says on what, by its number. */
export interface Job {
  /** What is done first. How much CPU time the job takes in all, in µs. */
  begin(about: number): number;
  /** What comes of it when that time has passed. */
  end(about: number): void;
}

/**
 * Cores that some processes share. A process does one piece of work at a time, as one event loop does; those that have work wait for
 * a core in turn and have it for one piece, as a fair scheduler would give it to them.
 */
export class Cores {
  readonly #queue: EventQueue;
  readonly #ended: number;
  readonly #processes: Process[] = [];
  /** The process that each core works for; undefined: it is idle. */
  readonly #working: (Process | undefined)[];
  /** Processes that wait for a core, by their numbers. */
  readonly #ready = new Ring();

  /** `count`: at least 1. */
  constructor(queue: EventQueue, count: number) {
    this.#queue = queue;
    this.#working = Array.from({ length: count }, () => undefined);
    this.#ended = queue.kind((core) => this.#end(core));
  }

  /** Takes in a process; gives its number here. */
  admit(process: Process): number {
    return this.#processes.push(process) - 1;
  }

  /** A process has work now and had none before. */
  demand(number: number): void {
    const core = this.#working.indexOf(undefined);
    if (core < 0) this.#ready.push(number);
    else this.#work(core, this.#processes[number] as Process);
  }

  #work(core: number, process: Process): void {
    this.#working[core] = process;
    this.#queue.schedule(this.#queue.nowUs + process.begin(), this.#ended, core);
  }

  #end(core: number): void {
    const process = this.#working[core] as Process;
    process.end();
    if (process.hasWork) this.#ready.push(process.number);
    else process.rest();
    if (this.#ready.length === 0) this.#working[core] = undefined;
    else this.#work(core, this.#processes[this.#ready.shift()] as Process);
  }
}

/** One event loop: it does its work piece by piece, in the order in which it comes. */
export class Process {
  /** CPU time since the last reset. */
  cpuUs = 0;
  /** Among those that share its cores. */
  readonly number: number;
  readonly #cores: Cores;
  readonly #jobs: Job[] = [];
  readonly #waiting = new Ring();
  readonly #waitingAbout = new Ring();
  readonly #wakeUs: number;
  #wakingUs = 0;
  #isBusy = false;
  #job: Job | undefined;
  #about = 0;

  /** `wakeUs`: what it takes in addition where it was idle. */
  constructor(cores: Cores, wakeUs: number) {
    this.#cores = cores;
    this.#wakeUs = wakeUs;
    this.number = cores.admit(this);
  }

  /** Names a kind of work that it does. */
  kind(job: Job): number {
    return this.#jobs.push(job) - 1;
  }

  submit(kind: number, about: number): void {
    this.#waiting.push(kind);
    this.#waitingAbout.push(about);
    if (this.#isBusy) return;
    this.#isBusy = true;
    this.#wakingUs = this.#wakeUs;
    this.#cores.demand(this.number);
  }

  get hasWork(): boolean {
    return this.#waiting.length > 0;
  }

  /** Begins the next piece of work: the time that it takes. */
  begin(): number {
    this.#job = this.#jobs[this.#waiting.shift()] as Job;
    this.#about = this.#waitingAbout.shift();
    const costUs = this.#wakingUs + this.#job.begin(this.#about);
    this.#wakingUs = 0;
    this.cpuUs += costUs;
    return costUs;
  }

  end(): void {
    (this.#job as Job).end(this.#about);
  }

  rest(): void {
    this.#isBusy = false;
  }
}
