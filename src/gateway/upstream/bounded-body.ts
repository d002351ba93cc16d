import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';

/** A request body that went on beyond its bound. */
export class BodyTooLarge extends Error {}

/** A request's body as it streams past, which fails with `BodyTooLarge` where it goes beyond the bound. */
export function boundedBody(request: IncomingMessage, mostBytes: number): Readable {
  // The length of any other has been compared already.
  if (request.headers['transfer-encoding'] === undefined) return request;
  return Readable.from(upTo(mostBytes, request), { objectMode: false });
}

async function* upTo(mostBytes: number, request: IncomingMessage): AsyncGenerator<Buffer> {
  let bytes = 0;
  // The request is not destroyed, because its connection is needed for the answer.
  for await (const piece of request.iterator({ destroyOnReturn: false })) {
    bytes += piece.byteLength;
    if (bytes > mostBytes) throw new BodyTooLarge();
    yield piece;
  }
}
