import type { Client, Head } from 'autocannon';

const onHeadersComplete = 2;
const onBody = 3;
const onMessageComplete = 4;

export interface AnswerEvents {
  /** Whether the request that waits for its answer is a HEAD. */
  isHeadRequest(): boolean;
  takeHead(head: Head): void;
  /** The answer is complete. */
  takeEnd(): void;
}

/**
 * Reads answers with the parser of an autocannon client, in place of the client. That one waits in vain for the bodies
 * which HEAD, 204 and 304 do not have, takes 103 for the answer, gathers every body in a string, and spends more on each
 * answer than all that is recorded of it takes here.
 */
export function readResponses({ parser }: Client, answer: AnswerEvents): void {
  let isInterim = false;
  parser[onHeadersComplete] = (head) => {
    const { statusCode } = head;
    // RFC 9110 §15.2: any number of interim responses may precede the answer.
    isInterim = statusCode < 200 && statusCode !== 101;
    if (isInterim) return true;
    answer.takeHead(head);
    return answer.isHeadRequest() || statusCode === 204 || statusCode === 304;
  };
  parser[onBody] = () => {};
  parser[onMessageComplete] = () => {
    if (!isInterim) answer.takeEnd();
  };
}
