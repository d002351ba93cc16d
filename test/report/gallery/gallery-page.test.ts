import { describe, expect, it } from 'vitest';
import { cardOf } from '../../../src/report/gallery/card.ts';
import {
  entryOfRun,
  entryWithoutFigures,
  type GalleryEntry,
} from '../../../src/report/gallery/gallery-entry.ts';
import { galleryPage } from '../../../src/report/gallery/gallery-page.ts';
import { shellWord } from '../../../src/report/gallery/shell-word.ts';
import { aResult, memory, stateless } from '../../support/a-result.ts';

const script = { source: '', sha256: 'x' };
const pageOf = (entries: readonly GalleryEntry[]) => galleryPage({ folder: 'reports', entries }, script);

const card = cardOf(aResult({ repetitions: 3, seconds: 1, strategies: [stateless, memory] }), 1);

function entry(n: number, changes: Partial<typeof card> = {}): GalleryEntry {
  const startedAt = new Date(Date.UTC(2026, 0, n)).toISOString();
  return entryOfRun({ ...card, startedAt, ...changes }, { path: ['quickstart', `run-${n}`], hasPage: true });
}

describe('the gallery', () => {
  it('lists the newest first, each with its finding, its drawing and its documents', () => {
    const page = pageOf([entry(1), entry(3), entry(2)]);
    expect([...page.matchAll(/<li [^>]*data-date="([^"]*)"/g)].map(([, date]) => date)).toEqual([
      '2026-01-03',
      '2026-01-02',
      '2026-01-01',
    ]);
    expect(page).toContain('<a href="quickstart/run-3/report.html">quickstart, 2026-01-03 00:00 UTC</a>');
    expect(page).toContain('href="quickstart/run-3/result.json"');
    expect(page).toMatch(
      /aria-label="Requests per second against stateless: memory [\d.]+× \([\d.]+–[\d.]+\)"/,
    );
    expect(page).toContain('value="reports/quickstart/run-3"');
  });

  it('says that there is nothing yet, and what makes the first', () => {
    expect(pageOf([])).toContain('gatebench run quickstart');
  });

  it('names what is damaged, and offers no comparison of it', () => {
    const damaged = entryWithoutFigures(
      { path: ['shop', '2026-11-23T10-00-00'], hasPage: false },
      { kind: 'run', state: 'damaged', document: 'result.json', lead: 'result.json is not JSON.' },
    );
    const page = pageOf([damaged]);
    expect(page).toContain('data-state="damaged" data-date="2026-11-23"');
    expect(page).toContain('<span class="badge">damaged</span>');
    expect(page).not.toContain('type="checkbox"');
  });

  it('leaves nothing in a name, a path or a finding for a browser or a shell to act upon', () => {
    const nasty = '</script><img src=x onerror=alert(1)>';
    const hostile = entryOfRun(
      {
        ...card,
        ...{ scenario: nasty, question: nasty, lead: nasty },
        strategies: card.strategies.map((strategy) => ({ ...strategy, name: nasty, mode: nasty })),
      },
      { path: ['a b', '$(x)\'"><img>'], hasPage: true },
    );
    const page = pageOf([hostile]);
    expect(page).not.toContain('<img');
    expect(page).toContain('href="a%20b/%24(x)&#39;%22%3E%3Cimg%3E/report.html"');
    expect(page).toContain('value="&#39;reports/a b/$(x)&#39;\\&#39;&#39;&quot;&gt;&lt;img&gt;&#39;"');
  });

  it('draws whatever numbers a card holds, and no ratio that has no place on the axis', () => {
    const numbers = [1e300, 1e-300, 0, -1, null];
    const strategies = numbers.map((ratio, place) => ({
      ...{ name: `s${place}`, mode: 'memory', value: null, verdict: null },
      ...{ ratio, low: -5, high: 1e308 },
    }));
    const page = pageOf([entry(1, { strategies })]);
    const [, svg = ''] = /<svg class="thumb"(.*?)<\/svg>/s.exec(page) ?? [];
    expect(svg.match(/transform=/g)).toHaveLength(2);
    expect(svg).not.toMatch(/NaN|Infinity/);
  });

  it('stays small however many runs there are, and says what it leaves out', () => {
    const thousand = pageOf(Array.from({ length: 1000 }, (_, n) => entry(n + 1)));
    expect(thousand.length).toBeLessThan(1.05e6);
    expect(thousand).toMatch(/Only the newest \d+ are drawn\./);
    const long = pageOf(Array.from({ length: 3000 }, (_, n) => entry(n + 1, { lead: 'x'.repeat(600) })));
    expect(long.length).toBeLessThan(1.05e6);
    expect(long).toMatch(/Of 3000 entries the newest \d+ are listed/);
  });
});

describe('shellWord', () => {
  it.each([
    ['reports/quickstart', 'reports/quickstart'],
    ['a b', "'a b'"],
    ["it's", "'it'\\''s'"],
    ['$(reboot)', "'$(reboot)'"],
    ['-rf', './-rf'],
    ['', "''"],
  ])('%s is written %s', (word, written) => {
    expect(shellWord(word)).toBe(written);
  });
});
