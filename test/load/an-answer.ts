import type { Answer } from '../../src/load/exchanges.ts';

/** A complete answer to a read, but for what differs. */
export function anAnswer(differences: Partial<Answer> = {}): Answer {
  return {
    order: {
      request: { method: 'GET', target: '/products/7', bodyBytes: undefined, user: 0 },
      node: 0,
      intendedAtMs: undefined,
    },
    status: 200,
    headers: ['Cache-Status', 'gatebench; hit'],
    bytes: 100,
    sentAtMs: 0,
    endedAtMs: 1,
    ...differences,
  };
}
