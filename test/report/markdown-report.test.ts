import { describe, expect, it } from 'vitest';
import { markdownReport } from '../../src/report/markdown-report.ts';
import { aResult, aSettledResult, memory, stateless } from '../support/a-result.ts';

describe('markdownReport', () => {
  it('gives question, finding and a table that Markdown can read', () => {
    const lines = markdownReport(aSettledResult()).split('\n');
    const rows = lines.filter((line) => line.startsWith('|'));
    expect(lines[0]).toMatch(/^\*\*Does caching pay/);
    expect(lines[2]).toMatch(/^memory answered/);
    expect(rows).toHaveLength(5);
    expect(new Set(rows.map((row) => row.split(/(?<!\\)\|/).length)).size).toBe(1);
  });

  it('says what weakens the figures above them', () => {
    const omitted = [{ strategy: 'redis', reason: 'There is no <Redis>.', hint: 'Install one.' }];
    const text = markdownReport({ ...aSettledResult({ strategies: [stateless, memory] }), omitted });
    const warning = text.indexOf('> - **redis was left out.** There is no &lt;Redis\\>. Install one.');
    expect(warning).toBeGreaterThan(0);
    expect(warning).toBeLessThan(text.indexOf('| strategy'));
  });

  it('says how far the finding reaches, and under what conditions', () => {
    expect(markdownReport(aSettledResult())).toMatch(
      /^- Would flip: .*\n- Cannot tell: .*\n- Measured: In a closed loop/m,
    );
  });

  it('marks the best value in text', () => {
    expect(markdownReport(aSettledResult())).toMatch(/\*\*[\d,]+\*\* \\\*/);
  });

  it('takes the meaning out of everything that a name could mean in Markdown or HTML', () => {
    const name =
      'a|b `c` [d](e) <img src=x onerror=alert(1)> **f** @user #1 https://x.example www.x.example $a$\n# g';
    const text = markdownReport(aSettledResult({ strategies: [stateless, { ...memory, name }] }));
    expect(text).toContain('a\\|b \\`c\\` \\[d\\](e) &lt;img');
    expect(text).not.toMatch(/<img|@user|^# g|(?<!\\)\[d|https:|www\.|(?<!\\)\$/m);
  });

  it('folds up what is not needed to decide', () => {
    const text = markdownReport(
      aSettledResult({
        strategies: [
          { ...stateless, staleReads: 0 },
          { ...memory, staleReads: 0.01 },
        ],
      }),
    );
    const folded = text.indexOf('<details>');
    expect(text.indexOf('| strategy | trials')).toBeLessThan(folded);
    expect(text.indexOf('| strategy | reads')).toBeGreaterThan(folded);
    expect(text.match(/<details>/g)).toHaveLength(text.match(/<\/details>/g)?.length ?? 0);
  });

  it('fits a comment of 65,536 characters whatever the run, and says what was left out', () => {
    const strategies = Array.from({ length: 150 }, (_, index) => ({
      ...memory,
      name: `${index} ${'@<'.repeat(60)}`,
      mode: 'memory',
    }));
    const text = markdownReport(aResult({ repetitions: 1, seconds: 1, connections: 1, strategies }));
    expect(text.length).toBeLessThanOrEqual(65_536);
    expect(text.length).toBeGreaterThan(50_000);
    expect(text).toMatch(
      /_Left out, so that this has at most 65,536 characters: \d+ of 150 lines of the table “Means/,
    );
    expect(text).not.toMatch(/[@<]</);
    expect(text.match(/<details>/g)?.length).toBe(text.match(/<\/details>/g)?.length);
  });
});
