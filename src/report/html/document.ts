import { type Html, html, trusted } from './html.ts';
import { styleSheet } from './style-sheet.ts';

/** The browser's part of a page: one script, with the SHA-256 of its text in base64, by which the page allows it. */
export interface ClientScript {
  readonly source: string;
  readonly sha256: string;
}

/** What one page of gatebench's is made of. */
export interface DocumentContent {
  /** As the window and a bookmark name it. */
  readonly title: string;
  readonly body: Html;
  /** What the script reads (see `packedData`, `jsonBlock`). */
  readonly data: Html;
  /** What its style sheet has beside what all pages have. */
  readonly style?: string;
  /** `'self'` lets the page ask the server that it came from, as while a run goes on; by default it asks nobody. */
  readonly connects?: 'self';
}

/** One file that needs nothing else: it opens from a disk, and neither loads nor evaluates anything. */
export function documentOf(
  { title, body, data, style = '', connects }: DocumentContent,
  script: ClientScript,
): string {
  const connect = connects === undefined ? '' : `; connect-src '${connects}'`;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'sha256-${trusted(script.sha256)}'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'${trusted(connect)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<title>${title} · gatebench</title>
<style>${trusted(styleSheet + style)}</style>
</head>
<body>
${body}
${data}
<script>${trusted(script.source)}</script>
</body>
</html>
`.text;
}

/** The button that changes between the light and the dark scheme; it shows itself where there is a script to serve it. */
export const schemeButton: Html = html`<button type="button" class="scheme" hidden>Dark</button>`;

export type HeadingLevel = 2 | 3;

/** A part of a page under a heading, which is its anchor; inside a chapter its level is 3. */
export function section(id: string, title: string, body: Html, level: HeadingLevel = 2): Html {
  return html`<section id="${id}" aria-labelledby="${id}-title">${heading(id, title, level)}
${body}</section>
`;
}

/** The heading of the part with the given anchor. */
export function heading(id: string, title: string, level: HeadingLevel): Html {
  return level === 2 ? html`<h2 id="${id}-title">${title}</h2>` : html`<h3 id="${id}-title">${title}</h3>`;
}
