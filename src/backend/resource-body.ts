const fillerLine = 'The quick brown fox jumps over the lazy dog while the cache is warm.\n';

/** Shared by all bodies, so that a body of any size costs no memory of its own. */
const filler = Buffer.alloc(256 * 2 ** 10, fillerLine);

/** `/products/17 v3` on a line of its own, then filler, cut to exactly the size; in pieces, to be sent one after the other. */
export function resourceBody(resource: string, version: number, bodyBytes: number): readonly Buffer[] {
  const pieces = [Buffer.from(`${resource} v${version}\n`).subarray(0, bodyBytes)];
  let missing = bodyBytes - (pieces[0]?.length ?? 0);
  while (missing > 0) {
    const piece = filler.subarray(0, missing);
    pieces.push(piece);
    missing -= piece.length;
  }
  return pieces;
}
