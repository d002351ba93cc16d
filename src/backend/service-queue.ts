/** Whoever waits to be served: told once, when its turn has come. */
export interface Visitor {
  begin(): void;
}

/**
 * Serves at most `capacity` visitors at once; the others wait in the order they came.
 * There is no bound on the waiting: each is a request on a connection of its own, and connections are bounded elsewhere.
 */
export class ServiceQueue {
  readonly #capacity: number;
  readonly #inService = new Set<Visitor>();
  readonly #waiting = new Set<Visitor>();
  // One iterator for the life of the set: it follows what is added, whereas a new one would have to step over the
  // gaps of all who have left. It cannot run dry, because it is only asked while someone waits.
  readonly #inOrder = this.#waiting.values();
  #admitting = false;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /** Begins at once where a place is free. */
  enter(visitor: Visitor): void {
    this.#waiting.add(visitor);
    this.#admit();
  }

  /** Gives back the place in service or in the queue; without effect for a visitor who has left already. */
  leave(visitor: Visitor): void {
    if (this.#waiting.delete(visitor)) return;
    if (this.#inService.delete(visitor)) this.#admit();
  }

  #admit(): void {
    // A visitor may be done, and leave, within `begin`: the loop under way goes on then, where a recursion would
    // grow the stack by every visitor in the queue.
    if (this.#admitting) return;
    this.#admitting = true;
    while (this.#inService.size < this.#capacity && this.#waiting.size > 0) {
      const visitor = this.#inOrder.next().value as Visitor;
      this.#waiting.delete(visitor);
      this.#inService.add(visitor);
      visitor.begin();
    }
    this.#admitting = false;
  }
}
