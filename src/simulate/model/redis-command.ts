import type { Fetch } from './fetch.ts';
import type { Request } from './request.ts';
import type { Stored } from './stored.ts';

/** What a gateway asks of Redis, and what it is told. */
export class Command {
  readonly id: number;
  readonly node: number;
  readonly what: 'read' | 'begin' | 'keep' | 'abandon' | 'invalidate';
  readonly resource: number;
  /** The request that waits for the reply, if one does. */
  readonly request: Request | undefined;
  /** The fetch that is announced, kept or given up. */
  readonly fetch: Fetch | undefined;
  /** Which life of the gateway it belongs to. */
  readonly epoch: number;
  /** What is to be kept. */
  readonly stored: Stored | undefined;
  state: 'waiting' | 'overdue' | 'heard' = 'waiting';
  /** Its deadline is still to come. */
  isScheduled = false;
  /** It has ended, but for its deadline. */
  isOver = false;
  /** What was read. */
  found: Stored | undefined;
  /** Of `begin`: another gateway is asking already. Of `keep`: it was kept. */
  isSo = false;

  constructor(id: number, plan: CommandPlan) {
    this.id = id;
    this.node = plan.node;
    this.what = plan.what;
    this.resource = plan.resource;
    this.request = plan.request;
    this.fetch = plan.fetch;
    this.epoch = plan.epoch;
    this.stored = plan.stored;
  }
}

export type CommandPlan = Pick<
  Command,
  'node' | 'what' | 'resource' | 'request' | 'fetch' | 'epoch' | 'stored'
>;

/** Commands under way, by their numbers. */
export class CommandPool {
  readonly #commands: (Command | undefined)[] = [];
  readonly #free: number[] = [];

  get(id: number): Command {
    return this.#commands[id] as Command;
  }

  begin(plan: CommandPlan): Command {
    const id = this.#free.pop() ?? this.#commands.length;
    const command = new Command(id, plan);
    this.#commands[id] = command;
    return command;
  }

  /** It is over; its number goes to another once its deadline has passed. */
  end(command: Command): void {
    command.isOver = true;
    if (command.isScheduled) return;
    this.#commands[command.id] = undefined;
    this.#free.push(command.id);
  }
}
