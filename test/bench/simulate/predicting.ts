import { parseScenario } from '../../../src/scenario/parse-scenario.ts';
import type { Mode, Scenario } from '../../../src/scenario/scenario.ts';
import { predict } from '../../../src/simulate/theory/predict.ts';

/** A thousand million keys, more than any of the caches holds, with lifetimes, writes and a backend that queues. */
const scenario: Scenario = parseScenario({
  file: 'bench.yaml',
  name: 'bench',
  resolvePath: (file) => file,
  text: `
question: How long do closed forms take?
gateway: { nodes: 64, cache: { maxSize: 10GiB } }
backends: { api: { latency: { median: 20ms, p99: 100ms }, capacity: 20000 } }
routes:
  - match: GET /items/{id}
    backend: api
    weight: 97
    keys: { count: 1000000000, zipf: 0.9 }
    headers: { cache-control: max-age=600 }
  - { match: 'PUT /items/{id}', backend: api, weight: 3 }
load: { rate: 100000/s, connections: 1000 }
`,
});

export const predictedModes = ['memory', 'redis'] as const satisfies readonly Mode[];

/** How long each of several predictions takes, in ms; one before them is not counted, because the compiler's work is not the formulas'. */
export function predictInTurn(mode: (typeof predictedModes)[number], rounds: number): number[] {
  const strategy = scenario.strategies.find((each) => each.mode === mode);
  if (strategy === undefined) throw new Error(`no strategy of mode ${mode}`);
  const times = Array.from({ length: rounds + 1 }, () => {
    const startedAt = process.hrtime.bigint();
    predict(scenario, strategy);
    return Number(process.hrtime.bigint() - startedAt) / 1e6;
  });
  return times.slice(1);
}
