import { describe, expect, it } from 'vitest';
import { markdownReport } from '../../src/report/markdown-report.ts';
import { aSettledResult, memory, stateless } from '../support/a-result.ts';

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

  it('says what the other comparisons found, and under what conditions', () => {
    expect(markdownReport(aSettledResult())).toMatch(
      /^- redis answered .*\n- memory answered .*\n- Measured in/m,
    );
  });

  it('marks the best value in text', () => {
    expect(markdownReport(aSettledResult())).toMatch(/\*\*[\d,]+\*\* \\\*/);
  });

  it('takes the meaning out of everything that a name could mean in Markdown or HTML', () => {
    const name = 'a|b `c` [d](e) <img src=x onerror=alert(1)> **f** @user #1\n# g';
    const text = markdownReport(aSettledResult({ strategies: [stateless, { ...memory, name }] }));
    expect(text).toContain('a\\|b \\`c\\` \\[d\\](e) &lt;img');
    expect(text).not.toMatch(/<img|@user|^# g|(?<!\\)\[d/m);
  });
});
