import { parseScenario } from '../../../src/scenario/parse-scenario.ts';
import type { Strategy } from '../../../src/scenario/scenario.ts';
import { startTrial } from '../../../src/simulate/start-trial.ts';
import { aCalibration } from '../../support/a-calibration.ts';
import type { Simulated } from './whole-path.ts';

const [nodesText, requestsText] = process.argv.slice(2) as [string, string];
const nodes = Number(nodesText);
/** Of requests a second: what the gateways can bear when they have just started, and nearly every request is a miss. */
const perNode = 4000;
const seconds = Math.ceil(Number(requestsText) / (perNode * nodes));

const scenario = parseScenario({
  file: 'whole-path.yaml',
  name: 'whole-path',
  resolvePath: (file) => file,
  text: `question: How many requests a second can be simulated?
strategies: [{ mode: memory, nodes: ${nodes}, balance: round-robin }]
gateway: { cache: { maxSize: ${nodes === 1 ? '1GiB' : '64MiB'} } }
backends: { api: { latency: 20ms, body: 512B } }
routes: [{ match: "GET /items/{id}", backend: api, keys: { count: 10000000, zipf: 1 }, headers: { cache-control: max-age=300 } }]
load: { rate: ${perNode * nodes}/s, connections: 10000 }
measure: { warmup: 0s, duration: ${seconds}s, repetitions: 1 }
`,
});
const trial = startTrial({
  scenario,
  strategy: scenario.strategies[0] as Strategy,
  seed: 1,
  trace: undefined,
  calibration: aCalibration,
  machines: 'many',
});
// The compiler's work is not the simulator's.
while (trial.progress < 0.1) trial.advance(10_000);
const [from, startedAt] = [trial.progress, process.hrtime.bigint()];
while (!trial.advance(100_000));
const passedSeconds = Number(process.hrtime.bigint() - startedAt) / 1e9;
const measurement = trial.measurement();
if (measurement === undefined) throw new Error('nothing was measured');
const { requests, outcomes } = measurement;
const simulated: Simulated = {
  millionsPerSecond: (requests.offered * (1 - from)) / 1e6 / passedSeconds,
  peakMegabytes: (process.resourceUsage().maxRSS * 1024) / 1e6,
  hitRatio: ((outcomes.hit?.count ?? 0) + (outcomes.collapsed?.count ?? 0)) / requests.completed,
};
process.stdout.write(JSON.stringify(simulated));
