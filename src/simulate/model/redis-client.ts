import type { Line } from '../../support/line.ts';
import type { EventQueue } from './event-queue.ts';
import type { Command, CommandPlan, CommandPool } from './redis-command.ts';
import type { RedisServer } from './redis-server.ts';

/** Failures in a row after which asking again is held to be pointless, and for how long nobody is asked then. */
const failuresToOpen = 5;
const openForUs = 500e3;

export interface RedisClientOptions {
  readonly queue: EventQueue;
  readonly commands: CommandPool;
  readonly server: RedisServer;
  readonly there: Line;
  readonly hopUs: number;
  readonly deadlineUs: number;
  /** There is no reply in time. */
  readonly failed: (command: Command) => void;
}

/**
 * A gateway's way to Redis, as gateway/store/redis-link.ts is it: nobody waits longer than the deadline; while a reply is overdue nobody
 * is made to wait; what fails again and again is spared.
 */
export class RedisClient {
  storeErrors = 0;
  readonly #options: RedisClientOptions;
  readonly #arrived: number;
  readonly #expired: number;
  #overdue = 0;
  #failures = 0;
  #nextTrialAtUs = 0;

  constructor(options: RedisClientOptions) {
    this.#options = options;
    const { queue, commands, server } = options;
    this.#arrived = queue.kind((id) => server.receive(commands.get(id)));
    this.#expired = queue.kind((id) => this.#expire(commands.get(id)));
  }

  /** Sends a command, `bytes` long; undefined where it is not sent, which counts as a failure too. */
  ask(plan: CommandPlan, bytes: number): Command | undefined {
    const { queue, commands, server, there, hopUs, deadlineUs } = this.#options;
    if (server.isDown || this.#overdue > 0 || !this.#allows()) {
      this.storeErrors += 1;
      return undefined;
    }
    const command = commands.begin(plan);
    command.isScheduled = true;
    queue.schedule(queue.nowUs + deadlineUs, this.#expired, command.id);
    queue.schedule(there.send(bytes, queue.nowUs) + hopUs, this.#arrived, command.id);
    return command;
  }

  /** A reply is here. Whether it is in time. */
  hears(command: Command): boolean {
    if (command.state === 'overdue') this.#overdue -= 1;
    if (command.state !== 'waiting') return false;
    command.state = 'heard';
    this.#failures = 0;
    return true;
  }

  /** The connection is lost, and with it all replies. */
  forget(): void {
    this.#overdue = 0;
  }

  #expire(command: Command): void {
    command.isScheduled = false;
    if (command.isOver) {
      this.#options.commands.end(command);
      return;
    }
    if (command.state !== 'waiting') return;
    command.state = 'overdue';
    if (!this.#options.server.isDown) this.#overdue += 1;
    this.storeErrors += 1;
    this.#failures += 1;
    if (this.#failures === failuresToOpen) this.#nextTrialAtUs = this.#options.queue.nowUs + openForUs;
    this.#options.failed(command);
  }

  #allows(): boolean {
    if (this.#failures < failuresToOpen) return true;
    const { nowUs } = this.#options.queue;
    if (nowUs < this.#nextTrialAtUs) return false;
    this.#nextTrialAtUs = nowUs + openForUs;
    return true;
  }
}
