/** A copy to be held for long: not from Node's pool of small buffers, all of which the copy would keep alive. */
export function lastingCopy(view: Buffer): Buffer {
  const copy = Buffer.allocUnsafeSlow(view.byteLength);
  copy.set(view);
  return copy;
}

/** A copy that is soon let go of, which may come cheaper. */
export const passingCopy = (view: Buffer): Buffer => Buffer.from(view);
