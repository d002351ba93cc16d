import type { Client, Head } from 'autocannon';
import type { WorkloadRequest } from '../workload/workload.ts';
import { headerValue } from './header-value.ts';
import { mendParser } from './mended-parser.ts';

export type Failure = 'error' | 'timeout' | 'unfinished';

/**
 * Where connections take their requests from and tell what became of them. Times are of `performance.now()`.
 */
export interface Exchanges {
  /** False once no more requests are sent, so that broken connections stay closed. */
  readonly isOpen: boolean;
  /** The next request, if there is one; the caller sends it at once. */
  next(): WorkloadRequest | undefined;
  sent(atMs: number): void;
  completed(answer: Answer): void;
  failed(failure: Failure, atMs: number): void;
}

export interface Order {
  readonly request: WorkloadRequest;
  /** The node that it goes to, from 0. */
  readonly node: number;
}

export interface Answer {
  readonly order: Order;
  readonly status: number;
  /** Names, in the case that was sent, and values in turn. */
  readonly headers: readonly string[];
  /** With its headers. */
  readonly bytes: number;
  readonly sentAtMs: number;
  readonly endedAtMs: number;
}

export interface LoadConnectionOptions {
  /** As `setupClient` is given it. */
  readonly client: Client;
  /** The node that it leads to, from 0. */
  readonly node: number;
  readonly exchanges: Exchanges;
  /** Gives the text of a request. */
  readonly write: (request: WorkloadRequest) => string;
}

/**
 * One keep-alive connection of a closed loop: an autocannon client that is told what to send, and whose sockets
 * are replaced when they break. Each request that was sent ends exactly once: completed, or failed in one of
 * three ways.
 */
export class LoadConnection {
  readonly #client: Client;
  readonly #node: number;
  readonly #exchanges: Exchanges;
  readonly #write: (request: WorkloadRequest) => string;
  /** autocannon's own methods, which the client's are laid over. */
  readonly #autocannon: Pick<Client, '_connect' | '_doRequest'>;
  #inFlight: WorkloadRequest | undefined;
  #sentAtMs = 0;
  #text = '';
  #headers: readonly string[] = [];
  #isConnected = false;
  #staysOpen = true;
  #failuresInARow = 0;
  #retry: NodeJS.Timeout | undefined;

  constructor({ client, node, exchanges, write }: LoadConnectionOptions) {
    this.#client = client;
    this.#node = node;
    this.#exchanges = exchanges;
    this.#write = write;
    this.#autocannon = Object.getPrototypeOf(client);
    client._connect = () => this.#start();
    client._doRequest = () => this.#sendNext();
    client.getRequestBuffer = () => this.#text;
    client.on('headers', (head: Head) => this.#takeHead(head));
    client.on('response', (status: number, bytes: number) => this.#complete(status, bytes));
  }

  /** Gives up a request that was sent at the given time or before, as a timeout. */
  expire(sentBeforeMs: number): void {
    if (this.#inFlight === undefined || this.#sentAtMs > sentBeforeMs) return;
    this.#fail('timeout');
    // The answer may still come, so the socket cannot be used again.
    this.#reconnect();
  }

  /** Closes for good; a request in flight stays unfinished. */
  close(): void {
    if (this.#inFlight !== undefined) this.#fail('unfinished');
    clearTimeout(this.#retry);
    this.#client.destroy();
  }

  /** The first call of `_connect`: only now, at the end of its constructor, has the client wired its parser. */
  #start(): void {
    const { parser } = this.#client;
    mendParser(this.#client, () => this.#inFlight?.method === 'HEAD');
    const execute = parser.execute.bind(parser);
    parser.execute = (chunk) => {
      const result = execute(chunk);
      if (parser.hadError) this.#reconnect();
      return result;
    };
    this.#client._connect = () => this.#reconnect();
    this.#open();
  }

  #open(): void {
    const client = this.#client;
    this.#isConnected = false;
    this.#staysOpen = true;
    client.parser.reinitialize('RESPONSE');
    this.#autocannon._connect.call(client);
    client.conn?.setNoDelay(true);
    // Ahead of autocannon's own listener, which asks for a new connection.
    client.conn?.prependListener('end', () => client.parser.finish());
    client.conn?.once('connect', () => {
      this.#isConnected = true;
      this.#sendNext();
    });
  }

  /** Replaces the socket, which failed, ended, or cannot be used any more. */
  #reconnect(): void {
    // What an old socket still says must not reach the parser of the new one.
    this.#client._destroyConnection();
    if (this.#inFlight !== undefined) {
      this.#fail('error');
    } else if (!this.#isConnected && this.#exchanges.isOpen) {
      // A connection that is refused counts as a request that failed: otherwise a dead server would look idle.
      this.#exchanges.sent(performance.now());
      this.#fail('error');
    }
    this.#isConnected = false;
    if (!this.#exchanges.isOpen) return;
    const delayMs = retryDelayMs(this.#failuresInARow);
    if (delayMs === 0) this.#open();
    else this.#retry = setTimeout(() => this.#exchanges.isOpen && this.#open(), delayMs);
  }

  #sendNext(): void {
    // autocannon sends before the socket is connected; connecting would then count as latency.
    if (!this.#isConnected) return;
    if (!this.#staysOpen) {
      // A socket that has ended already is about to be replaced by autocannon.
      if (this.#client.conn?.readableEnded === false) this.#reconnect();
      return;
    }
    const request = this.#exchanges.next();
    if (request === undefined) return;
    this.#text = this.#write(request);
    this.#inFlight = request;
    this.#sentAtMs = performance.now();
    this.#exchanges.sent(this.#sentAtMs);
    this.#autocannon._doRequest.call(this.#client);
  }

  #takeHead({ headers, shouldKeepAlive, versionMinor }: Head): void {
    this.#headers = headers;
    const staysOpenWithoutBody =
      versionMinor > 0 && headerValue(headers, 'connection')?.toLowerCase() !== 'close';
    this.#staysOpen = this.#inFlight?.method === 'HEAD' ? staysOpenWithoutBody : shouldKeepAlive;
  }

  #complete(status: number, bytes: number): void {
    const request = this.#inFlight as WorkloadRequest;
    this.#inFlight = undefined;
    this.#failuresInARow = 0;
    this.#exchanges.completed({
      order: { request, node: this.#node },
      status,
      headers: this.#headers,
      bytes,
      sentAtMs: this.#sentAtMs,
      endedAtMs: performance.now(),
    });
  }

  #fail(failure: Failure): void {
    this.#inFlight = undefined;
    this.#failuresInARow += 1;
    this.#exchanges.failed(failure, performance.now());
  }
}

/** None after a success, then 10, 20, 40 … up to 500 ms, so that a server that is gone is not hammered. */
function retryDelayMs(failuresInARow: number): number {
  return failuresInARow === 0 ? 0 : Math.min(500, 5 * 2 ** failuresInARow);
}
