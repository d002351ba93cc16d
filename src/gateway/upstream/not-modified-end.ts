import type { IncomingHttpHeaders } from 'node:http';
import type { Dispatcher } from 'undici';

/**
 * Lets a 304 end where it ends: with its header section (RFC 9112 §6.3). It may tell the length that a 200 would have
 * (RFC 9110 §8.6), and many origins do; undici 7 then misses the body, and reports an error after a complete answer.
 */
export class NotModifiedEnd implements Dispatcher.DispatchHandler {
  readonly #handler: Dispatcher.DispatchHandler;
  #isNotModified = false;

  constructor(handler: Dispatcher.DispatchHandler) {
    this.#handler = handler;
  }

  onRequestStart(controller: Dispatcher.DispatchController, context: unknown): void {
    this.#handler.onRequestStart?.(controller, context);
  }

  onResponseStart(
    controller: Dispatcher.DispatchController,
    status: number,
    headers: IncomingHttpHeaders,
    statusMessage?: string,
  ): void {
    this.#isNotModified = status === 304;
    this.#handler.onResponseStart?.(controller, status, headers, statusMessage);
  }

  onResponseData(controller: Dispatcher.DispatchController, piece: Buffer): void {
    this.#handler.onResponseData?.(controller, piece);
  }

  onResponseEnd(controller: Dispatcher.DispatchController, trailers: IncomingHttpHeaders): void {
    this.#handler.onResponseEnd?.(controller, trailers);
  }

  onResponseError(controller: Dispatcher.DispatchController, error: Error): void {
    if (this.#isNotModified && isLengthMismatch(error)) this.#handler.onResponseEnd?.(controller, {});
    else this.#handler.onResponseError?.(controller, error);
  }
}

function isLengthMismatch(error: Error): boolean {
  return 'code' in error && error.code === 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH';
}
