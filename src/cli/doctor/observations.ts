import { execFile } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import { createServer } from 'node:net';
import { availableParallelism, freemem, loadavg } from 'node:os';
import { promisify } from 'node:util';
import { findExecutable } from '../../experiment/find-executable.ts';
import { coresToPin, shareCores } from '../../experiment/pinning.ts';
import { findRedis } from '../../experiment/redis-source.ts';
import { GatebenchError } from '../../support/errors.ts';
import { formatBytes, formatNumber } from '../../support/units.ts';
import type { CliContext } from '../context.ts';
import { namedRedis } from '../redis-url.ts';
import { planInstall } from '../system/install.ts';
import { chromium, redisServer, type SystemProgram } from '../system/system-packages.ts';

export interface Observation {
  readonly subject: string;
  /** `bad`: something does not work. `note`: it works, but figures or tests suffer. */
  readonly state: 'good' | 'note' | 'bad';
  readonly seen: string;
  readonly hint?: string | undefined;
}

export function observations(context: CliContext): Promise<Observation[]> {
  return Promise.all([
    node(),
    cores(),
    pinning(context),
    load(),
    memory(),
    redis(context),
    program(chromium, context),
    loopback(),
    writable(context.cwd),
  ]);
}

async function node(): Promise<Observation> {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const supported = major > 20 || (major === 20 && minor >= 19);
  return {
    subject: 'Node.js',
    state: supported ? 'good' : 'bad',
    seen: process.version,
    hint: supported ? undefined : 'gatebench needs 20.19 or later.',
  };
}

async function cores(): Promise<Observation> {
  const count = availableParallelism();
  return {
    subject: 'Cores',
    state: count >= 4 ? 'good' : 'note',
    seen: formatNumber(count),
    hint:
      count >= 4
        ? undefined
        : 'Load, gateway and backend share them: compare strategies, do not read absolute limits.',
  };
}

async function pinning({ env }: CliContext): Promise<Observation> {
  const subject = 'Pinning to cores';
  const found = await coresToPin(env['PATH']);
  if ('reason' in found) {
    const hint = 'Runs go without: gateways then share their cores with the load, and figures vary more.';
    return { subject, state: 'note', seen: found.reason, hint };
  }
  const { gateway, others } = shareCores(found.cores, 1);
  return {
    subject,
    state: 'good',
    seen: `works: a gateway alone on core ${gateway.join(', ')}, all else on ${others.join(', ')}`,
  };
}

async function load(): Promise<Observation> {
  const [oneMinute = 0] = loadavg();
  const isBusy = oneMinute > availableParallelism() / 2;
  return {
    subject: 'Load of the last minute',
    state: isBusy ? 'note' : 'good',
    seen: oneMinute.toFixed(2),
    hint: isBusy ? 'Other programs are running: figures will vary more.' : undefined,
  };
}

async function memory(): Promise<Observation> {
  const isShort = freemem() < 2 ** 30;
  return {
    subject: 'Free memory',
    state: isShort ? 'note' : 'good',
    seen: formatBytes(freemem()),
    hint: isShort ? 'A run of three strategies needs about 0.5 GiB.' : undefined,
  };
}

async function program(wanted: SystemProgram, context: CliContext): Promise<Observation> {
  const path = await findExecutable(wanted.executables, context.env['PATH']);
  if (path === undefined) {
    const plan = await planInstall([wanted], context);
    return {
      subject: wanted.title,
      state: 'note',
      seen: `not found (needed for ${wanted.neededFor})`,
      hint: plan && `Install it with: ${plan.command}`,
    };
  }
  // Snap and wrapper scripts may be slow to answer; the path alone is worth showing.
  const version = await promisify(execFile)(path, ['--version'], { timeout: 5000 }).then(
    ({ stdout }) => ` (${(stdout.split('\n')[0] as string).trim().slice(0, 60)})`,
    () => '',
  );
  return { subject: wanted.title, state: 'good', seen: `${path}${version}` };
}

/** Runs go without Redis, but then the third mode is missing. */
async function redis(context: CliContext): Promise<Observation> {
  const url = namedRedis(context);
  if (url === undefined) return program(redisServer, context);
  const subject = 'Redis named by GATEBENCH_REDIS_URL';
  try {
    const source = await findRedis(url, undefined);
    return { subject, state: 'good', seen: source?.kind === 'named' ? source.version : 'answers' };
  } catch (error) {
    if (!(error instanceof GatebenchError)) throw error;
    return { subject, state: 'bad', seen: error.message, hint: error.hint };
  }
}

async function loopback(): Promise<Observation> {
  const problem = await new Promise<Error | undefined>((resolve) => {
    const server = createServer().on('error', resolve);
    server.listen(0, '127.0.0.1', () => server.close(() => resolve(undefined)));
  });
  return {
    subject: 'Loopback',
    state: problem === undefined ? 'good' : 'bad',
    seen: problem === undefined ? 'ports of 127.0.0.1 can be opened' : problem.message,
    hint: problem && 'gatebench starts its servers there.',
  };
}

async function writable(folder: string): Promise<Observation> {
  const isWritable = await access(folder, constants.W_OK).then(
    () => true,
    () => false,
  );
  return {
    subject: 'Reports',
    state: isWritable ? 'good' : 'note',
    seen: isWritable ? 'can be written in this folder' : 'cannot be written in this folder',
    hint: isWritable ? undefined : 'Give run an --out FOLDER.',
  };
}
