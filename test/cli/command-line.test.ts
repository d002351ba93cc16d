import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commandLine } from '../../src/cli/run/command-line.ts';
import { gatebench } from '../support/fake-context.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

describe('gatebench', () => {
  it('explains itself, with examples and exit codes', async () => {
    const { exitCode, stdout } = await gatebench(['--help']);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/run .*report .*compare .*scenario .*gateway .*backend .*setup .*doctor/s);
    expect(stdout).toMatch(/Examples:.*Exit codes:/s);
  });

  it.each([
    ...['run', 'capacity', 'report', 'compare', 'gallery', 'gateway', 'backend', 'load', 'setup', 'doctor'],
    ...['scenario', 'scenario list', 'scenario show', 'scenario validate', 'scenario schema', 'scenario new'],
  ])('explains %s, with examples of it', async (command) => {
    const { exitCode, stdout } = await gatebench([...command.split(' '), '--help']);
    expect(exitCode).toBe(0);
    expect(stdout).toContain(`Usage: gatebench ${command}`);
    expect(stdout).toMatch(new RegExp(`Examples:\\n(.*\\n)*  \\$ gatebench ${command}`));
    // What is meant in the units that a user writes.
    expect(stdout).not.toMatch(/default: (\[|\d{4})/);
  });

  it.each([
    [['runn', 'quickstart'], /unknown command 'runn'.*Did you mean run\?/s],
    [['run'], /missing required argument 'scenario'/],
    [['run', 'quickstart', '--duration', '10 sec'], /Expected a duration with its unit, as 10s/],
    [['run', 'quickstart', '--repetitions', '0'], /Expected a whole number from 1/],
    [['run', 'quickstart', '--modes', 'memroy'], /Did you mean memory\?/],
    [['gateway', '--mode', 'memory', '--origin', 'localhost'], /Expected a URL/],
    [['backend', '--port', '99999'], /Expected a port/],
  ])('takes %j for wrong usage', async (argv, message) => {
    const { exitCode, stderr, stdout } = await gatebench(argv);
    expect(stderr).toMatch(message);
    expect(stdout).toBe('');
    expect(exitCode).toBe(2);
  });

  it.each([
    [
      ['run', 'quikstart'],
      /\[GATEBENCH_USAGE\] There is no scenario "quikstart".*hint: Did you mean "quickstart"\?/s,
    ],
    [['run', 'quickstart', '--trace', '/nowhere.log'], /nowhere\.log/],
    [['report', '/nowhere'], /\[GATEBENCH_USAGE\] There is no Result at \/nowhere/],
    [['gateway', '--mode', 'redis', '--origin', 'http://127.0.0.1:9'], /Mode redis needs a Redis server/],
    [['backend', '--latency', '20ms', '--latency-p99', '10ms'], /below its median/],
  ])('names the mistake in %j without a stack trace', async (argv, message) => {
    const { exitCode, stderr } = await gatebench(argv, { env: {} });
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/\n\s+at /);
    expect(exitCode).toBe(2);
  });
});

describe('gatebench scenario', () => {
  it('lists the shipped scenarios with their questions', async () => {
    const { stdout } = await gatebench(['scenario', 'list']);
    expect(stdout).toMatch(/^quickstart +Does caching pay/m);
    const { stdout: json } = await gatebench(['scenario', 'list', '--json']);
    expect(JSON.parse(json)).toContainEqual(
      expect.objectContaining({ name: 'quickstart', file: 'scenarios/quickstart.yaml' }),
    );
  });

  it('shows what a scenario means and how long it takes', async () => {
    const { stdout } = await gatebench(['scenario', 'show', 'quickstart']);
    expect(stdout).toContain('median: 20000');
    expect(stdout).toContain(
      'A run has 21 trials (3 strategies × 7 repetitions) and takes at most about 2 min 0 s.',
    );
  });

  it('shows what a trace holds', async () => {
    const { stdout } = await gatebench(['scenario', 'show', 'trace-replay']);
    expect(stdout).toMatch(/Trace: 3,998 requests to [\d,]+ different resources, recorded over \d+ min/);
  });

  it('begins a scenario that is valid, with the schema that its first line names', async () => {
    const cwd = temporaryFolder();
    expect((await gatebench(['scenario', 'new', 'my-api'], { cwd })).stdout).toContain(
      'gatebench run my-api.yaml',
    );
    expect((await gatebench(['scenario', 'validate', 'my-api.yaml'], { cwd })).stdout).toBe(
      'my-api.yaml: ok\n',
    );
    expect(readFileSync(join(cwd, 'scenario.schema.json'), 'utf8')).toBe(
      (await gatebench(['scenario', 'schema'])).stdout,
    );
  });

  it('does not write over a file', async () => {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, 'mine.yaml'), 'precious');
    const { exitCode, stderr } = await gatebench(['scenario', 'new', 'mine.yaml'], { cwd });
    expect(exitCode).toBe(2);
    expect(stderr).toContain('mine.yaml is there already.');
    expect(readFileSync(join(cwd, 'mine.yaml'), 'utf8')).toBe('precious');
  });

  it('checks all files before it complains, each problem at its line', async () => {
    const cwd = temporaryFolder();
    mkdirSync(join(cwd, 'scenarios'));
    writeFileSync(join(cwd, 'a.yaml'), 'question: A?\n');
    writeFileSync(join(cwd, 'b.yaml'), '- b\n');
    const { exitCode, stderr } = await gatebench(['scenario', 'validate', 'a.yaml', 'b.yaml'], { cwd });
    expect(exitCode).toBe(2);
    expect(stderr).toContain('a.yaml:1:1: backends: is missing; expected a mapping (key: value).');
    expect(stderr).toContain('b.yaml:1:1: expected a mapping (key: value); saw a list.');
  });

  it('tells in doctor whether processes can be pinned to cores, and what it means if not', async () => {
    const seen = async (env?: Readonly<Record<string, string>>) => {
      const { stdout } = await gatebench(['doctor', '--json'], env && { env });
      const all = JSON.parse(stdout) as { subject: string; state: string; seen: string; hint?: string }[];
      return all.find(({ subject }) => subject === 'Pinning to cores');
    };
    expect((await seen())?.state).toBeOneOf(['good', 'note']);
    expect(await seen({ PATH: '/nowhere' })).toMatchObject({
      state: 'note',
      seen: expect.stringContaining('no taskset'),
      hint: expect.stringContaining('figures vary more'),
    });
  });
});

describe('commandLine', () => {
  it('can be given to a shell again, without passwords', () => {
    expect(commandLine(['run', "it's mine.yaml", '--redis', 'redis://user:secret@10.0.0.1:6379/0'])).toBe(
      "gatebench run 'it'\\''s mine.yaml' --redis redis://user:…@10.0.0.1:6379/0",
    );
  });
});
