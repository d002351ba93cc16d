import { describe, expect, it } from 'vitest';
import { terminalReport } from '../../src/report/terminal-report.ts';
import { aSettledResult, memory, stateless } from '../support/a-result.ts';

const escapeCharacter = '\u001b';

describe('terminalReport', () => {
  it('shows a line for each strategy and the finding in words', () => {
    const text = terminalReport(aSettledResult(), { colour: false });
    expect(text).toMatch(/^stateless +8 +0 % +\d+ /m);
    expect(text).toMatch(/^memory +8 +0 % +[\d,]+ \*/m);
    expect(text).toMatch(/^memory answered [\d.]+× as many requests per second as stateless/m);
  });

  it('uses no escape sequence without colour, and marks the best in text with it', () => {
    expect(terminalReport(aSettledResult(), { colour: false })).not.toContain(escapeCharacter);
    expect(terminalReport(aSettledResult(), { colour: true })).toMatch(
      new RegExp(`${escapeCharacter}\\[1m[\\d,]+${escapeCharacter}\\[22m \\*`),
    );
  });

  it('keeps the table within 120 columns, however long a name is', () => {
    const long = { ...memory, name: 'memory that '.repeat(40).trim() };
    const [table = ''] = terminalReport(aSettledResult({ strategies: [stateless, long] }), {
      colour: false,
    }).split('\n\n');
    expect(Math.max(...table.split('\n').map((line) => line.length))).toBeLessThanOrEqual(120);
  });

  it('tells long names apart that begin alike', () => {
    const named = (place: string) => ({ ...memory, name: `fresh for 500 ms, from ${place}`, mode: 'memory' });
    const text = terminalReport(aSettledResult({ strategies: [named('memory'), named('Redis')] }), {
      colour: false,
    });
    expect(text).toMatch(/^fresh for…rom memory .*\nfresh for…from Redis /m);
  });

  it('hands no control character of a Result to the terminal', () => {
    const hostile = { ...memory, name: `evil${escapeCharacter}]0;owned\u0007${escapeCharacter}[2J\u202e` };
    const question = `${escapeCharacter}[31mred`;
    const faults = [{ name: `down${escapeCharacter}[2J`, startUs: 1e6, recoveryUs: null, failed: 1 }];
    const text = terminalReport(aSettledResult({ strategies: [hostile, stateless], question, faults }), {
      colour: false,
    });
    expect(text).toContain('evil');
    expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202e]/u);
  });

  it('has something to say of a run without a valid trial', () => {
    expect(terminalReport({ ...aSettledResult(), trials: [] }, { colour: false })).toContain(
      'No trial was measured',
    );
  });

  it('says what must be known before the figures are believed, with what to do', () => {
    const omitted = [{ strategy: 'redis', reason: 'there is no Redis server.', hint: 'Install one.' }];
    const text = terminalReport(
      { ...aSettledResult({ strategies: [stateless, memory] }), omitted },
      { colour: false },
    );
    expect(text).toContain('! redis was left out. there is no Redis server. Install one.');
  });
});
