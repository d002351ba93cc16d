import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { html, jsonBlock, trusted } from '../../../src/report/html/html.ts';

describe('html', () => {
  it('escapes values, in text and in attributes, and joins lists', () => {
    const name = `<b a='"'>&`;
    expect(html`<i title="${name}">${[name, 1, undefined]}</i>`.text).toBe(
      '<i title="&lt;b a=&#39;&quot;&#39;&gt;&amp;">&lt;b a=&#39;&quot;&#39;&gt;&amp;1</i>',
    );
  });

  it('takes pieces as they are, patterns of replacement included', () => {
    expect(html`<p>${trusted("$& $' $` $1")}${html`<b>${'<'}</b>`}</p>`.text).toBe(
      "<p>$& $' $` $1<b>&lt;</b></p>",
    );
  });

  it('lets no value open or close an element', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (value) => {
        expect(html`${value}`.text).not.toMatch(/[<>"']/);
      }),
    );
  });
});

describe('jsonBlock', () => {
  it('keeps the data whole and cannot be ended by it', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom('</script>', '<!--', '<script'), (value, tail) => {
        const data = { value, tail };
        const [, json = ''] = /^<script [^>]*>([^<]*)<\/script>$/.exec(jsonBlock('data', data).text) ?? [];
        expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify(data)));
      }),
    );
  });
});
