import { type Row, toRow } from '../row.ts';
import type { RawDriven } from './processes/autocannon-process.ts';
import type { Drive, Driven } from './processes/generator-process.ts';
import type { Effort, Players } from './servers.ts';
import { driveWithWrk } from './wrk-latency.ts';

const connections = 64;

/** How many requests a second each tool makes at most, of a server that answers at once. */
export async function measureCeiling(
  { stage, origin, server, gatebench, autocannon }: Players,
  { rounds, seconds, progress }: Effort,
): Promise<Row[]> {
  await server('behave', { kind: 'none' });
  const drive = { origin, connections, seconds };
  const tools = {
    gatebench: async () => {
      const closed: Drive = { ...drive, arrivals: undefined };
      const { window } = await gatebench<Driven>('drive', closed);
      return window.answered / (window.durationUs / 1e6);
    },
    autocannon: async () => {
      const { requests, durationSeconds } = await autocannon<RawDriven>('drive', drive);
      return requests / durationSeconds;
    },
    wrk: async () => (await driveWithWrk(stage, drive)).requestsPerSecond,
  };
  const rates = { gatebench: [] as number[], autocannon: [] as number[], wrk: [] as number[] };
  const names = Object.keys(tools) as (keyof typeof tools)[];
  for (let round = 0; round <= rounds; round++) {
    progress(`the ceiling, ${round === 0 ? 'warming up' : `round ${round} of ${rounds}`}`);
    // Each round begins with another one, so that what the machine does meanwhile meets all alike.
    for (const name of [...names.slice(round % 3), ...names.slice(0, round % 3)]) {
      const rate = await tools[name]();
      if (round > 0) rates[name].push(rate);
    }
  }
  return [
    ...names.map((name) => toRow({ what: name, unit: 'requests/s', values: rates[name] })),
    toRow({
      what: 'gatebench ÷ autocannon',
      unit: '×',
      values: rates.gatebench.map((rate, round) => rate / (rates.autocannon[round] as number)),
      target: { atLeast: 0.85 },
    }),
  ];
}
