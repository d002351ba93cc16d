import { describe, expect, it } from 'vitest';
import type { Answer } from '../../src/load/exchanges.ts';
import { createFreshness } from '../../src/load/freshness.ts';
import type { LoadConfig } from '../../src/load/messages.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { machineOffsetUs } from '../../src/support/machine-clock.ts';
import { aRoute } from '../support/a-route.ts';
import { aScenario } from '../support/a-scenario.ts';
import { anAnswer } from './an-answer.ts';

const [get, put] = [aRoute(), aRoute('PUT /products/{id}')];

function create(scenario: Partial<Scenario> = {}, differences: Partial<LoadConfig> = {}) {
  const routes = scenario.routes ?? [get, put];
  return createFreshness({
    scenario: aScenario({ ...scenario, routes }),
    seed: 1,
    targets: ['http://127.0.0.1:1'],
    balance: 'sticky',
    ownChanges: {},
    ...differences,
  });
}

function answered(match: string, version: string, differences: Partial<Answer> = {}): Answer {
  const [method = '', target = ''] = match.split(' ');
  return anAnswer({
    order: { request: { method, target, bodyBytes: undefined, user: 0 }, node: 0, intendedAtMs: undefined },
    headers: ['Gatebench-Version', version, 'Cache-Status', 'gatebench; hit'],
    ...differences,
  });
}

const wrote = answered('PUT /products/7', '2', { sentAtMs: 1, endedAtMs: 2 });
const later = { sentAtMs: 3, endedAtMs: 4 };

describe('createFreshness', () => {
  it('has nothing to judge where nothing can change', () => {
    expect(create({ routes: [get, aRoute('OPTIONS /products/{id}')] })).toBeUndefined();
    expect(create()).toBeDefined();
    const ownChanges = { api: { everyUs: 1e6, seed: 1, sinceUs: 0 } };
    expect(create({ routes: [get] }, { ownChanges })).toBeDefined();
  });

  it('judges GET and HEAD by the writes of the same target', () => {
    const freshness = create();
    freshness?.take(wrote);
    freshness?.take(answered('GET /products/7', '1', later));
    freshness?.take(answered('HEAD /products/7', '1', later));
    freshness?.take(answered('GET /products/7', '2', later));
    freshness?.take(answered('GET /products/8', '1', later));
    expect(freshness?.report()).toMatchObject({ reads: 4, stale: 2, ownReads: 3, ownWritesUnseen: 2 });
  });

  it('passes over answers that tell no version, such as errors', () => {
    const freshness = create();
    freshness?.take(wrote);
    freshness?.take(anAnswer({ status: 500, headers: [], ...later }));
    freshness?.take(answered('GET /products/7', 'one', later));
    freshness?.take(answered('PUT /products/7', '', later));
    expect(freshness?.report()).toMatchObject({ reads: 0 });
  });

  it('tells changes of the backend itself from writes', () => {
    const sinceUs = machineOffsetUs();
    const ownChanges = { api: { everyUs: 1000, seed: 1, sinceUs } };
    const freshness = create({ routes: [get] }, { ownChanges });
    // A thousand changes are due after a second, and not one is missing from this answer.
    const all = ['Gatebench-Version', '2001', 'Gatebench-Changes', '2000'];
    freshness?.take(answered('GET /products/7', '', { headers: all, sentAtMs: 1000, endedAtMs: 1001 }));
    expect(freshness?.report()).toMatchObject({ reads: 1, stale: 0 });
    const none = ['Gatebench-Version', '2001', 'Gatebench-Changes', '0'];
    freshness?.take(answered('GET /products/7', '', { headers: none, sentAtMs: 1000, endedAtMs: 1001 }));
    expect(freshness?.report()).toMatchObject({ reads: 2, stale: 1 });
  });

  it('expects changes only of backends that change', () => {
    const ownChanges = { other: { everyUs: 1, seed: 1, sinceUs: machineOffsetUs() } };
    const freshness = create(
      { routes: [get, aRoute('GET /other/{id}', { backend: 'other' })] },
      { ownChanges },
    );
    const times = { sentAtMs: 10, endedAtMs: 11 };
    freshness?.take(answered('GET /products/7', '1', times));
    expect(freshness?.report()).toMatchObject({ reads: 1, stale: 0 });
    freshness?.take(answered('GET /other/7', '1', times));
    expect(freshness?.report()).toMatchObject({ reads: 2, stale: 1 });
  });

  it('says nothing of targets that the gateway may ask the backend for by another name', () => {
    const key = { sortQuery: true, stripQuery: [], headers: [], cookies: undefined };
    const freshness = create({ routes: [aRoute('GET /products/{id}', { key }), put] });
    freshness?.take(answered('GET /products/7?b=1&a=2', '1', later));
    expect(freshness?.report()).toMatchObject({ reads: 0 });
    freshness?.take(answered('GET /products/7', '1', later));
    expect(freshness?.report()).toMatchObject({ reads: 1 });
  });
});
