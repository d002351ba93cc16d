import { describe, expect, it } from 'vitest';
import { readScenario } from '../../src/scenario/scenario-file.ts';
import { readTrace } from '../../src/scenario/trace-file.ts';
import { createWorkload } from '../../src/workload/create-workload.ts';
import { createResourceStream } from '../../src/workload/resource-stream.ts';
import { resourcesOf } from '../../src/workload/resources.ts';

const shipped = ['quickstart', 'read-your-writes', 'crawler-scan', 'cold-start', 'trace-replay'];

describe('createResourceStream', () => {
  it.each(
    shipped.flatMap((name) => (['warm-up', 'measure'] as const).map((phase) => [name, phase] as const)),
  )('asks for what the load generator asks for: %s, %s', async (name, phase) => {
    const { scenario } = await readScenario(`scenarios/${name}.yaml`, name);
    if (scenario === undefined) throw new Error(`${name} is a sweep`);
    const trace = scenario.trace && (await readTrace(scenario.trace, scenario.routes));
    const origin = { seed: 7, phase, trace };
    const workload = createWorkload(scenario, origin);
    const stream = createResourceStream(scenario, origin);
    const resources = resourcesOf(scenario, trace);
    for (let request = 0; request < 5000; request++) {
      const expected = workload.next();
      expect(stream.next()).toBe(expected !== undefined);
      if (expected === undefined) break;
      const { route, resource, user, bodyBytes } = stream;
      expect({
        method: scenario.routes[route]?.method,
        target: resources.targetOf(resource),
        user,
        bodyBytes,
      }).toEqual({ ...expected, bodyBytes: expected.bodyBytes ?? -1 });
    }
  });
});
