import type { Finding } from '../finding/finding.ts';
import type { Notice } from '../notices.ts';
import { type ClientScript, documentOf, schemeButton } from './document.ts';
import { chartData, type Figure } from './figure.ts';
import { type Html, html, prose } from './html.ts';

/** What a page says that answers one question from several runs. */
export interface AnswerPage {
  /** The line at the top: what this is a page of. */
  readonly masthead: string;
  readonly question: string;
  readonly notices: readonly Notice[];
  readonly finding: Finding;
  /** Tables and charts, in their order. */
  readonly content: readonly (Html | Figure)[];
  readonly footer: string;
}

/** Warnings before everything else, then the question and its answer, then its grounds. */
export function answerPage(page: AnswerPage, script: ClientScript): string {
  const { masthead, question, notices, finding, content, footer } = page;
  const figures = content.filter((part) => 'element' in part);
  const body = html`<header>
<div class="top"><p>${masthead}</p>
${schemeButton}</div>
${notices.length === 0 ? undefined : noticesElement(notices)}
<h1>${question}</h1>
<p class="finding">${prose(finding.lead)}</p>
<ul class="more">${finding.details.map((detail) => html`<li>${prose(detail)}</li>`)}</ul>
</header>
<main>
${content.map((part) => ('element' in part ? part.element : part))}
</main>
<footer>${footer}</footer>`;
  return documentOf({ title: question, body, data: chartData(figures) }, script);
}

function noticesElement(notices: readonly Notice[]): Html {
  return html`<section class="notices" aria-label="Warnings"><p>Before you believe a figure</p>
<ul>${notices.map(
    ({ title, text, hint }) =>
      html`<li><strong>${title}</strong>${prose(text)}${hint === undefined ? undefined : html` <span class="hint">${hint}</span>`}</li>`,
  )}</ul></section>`;
}
