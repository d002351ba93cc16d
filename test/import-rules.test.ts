import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from './support/temporary-folder.ts';

/** What Biome, under our own rules, says of a file with this path and text. */
function complaints(path: string, text: string): string {
  const folder = temporaryFolder();
  copyFileSync('biome.json', join(folder, 'biome.json'));
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
  const biome = resolve('node_modules/.bin/biome');
  const { stdout, stderr } = spawnSync(biome, ['lint', path], { cwd: folder, encoding: 'utf8' });
  expect(stderr + stdout).toMatch(/Checked 1 file/);
  return stderr + stdout;
}

const use = (specifier: string) => `import { thing } from '${specifier}';\n\nexport const used = thing;\n`;

describe('the rules of who may import whom', () => {
  it.each([
    ['src/gateway/serve.ts', '../backend/start-backend.ts'],
    ['src/backend/serve.ts', '../gateway/start-gateway.ts'],
    ['src/gateway/serve.ts', '../load/driver.ts'],
    ['src/gateway/serve.ts', '../scenario/scenario.ts'],
    ['src/network/link.ts', '../experiment/loopback.ts'],
    ['src/network/link.ts', '../scenario/scenario.ts'],
    ['src/gateway/serve.ts', '../network/messages.ts'],
    ['src/experiment/trial.ts', '../network/link.ts'],
    ['src/gateway/http-cache/rule.ts', '../store/store.ts'],
    ['src/gateway/http-cache/rule.ts', '../exchange.ts'],
    ['src/gateway/http-cache/rule.ts', '../../gateway/exchange.ts'],
    ['src/stats/median.ts', '../results/result.ts'],
    ['src/simulate/eviction/lru.ts', '../../gateway/store/store.ts'],
    ['src/report/page.ts', '../experiment/plan.ts'],
    ['src/report/charts/page.ts', '../../gateway/store/store.ts'],
    ['src/experiment/trial.ts', '../gateway/start-gateway.ts'],
    ['src/load/driver.ts', '../gateway/messages.ts'],
    ['src/workload/stream.ts', '../scenario/schema.ts'],
    ['src/support/units.ts', '../measure/outcome.ts'],
    ['src/results/result.ts', '../cli/context.ts'],
  ])('forbid %s to import %s', (path, specifier) => {
    expect(complaints(path, use(specifier))).toContain('lint/style/noRestrictedImports');
  });

  it.each([
    ['src/experiment/trial.ts', '../gateway/messages.ts'],
    ['src/experiment/trial.ts', '../network/messages.ts'],
    ['src/report/page.ts', '../results/figures.ts'],
    ['src/load/driver.ts', '../workload/workload.ts'],
    ['src/simulate/trial.ts', '../workload/workload.ts'],
    ['src/simulate/route-caching.ts', '../gateway/http-cache/may-store.ts'],
    ['src/gateway/serve.ts', './http-cache/decide.ts'],
  ])('allow %s to import %s', (path, specifier) => {
    expect(complaints(path, use(specifier))).not.toContain('noRestrictedImports');
  });

  it.each([
    ['src/stats/median.ts', use('node:fs'), 'noNodejsModules'],
    ['src/workload/stream.ts', 'export const now = Date.now();\n', 'noRestrictedGlobals'],
    ['src/gateway/http-cache/age.ts', 'export const now = performance.now();\n', 'noRestrictedGlobals'],
    ['src/results/result.ts', use('node:fs'), 'noNodejsModules'],
  ])('keep %s free of the machine', (path, text, rule) => {
    expect(complaints(path, text)).toContain(rule);
  });

  /** What Biome's rules cannot say. */
  const pureRooms = [
    'support',
    'stats',
    'workload',
    'gateway/http-cache',
    'measure',
    'scenario',
    'results',
    'report',
    'simulate',
  ];
  const touchesMachine = /-file\.ts$|-probe\.ts$|parent-link\.ts$|machine-clock\.ts$|^report\/client\//;
  const pureFiles = pureRooms.flatMap((room) =>
    readdirSync(join('src', room), { recursive: true, encoding: 'utf8' })
      .map((path) => `${room}/${path}`)
      .filter((path) => path.endsWith('.ts') && !touchesMachine.test(path)),
  );

  it.each(pureFiles)('keep src/%s from chance and from files that touch the machine', (path) => {
    const text = readFileSync(join('src', path), 'utf8');
    expect(text).not.toMatch(/Math\.random/);
    expect(text).not.toMatch(/from '[^']*(-file|-probe|parent-link|machine-clock)\.ts'/);
  });
});
