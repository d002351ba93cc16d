import { serveParent, tellParent } from '../support/parent-link.ts';
import { createLoadCalls } from './load-calls.ts';
import type { LoadCalls } from './messages.ts';

serveParent<LoadCalls>(createLoadCalls(tellParent));
