import { serveAsServer } from '../support/parent-link.ts';
import { startBackend } from './start-backend.ts';

serveAsServer('backend', startBackend);
