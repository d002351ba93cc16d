import { describe, expect, it } from 'vitest';
import { hitRatioOverTime } from '../../src/report/charts/hit-ratio-over-time.ts';
import { hitsInWords } from '../../src/report/hits-in-words.ts';
import { markdownReport } from '../../src/report/markdown-report.ts';
import { buildRunModel } from '../../src/report/model/run-model.ts';
import { terminalReport } from '../../src/report/terminal-report.ts';
import { aResult, memory, stateless } from '../support/a-result.ts';

const swr = { ...memory, name: 'memory, SWR', mode: 'memory', staleShare: 0.25, collapsedShare: 0.5 };
const mixed = aResult({ strategies: [stateless, memory, swr], repetitions: 1, seconds: 2 });

describe('what a hit ratio is made of', () => {
  it('is said once something in it was stale or collapsed', () => {
    const [sentence] = hitsInWords(buildRunModel(mixed));
    expect(sentence).toMatch(
      /: memory 9\d\.\d % hit; “memory, SWR” 2\d\.\d % hit, 2\d\.\d % stale and 4\d\.\d % collapsed\.$/,
    );
  });

  it('goes without saying where all of it was hit', () => {
    expect(hitsInWords(buildRunModel(aResult({ repetitions: 1, seconds: 1 })))).toEqual([]);
  });

  it('adds up to the hit ratio', () => {
    const strategy = buildRunModel(mixed).strategies[2];
    const sum = strategy?.hitParts.reduce((total, { share }) => total + share, 0);
    expect(sum).toBeCloseTo(strategy?.trials[0]?.figures.hitRatio as number);
  });

  it('stands below the table in the terminal and in Markdown', () => {
    const flat = (text: string) => text.replace(/\s+/g, ' ');
    expect(flat(terminalReport(mixed, { colour: false }))).toMatch(/“memory, SWR” 2\d\.\d % hit, /);
    expect(markdownReport(mixed)).toMatch(/“memory, SWR” 2\d\.\d % hit, /);
  });

  it('stands in the caption and in the table of the hit ratio over time', () => {
    const drawing = hitRatioOverTime.draw(buildRunModel(mixed));
    if (drawing.state !== 'drawn') throw new Error('There is a hit ratio to draw.');
    expect(drawing.caption).toMatch(/“memory, SWR” 2\d\.\d % hit, /);
    expect(drawing.table.headings.slice(-2)).toEqual(['of it stale', 'of it collapsed']);
    // The first intervals are the warm-up’s.
    const row = drawing.table.rows.findLast(({ header }) => header.text === swr.name);
    expect(row?.cells.slice(-2).map(({ text }) => text)).toEqual([
      expect.stringMatching(/^2\d\.\d %$/),
      expect.stringMatching(/^4\d\.\d %$/),
    ]);
  });
});
