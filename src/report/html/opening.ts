import type { Finding } from '../finding/finding.ts';
import type { Notice } from '../notices.ts';
import type { Figure } from './figure.ts';
import { type Html, html, prose } from './html.ts';

/** What stands on the first screen of a run's page. */
export interface Opening {
  readonly question: string;
  readonly finding: Finding;
  readonly notices: readonly Notice[];
  /** The chart beside the answer; undefined where none has anything to show. */
  readonly figure: Figure | undefined;
}

/** Warnings before everything else, then the question, its answer, and the chart that shows it. */
export function openingElement({ question, finding, notices, figure }: Opening): Html {
  return html`<div class="opening">
${notices.length === 0 ? undefined : noticesElement(notices)}
<h1>${question}</h1>
<p class="finding">${prose(finding.lead)}</p>
<ul class="more">${finding.details.map((detail) => html`<li>${prose(detail)}</li>`)}</ul>
${figure?.element}
</div>`;
}

function noticesElement(notices: readonly Notice[]): Html {
  return html`<section class="notices" aria-label="Warnings"><p>Before you believe a figure</p>
<ul>${notices.map(
    ({ title, text, hint }) =>
      html`<li><strong>${title}</strong>${prose(text)}${hint === undefined ? undefined : html` <span class="hint">${hint}</span>`}</li>`,
  )}</ul></section>`;
}
