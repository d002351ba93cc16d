import { describe, expect, it } from 'vitest';
import { shareSymbols } from '../../../src/report/html/share-symbols.ts';

const look = 'd="M2,0A2,2,0,1,1,-2,0Z" fill="var(--series-blue)" opacity="0.65"';
const at = (x: number, y: number) => `<path transform="translate(${x},${y})" ${look}/>`;
const svg = (marks: string) => `<svg viewBox="0 0 9 9"><g>${marks}</g></svg>`;

describe('shareSymbols', () => {
  it('draws a repeated symbol once, as the marker of a line that is not seen', () => {
    expect(shareSymbols(svg(at(1, 2) + at(3.5, 2) + at(4, -1) + at(5, 0)), 'latency')).toBe(
      `<svg viewBox="0 0 9 9"><defs><marker id="latency-symbol-0" markerUnits="userSpaceOnUse" overflow="visible"><path ${look}/></marker></defs>` +
        '<g><path fill="none" style="marker:url(#latency-symbol-0)" d="M1,2L3.5,2L4,-1L5,0"/></g></svg>',
    );
  });

  it('says once what neighbours have in common, and names what is clipped after the chart', () => {
    const bar = (x: number) => `<path d="M${x},0h1v1h-1Z" fill="red" fill-opacity="0.5"/>`;
    expect(shareSymbols(svg(bar(1) + bar(2)), 'latency')).toBe(
      svg('<g fill="red" fill-opacity="0.5"><path d="M1,0h1v1h-1Z"/><path d="M2,0h1v1h-1Z"/></g>'),
    );
    expect(shareSymbols('<svg><g clip-path="url(#clip3)">url(#clip3)</g></svg>', 'latency')).toBe(
      '<svg><g clip-path="url(#latency-clip3)">url(#clip3)</g></svg>',
    );
  });

  it('leaves alone what is rare, and text that looks like a symbol', () => {
    const rare = svg(at(1, 2) + at(3, 4));
    expect(shareSymbols(rare, 'latency')).toBe(rare);
    const text = svg(`<text>${at(1, 2).replaceAll('<', '&lt;').repeat(9)}</text>`);
    expect(shareSymbols(text, 'latency')).toBe(text);
  });
});
