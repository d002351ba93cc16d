import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { beforeEach, describe, expect, it } from 'vitest';
import type { GatewayCalls } from '../../src/gateway/messages.ts';
import { aGateway } from '../support/a-gateway.ts';
import { type ForkedProcess, forkProcess } from '../support/forked-process.ts';
import { ask } from '../support/http-client.ts';

let child: ChildProcess;
let call: ForkedProcess<GatewayCalls>['call'];

beforeEach(() => {
  ({ child, call } = forkProcess<GatewayCalls>('gateway/gateway-process.js'));
});

const nowhere = 'http://127.0.0.1:1';

describe('the gateway process', () => {
  it('starts, answers and reports as its parent says', async () => {
    const { origin } = (await call('start', aGateway(nowhere))) as { origin: string };
    expect((await ask(origin, '/a')).status).toBe(502);
    expect(await call('report')).toMatchObject({
      stored: { entries: 0, bytes: 0 },
      forwarded: 1,
      resources: { pid: child.pid },
    });
    await call('reset');
    expect(await call('report')).toMatchObject({ forwarded: 0 });
  });

  it('reports a port that is taken with a hint', async () => {
    const { origin } = (await call('start', aGateway(nowhere))) as { origin: string };
    const taken = { ...aGateway(nowhere), port: Number(new URL(origin).port) };
    await expect(call('start', taken)).rejects.toMatchObject({
      code: 'GATEBENCH_ENVIRONMENT',
      hint: expect.any(String),
    });
  });

  it('refuses to report before it was started', async () => {
    await expect(call('report')).rejects.toMatchObject({ message: 'the gateway was not started' });
  });

  it('ends when its parent is gone, though it listens', async () => {
    await call('start', aGateway(nowhere));
    const gone = once(child, 'exit');
    child.disconnect();
    expect(await gone).toEqual([0, null]);
  });
});
