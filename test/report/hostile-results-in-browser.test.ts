import { afterEach, describe, expect, it } from 'vitest';
import type { Result } from '../../src/results/result.ts';
import { aResult, memory, stateless } from '../support/a-result.ts';
import { drawLive, hasChromium, PageInChromium } from '../support/page-in-chromium.ts';

const small = { repetitions: 2, seconds: 2, connections: 2 };

function ofStrategies(names: readonly string[]): Result {
  const strategies = names.map((name, index) =>
    index === 0 ? { ...stateless, name, mode: 'stateless' } : { ...memory, name, mode: 'memory' },
  );
  return aResult({ ...small, strategies });
}

const results: Readonly<Record<string, () => Result>> = {
  'names that are markup, expressions and control characters': () =>
    ofStrategies([
      '</script><img src=x onerror=alert(1)>',
      `'+alert(1)+'`,
      `datum['x']\\`,
      '{{x}} %s',
      '__proto__',
      '\u202eyromem\u0000\u001b]0;x\u0007',
    ]),
  '40 strategies': () => ofStrategies(Array.from({ length: 40 }, (_, index) => `strategy ${index}`)),
  'no trial': () => ({ ...aResult(small), trials: [] }),
  'one trial': () => aResult({ ...small, repetitions: 1, strategies: [memory] }),
};

describe.skipIf(!hasChromium)('a page in a browser, of a Result that nobody would expect', () => {
  let report: PageInChromium | undefined;

  afterEach(() => report?.close());

  it.each(Object.keys(results))(
    'draws all its charts without a complaint: %s',
    {
      timeout: 60_000,
    },
    async (kind) => {
      report = await PageInChromium.ofReport(results[kind]?.() ?? aResult(small));
      const { page, complaints, requests } = await report.open();
      page.on('dialog', (dialog) => {
        complaints.push(dialog.message());
        void dialog.dismiss();
      });
      await drawLive(page);
      expect({ complaints, requests }).toEqual({ complaints: [], requests: [] });
    },
  );
});
