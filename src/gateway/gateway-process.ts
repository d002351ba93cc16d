import { serveAsServer } from '../support/parent-link.ts';
import type { GatewayConfig } from './messages.ts';
import { startGateway } from './start-gateway.ts';

serveAsServer('gateway', (config: GatewayConfig) => startGateway(config));
