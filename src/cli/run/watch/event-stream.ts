import type { ServerResponse } from 'node:http';

/** How long a page waits before it connects again, in ms. */
const retryMs = 2000;

/**
 * Server-sent events (HTML Standard §9.2) for any number of readers. Whoever comes is told the whole state first, so it makes
 * no difference which event was the last that it had. A reader that does not keep up is told nothing until it has read what it
 * was sent, and then the whole state again: so no more than that is ever kept for it.
 */
export class EventStream {
  readonly #whole: () => object;
  readonly #readers = new Map<ServerResponse, { isBehind: boolean; missed: boolean; wasBehind: boolean }>();
  /** Of each reader that is expected, the timer that gives it up. */
  readonly #expected: NodeJS.Timeout[] = [];
  #lastId = 0;
  #whenEmpty: (() => void) | undefined;

  /** `whole`: the state, as an event. */
  constructor(whole: () => object) {
    this.#whole = whole;
  }

  get readers(): number {
    return this.#readers.size;
  }

  /** Counts on one more reader to come, for so long: a page that was asked for reads events only once it has been loaded. */
  expect(patienceMs: number): void {
    const timer = setTimeout(() => {
      this.#expected.splice(this.#expected.indexOf(timer), 1);
      this.#tellIfEmpty();
    }, patienceMs);
    timer.unref();
    this.#expected.push(timer);
  }

  add(response: ServerResponse): void {
    clearTimeout(this.#expected.shift());
    response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
    const reader = { isBehind: false, missed: false, wasBehind: false };
    this.#readers.set(response, reader);
    response.on('drain', () => {
      reader.isBehind = false;
      if (!reader.missed) return;
      reader.missed = false;
      reader.isBehind = !response.write(this.#format(this.#whole()));
    });
    // A connection that breaks is closed as well.
    response.on('error', () => {});
    response.on('close', () => {
      this.#readers.delete(response);
      this.#tellIfEmpty();
    });
    reader.isBehind = !response.write(`retry: ${retryMs}\n\n${this.#format(this.#whole())}`);
  }

  send(event: object): void {
    this.#lastId += 1;
    this.#write(this.#format(event));
  }

  /**
   * Keeps connections open that nothing is sent on for long, and closes those that have read nothing since the last time. To be
   * called every few seconds.
   */
  beat(): void {
    for (const [response, reader] of this.#readers) {
      if (reader.isBehind && reader.wasBehind) response.destroy();
      reader.wasBehind = reader.isBehind;
    }
    this.#write(': still here\n\n', { counts: false });
  }

  /**
   * Resolves when nobody reads any more and nobody is expected to, and after so long at the latest: to who still reads then no
   * more is told.
   */
  async emptied(patienceMs: number): Promise<void> {
    if (this.#isEmpty) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, patienceMs);
      this.#whenEmpty = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    // In good order, so that no browser takes it for a failure; what a stuck reader leaves is cut off with its connection.
    for (const response of this.#readers.keys()) response.end();
  }

  get #isEmpty(): boolean {
    return this.#readers.size === 0 && this.#expected.length === 0;
  }

  #tellIfEmpty(): void {
    if (this.#isEmpty) this.#whenEmpty?.();
  }

  #write(text: string, { counts } = { counts: true }): void {
    for (const [response, reader] of this.#readers) {
      if (!reader.isBehind) reader.isBehind = !response.write(text);
      else if (counts) reader.missed = true;
    }
  }

  /** JSON holds no line break, so it is one line of data. */
  #format(event: object): string {
    return `id: ${this.#lastId}\ndata: ${JSON.stringify(event)}\n\n`;
  }
}
