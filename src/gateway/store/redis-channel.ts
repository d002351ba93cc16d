import type { Redis } from 'ioredis';
import { decodeNotice, type Notice } from './notice.ts';

/** A connection that is dead without having been closed is found out by asking it; see `unansweredMs`. */
const heartbeatMs = 1000;
const retryMs = 100;
/** How long a gateway that starts waits for what it has missed before it begins to answer without. */
const openingMs = 1000;

export interface ChannelListener {
  heard(notice: Notice): void;
  /**
   * Notices arrive again, after some may have been missed. False: it could not be found out what was missed, and is to
   * be tried again.
   */
  catchUp(): Promise<boolean>;
  /** All that was missed is known. */
  caughtUp(): void;
}

/** What gateways on one Redis tell each other. Notices are lost while the connection is, and nobody can tell which. */
export class RedisChannel {
  readonly #subscriber: Redis;
  readonly #name: string;
  readonly #listener: ChannelListener;
  readonly #heartbeat: NodeJS.Timeout;
  /** Grows with each connection. */
  #session = 0;
  #isInStep = false;

  /** `subscriber`: a connection of its own, which may or may not be there yet. */
  constructor(subscriber: Redis, name: string, listener: ChannelListener) {
    this.#subscriber = subscriber;
    this.#name = name;
    this.#listener = listener;
    subscriber.on('message', (_channel, text) => {
      const notice = decodeNotice(text);
      if (notice !== undefined) listener.heard(notice);
    });
    subscriber.on('ready', () => this.#join());
    subscriber.on('close', () => this.#leave());
    this.#heartbeat = setInterval(() => this.#beat(), heartbeatMs).unref();
  }

  /** Whether all that the others have said until a moment ago is known here. */
  get isInStep(): boolean {
    return this.#isInStep;
  }

  /** Resolves when everything is known, or after a while: it may come later. */
  async open(): Promise<void> {
    if (this.#subscriber.status === 'ready') await Promise.race([this.#join(), delay(openingMs)]);
  }

  close(): void {
    clearInterval(this.#heartbeat);
    this.#leave();
  }

  async #join(): Promise<void> {
    this.#leave();
    const session = this.#session;
    try {
      await this.#subscriber.subscribe(this.#name);
    } catch {
      return;
    }
    // In this order, so that nothing falls between what is caught up with and what is heard.
    while (session === this.#session && !(await this.#listener.catchUp())) await delay(retryMs);
    if (session !== this.#session) return;
    this.#listener.caughtUp();
    this.#isInStep = true;
  }

  #leave(): void {
    this.#session += 1;
    this.#isInStep = false;
  }

  #beat(): void {
    if (this.#subscriber.status === 'ready') this.#subscriber.ping().catch(() => {});
  }
}

const delay = (durationMs: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, durationMs).unref());
