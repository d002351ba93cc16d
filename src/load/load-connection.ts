import type { Client, Head } from 'autocannon';
import type { WorkloadRequest } from '../workload/workload.ts';
import type { Connection, Exchanges, Failure, Order } from './exchanges.ts';
import { headerValue } from './header-value.ts';
import { readResponses } from './read-responses.ts';

export interface LoadConnectionOptions {
  /** As `setupClient` is given it. */
  readonly client: Client;
  /** The node that it leads to, from 0. */
  readonly node: number;
  readonly exchanges: Exchanges;
  /** Gives the text of a request. */
  readonly write: (request: WorkloadRequest) => Buffer;
}

const noHeaders: readonly string[] = [];

/**
 * One keep-alive connection to a node: an autocannon client that is told what to send and when, and whose sockets are
 * replaced when they break. Each request that it is given ends exactly once: completed, or failed in one of three ways.
 */
export class LoadConnection implements Connection {
  readonly node: number;
  readonly #client: Client;
  readonly #exchanges: Exchanges;
  readonly #write: (request: WorkloadRequest) => Buffer;
  /** autocannon's own method, which the client's is laid over. */
  readonly #autocannon: Pick<Client, '_connect'>;
  /** The request that was sent, or waits for the socket to connect. */
  #order: Order | undefined;
  /** When it was sent, or else when it began to wait. */
  #sinceMs = 0;
  /** Of the answer, as far as it has come. */
  #status = 0;
  #headers = noHeaders;
  #bytes = 0;
  #isConnected = false;
  #staysOpen = true;
  /** Sockets opened since the last answer. */
  #fruitlessOpenings = 0;
  #retry: NodeJS.Timeout | undefined;

  constructor({ client, node, exchanges, write }: LoadConnectionOptions) {
    this.node = node;
    this.#client = client;
    this.#exchanges = exchanges;
    this.#write = write;
    this.#autocannon = Object.getPrototypeOf(client);
    client._connect = () => this.#start();
    // autocannon would send as soon as it has asked for a socket; connecting would then count as latency.
    client._doRequest = () => {};
  }

  get isConnected(): boolean {
    return this.#isConnected;
  }

  send(order: Order): void {
    this.#order = order;
    if (this.#isConnected) {
      this.#sendOrder();
      return;
    }
    this.#sinceMs = performance.now();
    if (this.#retry !== undefined) this.#open();
  }

  expire(sinceMs: number): void {
    if (this.#order === undefined || this.#sinceMs > sinceMs) return;
    // The answer may still come, so the socket cannot be used again.
    this.#reconnect('timeout');
  }

  close(): void {
    this.#isConnected = false;
    clearTimeout(this.#retry);
    this.#client.destroy();
    this.#fail('unfinished');
  }

  /** The first call of `_connect`: only now, at the end of its constructor, has the client wired its parser. */
  #start(): void {
    const { parser } = this.#client;
    readResponses(this.#client, {
      isHeadRequest: () => this.#order?.request.method === 'HEAD',
      takeHead: (head) => this.#takeHead(head),
      takeEnd: () => this.#complete(),
    });
    const execute = parser.execute.bind(parser);
    parser.execute = (chunk) => {
      this.#bytes += chunk.length;
      const result = execute(chunk);
      if (parser.hadError) this.#reconnect('error');
      return result;
    };
    this.#client._connect = () => this.#reconnect('error');
    this.#open();
  }

  #open(): void {
    const client = this.#client;
    clearTimeout(this.#retry);
    this.#retry = undefined;
    this.#fruitlessOpenings += 1;
    this.#staysOpen = true;
    client.parser.reinitialize('RESPONSE');
    this.#autocannon._connect.call(client);
    client.conn?.setNoDelay(true);
    // Ahead of autocannon's own listener, which asks for a new connection.
    client.conn?.prependListener('end', () => client.parser.finish());
    client.conn?.once('connect', () => {
      this.#isConnected = true;
      // Only now, so that connecting is part of no latency.
      if (this.#order === undefined) this.#exchanges.vacant(this);
      else this.#sendOrder();
    });
  }

  /** Replaces the socket, which failed, ended, or cannot be used any more; what was to be sent on it has failed. */
  #reconnect(failure: Failure): void {
    // What an old socket still says must not reach the parser of the new one.
    this.#client._destroyConnection();
    this.#isConnected = false;
    const restMs = retryDelayMs(this.#fruitlessOpenings);
    clearTimeout(this.#retry);
    if (this.#exchanges.isOpen) this.#retry = setTimeout(() => this.#open(), restMs);
    this.#fail(failure, restMs);
    this.#exchanges.vacant(this);
  }

  #sendOrder(): void {
    const { request } = this.#order as Order;
    const text = this.#write(request);
    this.#headers = noHeaders;
    this.#bytes = 0;
    this.#sinceMs = performance.now();
    this.#client.conn?.write(text);
  }

  #takeHead({ statusCode, headers, shouldKeepAlive, versionMinor }: Head): void {
    this.#status = statusCode;
    this.#headers = headers;
    const staysOpenWithoutBody =
      versionMinor > 0 && headerValue(headers, 'connection')?.toLowerCase() !== 'close';
    this.#staysOpen = this.#order?.request.method === 'HEAD' ? staysOpenWithoutBody : shouldKeepAlive;
  }

  #complete(): void {
    const order = this.#order;
    // A response that nobody asked for must not pass for the answer to the next request.
    if (order === undefined) return;
    this.#order = undefined;
    this.#fruitlessOpenings = 0;
    this.#exchanges.completed({
      order,
      status: this.#status,
      headers: this.#headers,
      bytes: this.#bytes,
      sentAtMs: this.#sinceMs,
      endedAtMs: performance.now(),
    });
    if (this.#staysOpen) this.#exchanges.vacant(this);
    // A socket that has ended already is about to be replaced by autocannon.
    else if (this.#client.conn?.readableEnded === false) this.#reconnect('error');
  }

  #fail(failure: Failure, restMs = 0): void {
    if (this.#order === undefined) return;
    const sinceMs = this.#order.intendedAtMs ?? this.#sinceMs;
    this.#order = undefined;
    this.#exchanges.failed({ failure, sinceMs, atMs: performance.now() }, restMs);
  }
}

/** None after an answer, then 10, 20, 40 … up to 500 ms, so that a server that is gone is not hammered. */
function retryDelayMs(fruitlessOpenings: number): number {
  return fruitlessOpenings === 0 ? 0 : Math.min(500, 5 * 2 ** fruitlessOpenings);
}
