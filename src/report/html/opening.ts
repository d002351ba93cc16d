import type { Aspect } from '../finding/aspects.ts';
import type { Finding } from '../finding/finding.ts';
import type { Notice } from '../notices.ts';
import type { Figure } from './figure.ts';
import { type Html, html, prose } from './html.ts';
import { noticeStrip } from './notice-strip.ts';

/** What stands on the first screen of a run's page. */
export interface Opening {
  readonly question: string;
  readonly finding: Finding;
  readonly notices: readonly Notice[];
  /** The chart beside the answer; undefined where none has anything to show. */
  readonly figure: Figure | undefined;
}

/** Warnings before everything else, then the question, its answer, the chart that shows it, and what else there is to say. */
export function openingElement({ question, finding, notices, figure }: Opening): Html {
  return html`<div class="opening">
${noticeStrip(notices)}
<h1>${question}</h1>
<p class="finding">${prose(finding.lead)}</p>
${figure?.element}
${finding.aspects === undefined ? sentences(finding.details) : aspectList(finding.aspects)}
</div>`;
}

/** Each leads to the part of the page that shows it. */
function aspectList(aspects: readonly Aspect[]): Html {
  return html`<dl class="aspects">${aspects.map(
    ({ label, text, anchor }) => html`<dt><a href="#${anchor}">${label}</a></dt><dd>${prose(text)}</dd>
`,
  )}</dl>`;
}

function sentences(details: readonly string[]): Html | undefined {
  if (details.length === 0) return undefined;
  return html`<ul class="more">${details.map((detail) => html`<li>${prose(detail)}</li>`)}</ul>`;
}
