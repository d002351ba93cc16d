import { writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { loopback } from '../../../src/experiment/loopback.ts';
import type { Server } from '../server.ts';
import { findProgram, freePort, type Stage } from '../stage.ts';

/** Varnish with its built-in rules and its store in memory. Undefined: it is not installed. */
export async function startVarnish(stage: Stage, origin: string): Promise<Server | undefined> {
  const program = await findProgram('varnishd');
  if (program === undefined) return undefined;
  const port = await freePort();
  const folder = stage.newFolder('varnish');
  const { hostname, port: originPort } = new URL(origin);
  const rules = join(folder, 'bench.vcl');
  writeFileSync(rules, `vcl 4.1;\nbackend origin { .host = "${hostname}"; .port = "${originPort}"; }\n`);
  // The users that its jail would change to exist only where a package made them.
  const jail = userInfo().uid === 0 ? ['-j', 'none'] : [];
  const listening = ['-a', `${loopback}:${port}`, '-n', join(folder, 'work')];
  const pid = await stage.serve(
    'server',
    program,
    [...jail, '-F', '-f', rules, '-s', 'malloc,256m', ...listening],
    port,
  );
  return { origin: `http://${loopback}:${port}`, pid };
}
