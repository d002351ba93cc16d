import type { StoredRecord } from './store.ts';

/** The record with a body of its own, where that is a view of something larger which it would keep alive. */
export function withOwnBody(record: StoredRecord): StoredRecord {
  if (record.kind !== 'response' || record.body.byteLength === record.body.buffer.byteLength) return record;
  // Not from Node's pool of small buffers, which is something larger too.
  const body = Buffer.allocUnsafeSlow(record.body.byteLength);
  body.set(record.body);
  return { ...record, body };
}
