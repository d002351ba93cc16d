import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findExecutable } from '../../src/experiment/find-executable.ts';
import { loopback } from '../../src/experiment/loopback.ts';
import { EnvironmentError } from '../../src/support/errors.ts';
import { pinned, type Side } from './cores.ts';

const longestStartMs = 15_000;
const longestStopMs = 3000;

/** Where the servers of the bench run: with a folder for their files, and an end to all of them however the bench ends. */
export class Stage {
  readonly #folder = mkdtempSync(join(tmpdir(), 'gatebench-bench-'));
  readonly #children = new Set<ChildProcess>();
  #folders = 0;

  constructor() {
    process.once('exit', () => {
      for (const child of this.#children) child.kill('SIGTERM');
      rmSync(this.#folder, { recursive: true, force: true });
    });
  }

  /** A folder that goes with the bench. */
  newFolder(name: string): string {
    this.#folders += 1;
    const folder = join(this.#folder, `${this.#folders}-${name}`);
    mkdirSync(folder);
    return folder;
  }

  /** Starts a program on the core of its side. It is stopped by `clear`. */
  spawn(side: Side, program: string, args: readonly string[], stdio: StdioOptions): ChildProcess {
    const child = spawn(...pinned(side, program, args), { stdio });
    this.#children.add(child);
    child.once('exit', () => this.#children.delete(child));
    child.once('error', () => this.#children.delete(child));
    return child;
  }

  /** Starts a program and waits until it listens; gives its process's number. @throws EnvironmentError with what it said where it does not */
  async serve(side: Side, program: string, args: readonly string[], port: number): Promise<number> {
    const child = this.spawn(side, program, args, ['ignore', 'ignore', 'pipe']);
    let said = '';
    child.stderr?.on('data', (piece: Buffer) => {
      said = (said + piece).slice(-2000);
    });
    const startedAtMs = performance.now();
    while (!(await listens(port))) {
      if (child.exitCode !== null || performance.now() - startedAtMs > longestStartMs) {
        throw new EnvironmentError(`${program} does not start. ${said.trim()}`);
      }
      await sleep(20);
    }
    return child.pid as number;
  }

  /** Stops everything that was started. */
  async clear(): Promise<void> {
    await Promise.all([...this.#children].map(stop));
  }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  // Ours end when the channel to them does, others at the signal.
  if (child.connected) child.disconnect();
  else child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), longestStopMs);
  await gone;
  clearTimeout(timer);
}

/** The path of an installed program. Undefined: it is not there. */
export function findProgram(name: string): Promise<string | undefined> {
  // Servers are often where only the administrator's PATH leads.
  return findExecutable([name], `${process.env['PATH'] ?? ''}:/usr/sbin:/usr/local/sbin`);
}

export async function freePort(): Promise<number> {
  const probe = createServer();
  await once(probe.listen(0, loopback), 'listening');
  const { port } = probe.address() as { port: number };
  const closed = once(probe, 'close');
  probe.close();
  await closed;
  return port;
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, loopback);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
