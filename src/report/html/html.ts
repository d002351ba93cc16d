import { visibleText } from '../visible-text.ts';

/** A piece of a page that may stand in it as it is. Made by the `html` tag, or by `trusted` from our own text. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

export type HtmlValue = Html | string | number | undefined | readonly HtmlValue[];

/** Everything put into the template is escaped, unless it is a piece itself; lists are joined, undefined is nothing. */
export function html(template: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  const [first = '', ...rest] = template;
  return new Html(rest.reduce((page, text, index) => page + render(values[index]) + text, first));
}

/** For text that we wrote ourselves: style sheets, scripts, drawings. Never for anything out of a Result. */
export function trusted(text: string): Html {
  return new Html(text);
}

/** Running text, in which no line breaks between a number and its unit. */
export function prose(text: string): string {
  return text.replace(/(\d) (?=(?:µs|ms|us|s|m|h|min|B|[KMGT]iB|%)(?!\w))/g, '$1\u00a0');
}

function render(value: HtmlValue): string {
  if (value === undefined) return '';
  if (value instanceof Html) return value.text;
  if (typeof value === 'object') return value.map(render).join('');
  return escapeHtml(String(value));
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeHtml(text: string): string {
  return visibleText(text.replace(/[&<>"']/g, (character) => entities[character] ?? ''));
}

/**
 * Data for a script to read: an element of a type that is not run. No `<` is left in it, so nothing in the data can end
 * the element or begin a comment.
 */
export function jsonBlock(id: string, data: unknown): Html {
  const json = JSON.stringify(data).replaceAll('<', '\\u003c');
  return html`<script type="application/json" id="${id}">${trusted(json)}</script>`;
}
