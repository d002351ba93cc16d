import { parseScenario } from '../../src/scenario/parse-scenario.ts';
import type { ClosedLoad, OpenLoad, Scenario } from '../../src/scenario/scenario.ts';

type Changes = Partial<Omit<Scenario, 'measure' | 'load'>> & {
  readonly measure?: Partial<Scenario['measure']>;
  readonly load?: Partial<ClosedLoad> | OpenLoad;
};

/** A small scenario in all modes, with what the test wants otherwise. */
export function aScenario({ measure, load, ...changes }: Changes = {}): Scenario {
  const scenario = parseScenario({
    file: 'test.yaml',
    name: 'test',
    resolvePath: (file) => file,
    text: `
question: Does it pay?
backends: { api: { latency: 1ms } }
routes:
  - match: GET /items/{id}
    backend: api
    keys: { count: 100, zipf: 0.8 }
    headers: { cache-control: max-age=60 }
`,
  });
  return {
    ...scenario,
    ...changes,
    measure: { ...scenario.measure, ...measure },
    load: { ...scenario.load, ...load } as Scenario['load'],
  };
}
