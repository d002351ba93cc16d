import type { ServerResponse } from 'node:http';
import type { InFlightRoom } from './in-flight-room.ts';

interface Reader {
  readonly response: ServerResponse;
  /** Number of the next piece that it has not been given. */
  next: number;
  isDraining: boolean;
}

export interface SharedBodyOptions {
  /** Undefined: the body is only passed on, and nothing of it is kept. */
  readonly keeps: { readonly limitBytes: number; readonly room: InFlightRoom } | undefined;
  /** Called when a source that was told to pause may go on. */
  readonly resume: () => void;
}

/**
 * A body on its way to any number of clients, while it is still arriving. As long as it is kept whole, it is taken in as
 * fast as the origin sends it, and a client may still join and be given it from the first byte: no client waits for a
 * slower one. A body that proves too large to keep goes on to those who have begun to read, at the pace of the slowest.
 */
export class SharedBody {
  readonly #keeps: SharedBodyOptions['keeps'];
  readonly #resume: () => void;
  readonly #readers = new Set<Reader>();
  #pieces: Buffer[] = [];
  /** Number of the oldest piece that is held. */
  #oldest = 0;
  #keptBytes = 0;
  #isWhole: boolean;
  #state: 'arriving' | 'complete' | 'broken' = 'arriving';

  constructor({ keeps, resume }: SharedBodyOptions) {
    this.#keeps = keeps;
    this.#resume = resume;
    this.#isWhole = keeps !== undefined;
  }

  /** Whether every byte that arrived is still held, so that one more client can be given the whole. */
  get isWhole(): boolean {
    return this.#isWhole;
  }

  /** Takes in the next piece. False: the source should pause until `resume`. */
  add(piece: Buffer): boolean {
    if (this.#isWhole && !this.#canKeep(piece)) this.#giveUpWhole();
    // What is kept must be a copy: a piece is a view of the socket's buffer, which is larger and would be kept alive whole.
    this.#pieces.push(this.#isWhole ? ownCopy([piece]) : piece);
    for (const reader of this.#readers) this.#advance(reader);
    return this.#isWhole || this.#isDrained();
  }

  /** The body has arrived. */
  complete(): void {
    this.#state = 'complete';
    for (const reader of this.#readers) this.#advance(reader);
  }

  /** It never will: clients that were given a part of it are hung up on, so that none takes it for the whole. */
  breakOff(): void {
    this.#state = 'broken';
    for (const { response } of this.#readers) response.destroy();
    this.#readers.clear();
    this.release();
  }

  /** Writes the body to a response, whose header section has been written, from the first byte as it arrives. */
  sendTo(response: ServerResponse): void {
    const reader: Reader = { response, next: this.#oldest, isDraining: false };
    this.#readers.add(reader);
    response.on('drain', () => {
      reader.isDraining = false;
      this.#advance(reader);
      if (!this.#isWhole && this.#isDrained()) this.#resume();
    });
    response.once('close', () => {
      // A client that is gone holds up nobody.
      if (this.#readers.delete(reader) && !this.#isWhole && this.#isDrained()) this.#resume();
    });
    this.#advance(reader);
  }

  /** The whole body once it is complete; undefined where it was not kept. */
  whole(): Buffer | undefined {
    if (!this.#isWhole || this.#state !== 'complete') return undefined;
    return this.#pieces.length === 1 ? this.#pieces[0] : ownCopy(this.#pieces);
  }

  /** Gives back the room that its copy took. */
  release(): void {
    this.#keeps?.room.giveBack(this.#keptBytes);
    this.#keptBytes = 0;
  }

  #canKeep({ byteLength }: Buffer): boolean {
    const { limitBytes, room } = this.#keeps as NonNullable<SharedBodyOptions['keeps']>;
    if (this.#keptBytes + byteLength > limitBytes || !room.take(byteLength)) return false;
    this.#keptBytes += byteLength;
    return true;
  }

  #giveUpWhole(): void {
    this.#isWhole = false;
    this.release();
    this.#dropRead();
  }

  #advance(reader: Reader): void {
    const { response } = reader;
    while (!reader.isDraining && reader.next < this.#oldest + this.#pieces.length) {
      const piece = this.#pieces[reader.next - this.#oldest] as Buffer;
      reader.next += 1;
      reader.isDraining = !response.write(piece);
    }
    if (!this.#isWhole) this.#dropRead();
    if (this.#state === 'complete' && reader.next === this.#oldest + this.#pieces.length) {
      this.#readers.delete(reader);
      response.end();
    }
  }

  /** Of a body that is not kept, only what somebody has yet to be given is held. */
  #dropRead(): void {
    let slowest = this.#oldest + this.#pieces.length;
    for (const { next } of this.#readers) slowest = Math.min(slowest, next);
    this.#pieces.splice(0, slowest - this.#oldest);
    this.#oldest = slowest;
  }

  #isDrained(): boolean {
    for (const { isDraining } of this.#readers) if (isDraining) return false;
    return true;
  }
}

/** Outside Node's pool of small buffers: a slice of the pool would keep all 8 KiB of it alive. */
function ownCopy(pieces: readonly Uint8Array[]): Buffer {
  const copy = Buffer.allocUnsafeSlow(pieces.reduce((sum, piece) => sum + piece.byteLength, 0));
  let at = 0;
  for (const piece of pieces) {
    copy.set(piece, at);
    at += piece.byteLength;
  }
  return copy;
}
