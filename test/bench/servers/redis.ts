import { redisExecutables } from '../../../src/experiment/find-executable.ts';
import { loopback } from '../../../src/experiment/loopback.ts';
import { findProgram, freePort, type Stage } from '../stage.ts';

/** A private Redis on the load's core, which saves nothing. Undefined: none is installed. */
export async function startRedis(stage: Stage): Promise<string | undefined> {
  for (const name of redisExecutables) {
    const program = await findProgram(name);
    if (program === undefined) continue;
    const port = await freePort();
    const listening = ['--port', String(port), '--bind', loopback, '--dir', stage.newFolder('redis')];
    await stage.serve('load', program, [...listening, '--save', '', '--appendonly', 'no'], port);
    return `redis://${loopback}:${port}`;
  }
  return undefined;
}
