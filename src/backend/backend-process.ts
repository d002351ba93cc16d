import { serveParent } from '../support/parent-link.ts';
import type { BackendCalls } from './messages.ts';
import { type Backend, startBackend } from './start-backend.ts';

let running: Backend | undefined;

serveParent<BackendCalls>({
  async start(config) {
    running = await startBackend(config);
    return { origin: running.origin };
  },
  async reset() {
    started().reset();
  },
  async report() {
    return started().report();
  },
  async stop() {
    await running?.stop();
    running = undefined;
  },
});

function started(): Backend {
  if (running === undefined) throw new Error('the backend was not started');
  return running;
}
