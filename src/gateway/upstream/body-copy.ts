/**
 * A copy of a body that streams past, as long as it stays within a limit. Pieces are copied, because they are views of
 * the socket's buffer, which is much larger and would be kept alive whole.
 */
export class BodyCopy {
  readonly #limitBytes: number;
  #pieces: Buffer[] = [];
  #bytes = 0;

  constructor(limitBytes: number) {
    this.#limitBytes = limitBytes;
  }

  add(piece: Uint8Array): void {
    this.#bytes += piece.byteLength;
    if (this.#bytes > this.#limitBytes) this.#pieces = [];
    else this.#pieces.push(ownCopy([piece]));
  }

  /** The whole body, or undefined where it was larger than the limit. */
  finish(): Uint8Array | undefined {
    if (this.#bytes > this.#limitBytes) return undefined;
    return this.#pieces.length === 1 ? this.#pieces[0] : ownCopy(this.#pieces);
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
