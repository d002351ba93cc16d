import { describe, expect, it } from 'vitest';
import { type Scheme, schemeColours } from '../../../src/report/html/colours.ts';
import { seriesColours } from '../../../src/report/model/series-style.ts';

/** WCAG 2.2, "relative luminance" and "contrast ratio". */
function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

describe.each<Scheme>(['light', 'dark'])('the %s scheme', (scheme) => {
  const colours = schemeColours[scheme] as Record<string, string>;
  const of = (name: string): string => colours[name] ?? '';

  it.each([
    ['ink', 'paper'],
    ['ink', 'raised'],
    ['ink', 'warn-paper'],
    ['muted', 'paper'],
    ['muted', 'raised'],
    ['muted', 'warn-paper'],
    ['accent', 'paper'],
    ['chart-muted', 'paper'],
    ['chart-text', 'paper'],
  ])('writes %s on %s with a contrast of 4.5 or more', (text, paper) => {
    expect(contrast(of(text), of(paper))).toBeGreaterThanOrEqual(4.5);
  });

  it.each(Object.keys(colours).filter((name) => /^(fate-(?!text)|cost-)/.test(name)))(
    'sets %s off from the page and its text from it',
    (fate) => {
      expect(contrast(of(fate), of('paper'))).toBeGreaterThanOrEqual(3);
      expect(contrast(of('fate-text'), of(fate))).toBeGreaterThanOrEqual(4.5);
    },
  );

  it.each(seriesColours)('sets the series colour $name off from the page', (series) => {
    expect(contrast(series[scheme], of('paper'))).toBeGreaterThanOrEqual(3);
  });
});
