import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { gatebench } from '../support/fake-context.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** A PATH of made-up programs. What they are called with is written to `log`. */
function machineWith(scripts: Readonly<Record<string, string>>) {
  const folder = join(temporaryFolder(), 'bin');
  const logFile = join(folder, 'log.txt');
  mkdirSync(folder);
  writeFileSync(logFile, '');
  for (const [name, text] of Object.entries(scripts)) {
    writeFileSync(
      join(folder, name),
      `#!/bin/sh\necho "${name} $*" >> ${logFile}\n${text.replaceAll('$BIN', folder)}\n`,
    );
    chmodSync(join(folder, name), 0o755);
  }
  return { env: { PATH: folder }, log: () => readFileSync(logFile, 'utf8').split('\n').filter(Boolean) };
}

const installs = 'case "$*" in *install*|add*) /bin/cp $BIN/server $BIN/redis-server;; esac';

describe('gatebench setup', () => {
  it('does nothing when nothing is missing', async () => {
    const { env, log } = machineWith({ 'redis-server': '', 'apt-get': '' });
    const { exitCode, stderr } = await gatebench(['setup'], { env });
    expect({ exitCode, stderr, log: log() }).toEqual({
      exitCode: 0,
      stderr: 'Ready: Redis server found.\n',
      log: [],
    });
  });

  it('is content with Valkey', async () => {
    const { env } = machineWith({ 'valkey-server': '' });
    expect((await gatebench(['setup'], { env })).exitCode).toBe(0);
  });

  it.each([
    ['apt-get', ['apt-get update', 'apt-get install --yes --no-install-recommends redis-server']],
    ['dnf', ['dnf install --assumeyes valkey']],
    ['apk', ['apk add redis']],
    ['brew', ['brew install redis']],
  ])('installs with %s', async (manager, calls) => {
    const { env, log } = machineWith({ [manager]: installs, server: '' });
    const { exitCode, stderr } = await gatebench(['setup', '--yes'], { env });
    expect(log()).toEqual(calls);
    expect(stderr).toContain('Ready: Redis server found.');
    expect(exitCode).toBe(0);
  });

  it('installs without asking where there is nobody to ask', async () => {
    const { env } = machineWith({ dnf: installs, server: '' });
    expect((await gatebench(['setup'], { env })).exitCode).toBe(0);
  });

  it('asks first on a terminal', async () => {
    const { env, log } = machineWith({ dnf: installs, server: '' });
    const { exitCode, stderr } = await gatebench(['setup'], { env, typed: 'y\n' });
    expect(stderr).toContain('Install with "dnf install --assumeyes valkey"? [Y/n]');
    expect({ exitCode, log: log() }).toEqual({ exitCode: 0, log: ['dnf install --assumeyes valkey'] });
  });

  it('installs nothing when the answer is no, and leaves the command', async () => {
    const { env, log } = machineWith({ dnf: installs, server: '' });
    const { exitCode, stderr } = await gatebench(['setup'], { env, typed: 'n\n' });
    expect(stderr).toContain('hint: Run: dnf install --assumeyes valkey');
    expect({ exitCode, log: log() }).toEqual({ exitCode: 3, log: [] });
  });

  it('goes through sudo where it asks for no password', async () => {
    const { env, log } = machineWith({
      dnf: installs,
      sudo: 'case "$1" in --*) exit 0;; esac; exec "$@"',
      server: '',
    });
    expect((await gatebench(['setup'], { env, isRoot: false })).exitCode).toBe(0);
    expect(log()).toContain('sudo dnf install --assumeyes valkey');
  });

  it('prints the one command where this user may not install', async () => {
    const { env } = machineWith({ 'apt-get': '', sudo: 'exit 1' });
    const { exitCode, stderr } = await gatebench(['setup', '--yes'], { env, isRoot: false });
    expect(exitCode).toBe(3);
    expect(stderr).toContain(
      'hint: Run: sudo apt-get update && sudo apt-get install --yes --no-install-recommends redis-server\n',
    );
  });

  it('says which programs to install where it knows no package manager', async () => {
    const { env } = machineWith({});
    const { exitCode, stderr } = await gatebench(['setup', '--test'], { env });
    expect(exitCode).toBe(3);
    expect(stderr).toContain('hint: Install redis-server or valkey-server and chromium or chromium-browser');
  });

  it.each([
    ['apt-get', 'apt-get install --yes --no-install-recommends redis-server wrk nginx-light varnish'],
    ['apk', 'apk add redis wrk nginx varnish'],
  ])('installs with %s what the bench needs', async (manager, call) => {
    const { env, log } = machineWith({ [manager]: '' });
    await gatebench(['setup', '--bench', '--yes'], { env });
    expect(log().at(-1)).toBe(call);
  });

  it('says so where the package manager does not have a program', async () => {
    const { env, log } = machineWith({ dnf: installs, server: '' });
    const { exitCode, stderr } = await gatebench(['setup', '--bench', '--yes'], { env });
    expect(stderr).toContain('wrk not found, and the package manager of this system has none.');
    expect({ exitCode, log: log() }).toEqual({ exitCode: 3, log: [] });
  });

  it('tells when the package manager fails', async () => {
    const { env } = machineWith({ dnf: 'exit 7' });
    const { exitCode, stderr } = await gatebench(['setup', '--yes'], { env });
    expect(exitCode).toBe(3);
    expect(stderr).toContain('"dnf install --assumeyes valkey" ended with exit code 7.');
  });

  it('does not believe a package manager that installed nothing', async () => {
    const { env } = machineWith({ dnf: '' });
    const { exitCode, stderr } = await gatebench(['setup', '--yes'], { env });
    expect(exitCode).toBe(3);
    expect(stderr).toContain('Redis server still not found after');
  });
});
