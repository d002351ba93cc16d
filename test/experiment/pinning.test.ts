import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Child } from '../../src/experiment/child.ts';
import {
  coresOfNode,
  coresToPin,
  parseCoreList,
  pinThisProcess,
  shareCores,
} from '../../src/experiment/pinning.ts';
import type { GatewayCalls } from '../../src/gateway/messages.ts';
import { aGateway } from '../support/a-gateway.ts';

describe('shareCores', () => {
  it('gives a gateway the last of two cores, and everything else the first', () => {
    expect(shareCores([0, 1], 1)).toEqual({ gateway: [1], others: [0] });
    expect(shareCores([2, 5, 6, 7], 1)).toEqual({ gateway: [7], others: [2, 5, 6] });
  });

  it('gives each core to one side, and the gateways never more than half of them', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 64 }), fc.integer({ min: 1, max: 100 }), (count, nodes) => {
        const cores = Array.from({ length: count }, (_, core) => core);
        const { gateway, others } = shareCores(cores, nodes);
        expect([...others, ...gateway]).toEqual(cores);
        expect(gateway.length).toBeGreaterThanOrEqual(1);
        expect(gateway.length).toBeLessThanOrEqual(Math.min(nodes, count / 2));
      }),
    );
  });
});

describe('coresOfNode', () => {
  it('gives each node one of its own, and all the same where there are too few', () => {
    const pinning = shareCores([0, 1, 2, 3], 2);
    expect([0, 1].map((node) => coresOfNode(pinning, node, 2))).toEqual([[2], [3]]);
    expect([0, 1, 2].map((node) => coresOfNode(pinning, node, 3))).toEqual([
      [2, 3],
      [2, 3],
      [2, 3],
    ]);
    expect(coresOfNode(pinning, 0, 1)).toEqual([2]);
  });
});

describe('parseCoreList', () => {
  it('reads what the system says, and nothing from what it would not say', () => {
    expect(parseCoreList('0-3,8')).toEqual([0, 1, 2, 3, 8]);
    expect(parseCoreList('5')).toEqual([5]);
    expect(parseCoreList('')).toEqual([]);
  });
});

const found = await coresToPin(process.env['PATH']);
const cores = 'cores' in found ? found.cores : [];
if ('reason' in found) console.warn(`Pinned processes are not tested. ${found.reason}`);

const coresOf = (pid: number): number[] =>
  parseCoreList(
    execFileSync('taskset', ['-c', '-p', String(pid)], { encoding: 'utf8' })
      .split(': ')[1]
      ?.trim() ?? '',
  );

describe.skipIf(cores.length < 2)('processes of a run that is pinned', () => {
  it('stay on their cores, whichever their parent has, and can be spoken to', async () => {
    const { gateway, others } = shareCores(cores, 1);
    const release = await pinThisProcess(others);
    onTestFinished(release);
    const start = async (on?: readonly number[]) => {
      const child = new Child<GatewayCalls>('gateway', 'gateway/gateway-process.js', { cores: on });
      onTestFinished(() => child.dismiss());
      await child.call('start', aGateway('http://127.0.0.1:1'), 20e6);
      return (await child.call('report', undefined, 20e6)).resources.pid;
    };
    expect(coresOf(await start(gateway))).toEqual(gateway);
    expect(coresOf(await start())).toEqual(others);
    await release();
    expect(coresOf(process.pid)).toEqual(cores);
  });
});

describe('coresToPin', () => {
  it('says why not where there is no taskset', async () => {
    expect(await coresToPin('/nowhere')).toEqual({ reason: expect.stringContaining('no taskset') });
  });
});
