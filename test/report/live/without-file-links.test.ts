import { describe, expect, it } from 'vitest';
import { withoutFileLinks } from '../../../src/report/live/without-file-links.ts';

describe('a page without links to files', () => {
  it('keeps their words, its anchors, its data and its script', () => {
    const script = '<script>"<a href=\\"x\\">"; `<a href="result.json">result.json</a>`</script>\n</html>\n';
    const page = `<p><a href="#a">a</a>, <a class="skip" href="#content">b</a>\n<a href="cells/1-a/report.html">1</a> <a href="result.json">result.json</a></p>\n`;
    expect(withoutFileLinks(page + script)).toBe(
      `<p><a href="#a">a</a>, <a class="skip" href="#content">b</a>\n1 result.json</p>\n${script}`,
    );
    expect(withoutFileLinks('<a href="a">b</a>')).toBe('b');
  });
});
