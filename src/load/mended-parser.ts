import type { Client } from 'autocannon';

const onHeadersComplete = 2;
const onMessageComplete = 4;

/**
 * Mends how an autocannon client reads responses. As it comes, it waits in vain for the bodies that HEAD, 204
 * and 304 do not have, takes 103 for the answer, and gathers every body in a string.
 *
 * @param isHeadRequest - whether the request that waits for its answer is a HEAD
 */
export function mendParser({ parser, pipelinedRequests }: Client, isHeadRequest: () => boolean): void {
  const takeHead = parser[onHeadersComplete];
  const takeEnd = parser[onMessageComplete];
  let isInterim = false;

  parser[onHeadersComplete] = (head) => {
    const { statusCode } = head;
    // RFC 9110 §15.2: any number of interim responses may precede the answer.
    isInterim = statusCode < 200 && statusCode !== 101;
    takeHead(head);
    return isInterim || isHeadRequest() || statusCode === 204 || statusCode === 304;
  };
  parser[onMessageComplete] = () => {
    // A response that nobody asked for would be taken for the answer to the next request.
    if (!isInterim && pipelinedRequests.size() > 0) takeEnd();
  };
  pipelinedRequests.addBody = () => {};
}
