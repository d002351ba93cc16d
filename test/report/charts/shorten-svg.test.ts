import { describe, expect, it } from 'vitest';
import { shortenSvg } from '../../../src/report/charts/shorten-svg.ts';

describe('shortenSvg', () => {
  it('rounds coordinates to a tenth of a pixel', () => {
    expect(shortenSvg('<path d="M69.3436679742555,195.02h23.114v4.97999999999999h-1.2e1v5.7e-7Z"/>')).toBe(
      '<path d="M69.3,195h23.1v5h-1.2e1v5.7e-7Z"/>',
    );
    expect(shortenSvg('<g transform="translate(646.6666666666666,1.1368683772161603e-13)">')).toBe(
      '<g transform="translate(646.7,0)">',
    );
  });

  it('leaves out what goes without saying', () => {
    expect(shortenSvg('<path aria-hidden="true" d="M0,0" fill="red" fill-opacity="1" opacity="1"/>')).toBe(
      '<path d="M0,0" fill="red" fill-opacity="1"/>',
    );
    expect(shortenSvg('<path d="M0,0" opacity="0.12"/>')).toBe('<path d="M0,0" opacity="0.12"/>');
  });

  it('touches no text, whatever it holds', () => {
    const text = '<text aria-label="1.23456 opacity=&quot;1&quot;">d="1.23456" opacity="1" &lt;path></text>';
    expect(shortenSvg(text)).toBe(text);
  });

  it('numbers what a drawing refers to in the drawing, whatever was drawn before it', () => {
    const drawn = (first: number) =>
      `<defs><clipPath id="clip${first}"><rect/></clipPath><clipPath id="clip${first + 1}"/></defs>` +
      `<g clip-path="url(#clip${first + 1})"><text>clip-path="url(#clip7)"</text></g><g clip-path="url(#clip${first})"/>`;
    expect(shortenSvg(drawn(35))).toBe(shortenSvg(drawn(1)));
    expect(shortenSvg(drawn(35))).toBe(drawn(1));
  });
});
