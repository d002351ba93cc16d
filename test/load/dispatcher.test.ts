import { describe, expect, it } from 'vitest';
import { Dispatcher } from '../../src/load/dispatcher.ts';
import type { Connection, Order } from '../../src/load/exchanges.ts';
import { PhaseRecorder } from '../../src/load/phase-recorder.ts';

function aConnection(isConnected: boolean): Connection & { readonly orders: Order[] } {
  const orders: Order[] = [];
  return { node: 0, isConnected, orders, send: (order) => orders.push(order), expire() {}, close() {} };
}

const request = { method: 'GET', target: '/', bodyBytes: undefined, user: 0 };

describe('Dispatcher', () => {
  const aDispatcher = () =>
    new Dispatcher({ nodes: 1, balance: 'sticky', mostUnderWay: 2, recorder: new PhaseRecorder(1e6) });

  it('gives requests to connections that have not told of themselves yet, as to a server that does not answer', () => {
    const dispatcher = aDispatcher();
    const [first, second] = [aConnection(false), aConnection(false)];
    dispatcher.add(first);
    dispatcher.add(second);
    expect(dispatcher.isReady(0)).toBe(false);
    for (let sent = 0; sent < 2; sent++) dispatcher.send(dispatcher.assign(request));
    expect([first.orders.length, second.orders.length]).toEqual([1, 1]);
    expect(dispatcher.hasRoomFor(1)).toBe(false);
  });

  it('has tried all connections when each has told of itself once', async () => {
    const dispatcher = aDispatcher();
    const [first, second] = [aConnection(true), aConnection(false)];
    dispatcher.add(first);
    dispatcher.add(second);
    let isOver = false;
    void dispatcher.tried.then(() => {
      isOver = true;
    });
    dispatcher.vacant(first);
    dispatcher.vacant(first);
    await Promise.resolve();
    expect(isOver).toBe(false);
    dispatcher.vacant(second);
    await dispatcher.tried;
    expect(isOver).toBe(true);
  });
});
