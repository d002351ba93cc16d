import { serveAsServer } from '../support/parent-link.ts';
import type { BackendTrouble } from './messages.ts';
import { startBackend } from './start-backend.ts';

serveAsServer('backend', startBackend, (started) => ({
  disturb: async (trouble: BackendTrouble) => started().disturb(trouble),
}));
