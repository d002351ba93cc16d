// The child of parent-link.test.ts: plain JavaScript on the built code, because a forked process cannot run TypeScript.
import { EnvironmentError } from '../../dist/support/errors.js';
import { serveParent, tellParent } from '../../dist/support/parent-link.js';

serveParent({
  async double(number) {
    return number * 2;
  },
  async nothing() {},
  async lackPort() {
    throw new EnvironmentError('port 80 is taken', { hint: 'Choose another.' });
  },
  async breakDown() {
    throw new TypeError('a fault of our own');
  },
  failAtOnce() {
    throw new Error('before any promise');
  },
  async announce(event) {
    tellParent(event);
  },
});
tellParent('ready');
