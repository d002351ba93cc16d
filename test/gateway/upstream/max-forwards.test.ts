import { describe, expect, it } from 'vitest';
import { always } from '../../support/programmable-origin.ts';
import { startRig } from '../../support/running-gateway.ts';

describe.each(['stateless', 'memory'] as const)('a gateway in mode %s', (mode) => {
  const withLimit = (limit: string) => ({ method: 'OPTIONS', headers: { 'max-forwards': limit } });

  it('forwards OPTIONS no further than Max-Forwards says (RFC 9110 §7.6.2)', async () => {
    const { origin, ask } = await startRig(always({}), { mode });
    for (const limit of ['2', '1', '99999999999999999999', 'many']) await ask('/a', withLimit(limit));
    expect(origin.seen.map(({ headers }) => headers['max-forwards'])).toEqual([
      '1',
      '0',
      String(Number.MAX_SAFE_INTEGER - 1),
      'many',
    ]);
    expect(await ask('/a', withLimit('0'))).toMatchObject({
      status: 200,
      body: expect.stringContaining('Max-Forwards'),
    });
    expect(origin.seen).toHaveLength(4);
  });

  it('answers TRACE itself, because it would tell what is in a request to whoever may read the answer', async () => {
    const { origin, ask } = await startRig(always({}), { mode });
    expect((await ask('/a', { method: 'TRACE' })).status).toBe(501);
    expect(origin.seen).toHaveLength(0);
  });

  it('takes Max-Forwards of other methods for a field like any other', async () => {
    const { origin, ask } = await startRig(always({}), { mode });
    await ask('/a', { headers: { 'max-forwards': '0' } });
    expect(origin.seen[0]?.headers['max-forwards']).toBe('0');
  });
});
