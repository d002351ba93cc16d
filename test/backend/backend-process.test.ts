import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { beforeEach, describe, expect, it } from 'vitest';
import type { BackendCalls, BackendReport } from '../../src/backend/messages.ts';
import { aBackend } from '../support/a-backend.ts';
import { type ForkedProcess, forkProcess } from '../support/forked-process.ts';

let child: ChildProcess;
let call: ForkedProcess<BackendCalls>['call'];

beforeEach(() => {
  ({ child, call } = forkProcess<BackendCalls>('backend/backend-process.js'));
});

describe('the backend process', () => {
  it('starts, serves and reports as its parent says', async () => {
    const { origin } = (await call('start', aBackend())) as { origin: string };
    expect(await (await fetch(`${origin}/products/17`)).text()).toMatch(/^\/products\/17 v1\n/);
    expect(await call('report')).toMatchObject({ calls: 1, resources: { pid: child.pid } });
    await call('reset');
    expect(((await call('report')) as BackendReport).calls).toBe(0);
  });

  it('reports a port that is taken with a hint', async () => {
    const { origin } = (await call('start', aBackend())) as { origin: string };
    await expect(call('start', aBackend({ port: Number(new URL(origin).port) }))).rejects.toMatchObject({
      code: 'GATEBENCH_ENVIRONMENT',
      hint: expect.any(String),
    });
  });

  it('refuses to report before it was started', async () => {
    await expect(call('report')).rejects.toMatchObject({ message: 'the backend was not started' });
  });

  it('ends when its parent is gone, though it listens', async () => {
    await call('start', aBackend());
    const gone = once(child, 'exit');
    child.disconnect();
    expect(await gone).toEqual([0, null]);
  });
});
