import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type Row, toRow } from '../row.ts';

/** One trial in virtual time: clients, gateways with memories of their own, a backend, everything that is recorded. */
export interface Simulated {
  /** Requests, over the last nine tenths of them. */
  readonly millionsPerSecond: number;
  /** Resident, of the whole process. */
  readonly peakMegabytes: number;
  readonly hitRatio: number;
}

/** Nodes, and millions of requests a second to reach. */
const cases = [
  { nodes: 1, target: 2 },
  { nodes: 64, target: 1 },
] as const;
const mostMegabytes = 600;

/** Simulates each case once in every round, each time in a process of its own (whole-path-process.ts). */
export async function wholePathRows(rounds: number, requests: number): Promise<Row[]> {
  const results = cases.map(({ nodes, target }) => ({ nodes, target, simulated: [] as Simulated[] }));
  for (let round = 0; round < rounds; round++) {
    for (const { nodes, simulated } of results) {
      process.stderr.write(`… round ${round + 1} of ${rounds}: the whole path, ${nodes} nodes\n`);
      simulated.push(await simulateOnce(nodes, requests));
    }
  }
  return results.flatMap(({ nodes, target, simulated }) => {
    const what = nodes === 1 ? '1 node' : `${nodes} nodes with memories of their own`;
    const note = `10 M keys, hit ratio ${simulated[0]?.hitRatio.toFixed(3)}`;
    const values = simulated.map(({ millionsPerSecond }) => millionsPerSecond);
    const megabytes = simulated.map(({ peakMegabytes }) => peakMegabytes);
    return [
      toRow({ what, unit: 'M requests/s', values, target: { atLeast: target }, note }),
      toRow({
        what,
        unit: 'MB',
        values: megabytes,
        target: { atMost: mostMegabytes },
        note: 'peak, resident',
      }),
    ];
  });
}

async function simulateOnce(nodes: number, requests: number): Promise<Simulated> {
  const script = fileURLToPath(new URL('./whole-path-process.js', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [script, String(nodes), String(requests)]);
  return JSON.parse(stdout);
}
