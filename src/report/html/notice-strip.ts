import type { Notice } from '../notices.ts';
import { counted } from '../wording.ts';
import { type Html, html, prose } from './html.ts';

/** So many stand in the strip by their titles; the others behind one line more, so that the answer stays on the first screen. */
const mostInSight = 3;

/** Beyond so many a page only says how many more there are: nobody reads them, and the Result has them. */
const mostWritten = 100;

/** What a reader must know before believing a figure: a line each, the whole text behind it. */
export function noticeStrip(notices: readonly Notice[]): Html | undefined {
  if (notices.length === 0) return undefined;
  const inSight = notices.length <= mostInSight ? notices.length : mostInSight - 1;
  const [seen, others] = [notices.slice(0, inSight), notices.slice(inSight, mostWritten)];
  const unwritten = notices.length - seen.length - others.length;
  return html`<section class="notices" aria-label="Warnings"><p>${counted(notices.length, 'thing')} to know before you believe a figure</p>
${seen.map(noticeElement)}
${
  others.length === 0
    ? undefined
    : html`<details><summary>and ${notices.length - inSight} more<span class="gist">: ${others.slice(0, 5).map(({ title }, index) => `${index === 0 ? '' : ' · '}${title}`)}</span></summary>
${others.map(noticeElement)}
${unwritten === 0 ? undefined : html`<p>${counted(unwritten, 'warning')} more in result.json.</p>`}</details>`
}</section>`;
}

function noticeElement({ title, text, hint }: Notice): Html {
  const more = hint === undefined ? undefined : html` <span class="hint">${prose(hint)}</span>`;
  return html`<details><summary><strong>${title}</strong> <span class="gist">${prose(text)}</span></summary><p>${prose(text)}${more}</p></details>
`;
}
