import type { BackendConfig } from '../../src/backend/messages.ts';

/** A backend on any free port that answers at once, without headers of its own; what a test is about is set in `changes`. */
export function aBackend(changes: Partial<BackendConfig> = {}): BackendConfig {
  return {
    name: 'catalogue',
    host: '127.0.0.1',
    port: 0,
    seed: 7,
    latencyUs: { kind: 'constant', value: 0 },
    capacity: undefined,
    bodyBytes: { kind: 'constant', value: 100 },
    errorRatio: 0,
    etag: true,
    lastModified: true,
    ownChanges: undefined,
    routes: [],
    ...changes,
  };
}
