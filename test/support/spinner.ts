import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** A process that computes without end on one core, until it is killed. */
export function spawnSpinner({ core }: { readonly core: number }) {
  const script = "process.stdout.write('!'); for (;;);";
  const child = spawn('taskset', ['-c', String(core), process.execPath, '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const kill = (): boolean => child.kill('SIGKILL');
  process.once('exit', kill);
  child.once('exit', () => process.off('exit', kill));
  return { pid: child.pid as number, started: once(child.stdout, 'data'), kill };
}
