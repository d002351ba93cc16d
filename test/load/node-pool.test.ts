import { describe, expect, it } from 'vitest';
import type { Connection } from '../../src/load/exchanges.ts';
import { NodePool } from '../../src/load/node-pool.ts';

const aConnection = (isConnected: boolean): Connection & { isConnected: boolean } => ({
  node: 0,
  isConnected,
  send() {},
  expire() {},
  close() {},
});

describe('NodePool', () => {
  it('gives the connection that has been vacant longest, so that none is idle for long', () => {
    const pool = new NodePool();
    const [first, second] = [aConnection(true), aConnection(true)];
    pool.put(first);
    pool.put(second);
    expect(pool.take()).toBe(first);
    pool.put(first);
    expect(pool.take()).toBe(second);
    expect(pool.take()).toBe(first);
    expect(pool.take()).toBeUndefined();
  });

  it('gives one without a socket only where there is no other', () => {
    const pool = new NodePool();
    const [broken, whole] = [aConnection(false), aConnection(true)];
    pool.put(broken);
    expect(pool.isReady).toBe(false);
    pool.put(whole);
    expect(pool.isReady).toBe(true);
    expect(pool.take()).toBe(whole);
    expect(pool.take()).toBe(broken);
  });

  it('has a connection once, however often its socket breaks and is replaced', () => {
    const pool = new NodePool();
    const connection = aConnection(true);
    for (const isConnected of [true, false, false, true]) {
      connection.isConnected = isConnected;
      pool.put(connection);
      expect(pool.isReady).toBe(isConnected);
    }
    expect(pool.take()).toBe(connection);
    expect(pool.take()).toBeUndefined();
  });
});
