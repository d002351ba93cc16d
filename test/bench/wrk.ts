import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EnvironmentError } from '../../src/support/errors.ts';
import { busyRatios, coreTimes, type Side } from './cores.ts';
import { findProgram, type Stage } from './stage.ts';

/** Open at a time, to each server alike; every proxy may keep as many to its origin. */
export const connections = 64;
export const paths = Array.from({ length: 1000 }, (_, at) => `/items/${at + 1}`);

export interface Load {
  readonly requests: number;
  readonly requestsPerSecond: number;
  /** Share of its time (0–1) that each core was busy. Where the server's is well below 1, something else was the limit. */
  readonly busyRatios: Readonly<Record<Side, number>>;
}

/** Gets one resource after the other, the same ones in the same order from every server. */
const everyKeyInTurn = `
local texts, at = {}, 0
init = function()
  for key = 1, ${paths.length} do texts[key] = wrk.format("GET", "/items/" .. key) end
end
request = function()
  at = at % ${paths.length} + 1
  return texts[at]
end`;

/** Gets resources once each, from this number on. */
function eachKeyOnce(first: number): string {
  return `
local at = ${first - 1}
request = function()
  at = at + 1
  return wrk.format("GET", "/items/" .. at)
end`;
}

/** What wrk would say in prose, as one line of JSON. */
const report = `
done = function(summary)
  local errors = summary.errors
  io.write(string.format('{"requests":%d,"durationUs":%d,"failures":%d}\\n', summary.requests, summary.duration,
    errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end`;

export async function drive(stage: Stage, origin: string, seconds: number): Promise<Load> {
  const before = coreTimes();
  const { requests, durationUs } = await runWrk(stage, origin, { script: everyKeyInTurn, seconds });
  return { requests, requestsPerSecond: requests / (durationUs / 1e6), busyRatios: busyRatios(before) };
}

/** Long enough for V8 to have compiled what is run often. */
export const warmUpSeconds = 3;

/** Gets one resource for a while. */
export async function warmUp(stage: Stage, url: string): Promise<void> {
  await runWrk(stage, url, { script: '', seconds: warmUpSeconds });
}

/** wrk goes on for the whole time that it is given, so it is given little, again and again. */
const onceSeconds = 10;

/** Asks for at least `count` different resources, as fast as the server answers. */
export async function driveOnce(stage: Stage, origin: string, count: number): Promise<void> {
  let asked = 0;
  while (asked < count) {
    const { requests } = await runWrk(stage, origin, {
      script: eachKeyOnce(asked + 1),
      seconds: onceSeconds,
    });
    // What was under way at the end was asked for as well.
    asked += requests + connections;
  }
}

interface Drive {
  readonly script: string;
  /** wrk counts in whole seconds. */
  readonly seconds: number;
}

async function runWrk(stage: Stage, origin: string, { script, seconds }: Drive): Promise<Said> {
  return parseReport(await outputOfWrk(stage, origin, { script: script + report, connections, seconds }));
}

/** Runs wrk to its end, on the core of the load, and gives all that it said. */
export async function outputOfWrk(
  stage: Stage,
  url: string,
  { script, connections, seconds }: Drive & { readonly connections: number },
): Promise<string> {
  const file = join(stage.newFolder('wrk'), 'script.lua');
  writeFileSync(file, script);
  const args = ['--threads', '1', '--connections', String(connections), '--duration', `${seconds}s`];
  const child = stage.spawn(
    'load',
    await wrkProgram(),
    [...args, '--script', file, url],
    ['ignore', 'pipe', 'pipe'],
  );
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (piece: Buffer) => {
      output += piece;
    });
  }
  await once(child, 'close');
  return output;
}

interface Said {
  readonly requests: number;
  readonly durationUs: number;
}

/** @throws Error where requests failed: figures over failures say nothing */
export function parseReport(output: string): Said {
  const line = output.split('\n').find((text) => text.startsWith('{"requests":'));
  if (line === undefined) throw new Error(`wrk did not finish: ${output}`);
  const { requests, durationUs, failures } = JSON.parse(line) as Said & { readonly failures: number };
  if (failures > 0) throw new Error(`${failures} of ${requests} requests failed.`);
  return { requests, durationUs };
}

/** @throws EnvironmentError where it is not installed */
export async function wrkProgram(): Promise<string> {
  const program = await findProgram('wrk');
  if (program !== undefined) return program;
  throw new EnvironmentError('wrk not found, which drives the bench.', {
    hint: 'Run: gatebench setup --bench',
  });
}
