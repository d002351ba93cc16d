import type { Connection } from './exchanges.ts';

/** The vacant connections to one node. Those that have been vacant longest come first. */
export class NodePool {
  readonly #connected = new Set<Connection>();
  readonly #unconnected = new Set<Connection>();

  /** Whether a request would be sent at once. */
  get isReady(): boolean {
    return this.#connected.size > 0;
  }

  /** Takes in a connection that is vacant, or one whose state has changed meanwhile. */
  put(connection: Connection): void {
    const [to, from] = connection.isConnected
      ? [this.#connected, this.#unconnected]
      : [this.#unconnected, this.#connected];
    from.delete(connection);
    to.add(connection);
  }

  /** A vacant connection, one that is connected if there is one; undefined where none is vacant. */
  take(): Connection | undefined {
    const vacant = this.isReady ? this.#connected : this.#unconnected;
    for (const connection of vacant) {
      vacant.delete(connection);
      return connection;
    }
    return undefined;
  }
}
