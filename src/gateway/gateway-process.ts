import { serveParent } from '../support/parent-link.ts';
import type { GatewayCalls } from './messages.ts';
import { type Gateway, startGateway } from './start-gateway.ts';

let running: Gateway | undefined;

serveParent<GatewayCalls>({
  async start(config) {
    running = await startGateway(config);
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

function started(): Gateway {
  if (running === undefined) throw new Error('the gateway was not started');
  return running;
}
