import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { smallScenario, workplace } from '../support/a-run.ts';

const expecting = (...bounds: readonly string[]) => `${smallScenario}
strategies: [memory]
expect:
${bounds.map((bound) => `  ${bound}`).join('\n')}
`;

describe('the bounds that a scenario expects', { timeout: 120_000 }, () => {
  it.each([
    ['keeps its bounds', 0, ["memory.failures: '<= 1%'", "memory.offload: '<= 100%'"]],
    ['breaks one', 4, ["memory.failures: '<= 1%'", "memory.hitRatio: '> 100%'", "memory.p50: '< 10s'"]],
    ['cannot tell of one', 5, ["memory.failures: '<= 1%'", "memory.staleAgeMax: '< 10s'"]],
  ] as const)('of a run that %s make it exit with %d, and tell CI', async (_, code, bounds) => {
    const { cwd, run } = workplace(expecting(...bounds));
    const { exitCode } = await run(['--repetitions', '2', '--junit', 'out.xml', '--quiet']);
    expect(exitCode).toBe(code);
    const xml = readFileSync(join(cwd, 'out.xml'), 'utf8');
    expect(xml).toContain(`<testsuite name="gatebench run small" tests="${bounds.length}"`);
    expect(xml).toContain('<testcase classname="small" name="memory.failures &#60;= 1.0 %"/>');
  });

  it('let a quick run exit well, which is too short to tell', async () => {
    const { run } = workplace(expecting("memory.p50: '< 10s'"));
    expect((await run(['--quick', '--quiet'])).exitCode).toBe(0);
  });

  it('are told to CI of every cell of a sweep', async () => {
    const { cwd, run } = workplace(
      `${expecting("memory.failures: '<= 1%'")}sweep: { load.connections: [1, 2] }\n`,
    );
    // One trial has no interval, so nothing can be told.
    expect((await run(['--junit', 'out.xml', '--quiet'])).exitCode).toBe(5);
    const xml = readFileSync(join(cwd, 'out.xml'), 'utf8');
    expect(xml).toMatch(/classname="small \S*1" name="memory.failures/);
    expect(xml).toMatch(/classname="small \S*2" name="memory.failures/);
  });
});
