import type { Result } from '../../results/result.ts';
import type { Finding } from '../finding/finding.ts';
import type { Method } from '../method.ts';
import type { RunModel } from '../model/run-model.ts';
import { measuredStrategies } from '../model/run-model.ts';
import type { Notice } from '../notices.ts';
import type { QuestionedTable } from '../tables/all-tables.ts';
import { counted } from '../wording.ts';
import { type ClientScript, documentOf, schemeButton, section } from './document.ts';
import { chartData, type Figure } from './figure.ts';
import { type Html, html, prose } from './html.ts';
import { tableElement } from './table.ts';

/** Everything that a page says, ready to be written. */
export interface PageContent {
  readonly model: RunModel;
  readonly finding: Finding;
  readonly notices: readonly Notice[];
  readonly decidingTables: readonly Html[];
  readonly figures: readonly Figure[];
  readonly trustTables: readonly Html[];
  readonly method: Method;
  readonly surroundings: readonly (readonly [string, string])[];
}

/** The page of a run. */
export function pageOf(content: PageContent, script: ClientScript): string {
  const { scenario } = content.model.result;
  const body = html`${headerOf(content)}
<main>
${content.decidingTables}
${content.figures.map(({ element }) => element)}
${content.trustTables}
${section('method', 'How was it measured?', methodElement(content.method))}
${section('surroundings', 'On what machine?', definitions(content.surroundings))}
${section('scenario', 'What was the scenario?', scenarioElement(scenario))}
${section('command', 'How can it be run again?', source('The command', content.model.result.command))}
</main>
${footerOf(content.model)}`;
  return documentOf(
    { title: scenario.question || scenario.name, body, data: chartData(content.figures) },
    script,
  );
}

function headerOf({ model, finding, notices }: PageContent): Html {
  const { scenario, kind, startedAt } = model.result;
  const trials = measuredStrategies(model).reduce((sum, strategy) => sum + strategy.trials.length, 0);
  return html`<header>
<div class="top"><p>gatebench · ${scenario.name} · ${kind} ${timeInWords(startedAt)} · ${counted(trials, 'valid trial')}</p>
${schemeButton}</div>
<h1>${scenario.question || scenario.name}</h1>
<p class="finding">${prose(finding.lead)}</p>
<ul class="more">${finding.details.map((detail) => html`<li>${prose(detail)}</li>`)}</ul>
${notices.length === 0 ? undefined : noticesElement(notices)}
</header>`;
}

function noticesElement(notices: readonly Notice[]): Html {
  return html`<section class="notices" aria-labelledby="notices-title"><h2 id="notices-title">Before you believe a figure</h2>
<ul>${notices.map(
    ({ title, text, hint }) =>
      html`<li><strong>${title}</strong>${prose(text)}${hint === undefined ? undefined : html` <span class="hint">${hint}</span>`}</li>`,
  )}</ul></section>`;
}

/** Nothing where the table is not about anything in this run. */
export function tableSection({ id, question, build }: QuestionedTable, model: RunModel): Html[] {
  const table = build(model);
  return table === undefined ? [] : [section(id, question, tableElement(table))];
}

function methodElement({ paragraphs, words }: Method): Html {
  return html`${paragraphs.map((paragraph) => html`<p>${prose(paragraph)}</p>`)}
<details><summary>What the words mean</summary>${definitions(words)}</details>`;
}

function definitions(pairs: readonly (readonly [string, string])[]): Html {
  return html`<dl>${pairs.map(([term, meaning]) => html`<dt>${term}</dt><dd>${meaning}</dd>`)}</dl>`;
}

/** The file, and where its parameters come from. */
function scenarioElement({ source: text, sources }: Result['scenario']): Html {
  const origins =
    sources.length === 0
      ? undefined
      : html`<p>Its parameters come from:</p><ul>${sources.map((origin) => html`<li>${origin}</li>`)}</ul>`;
  return html`${origins}${source('The scenario file', text)}`;
}

function source(label: string, text: string): Html {
  return html`<pre tabindex="0" role="region" aria-label="${label}">${text}</pre>`;
}

function footerOf({ result }: RunModel): Html {
  const end = result.finishedAt === undefined ? 'not finished' : `to ${timeInWords(result.finishedAt)}`;
  return html`<footer>Run ${result.runId}, ${timeInWords(result.startedAt)} ${end}. Made by gatebench ${result.generator.version} from its Result, result.json, which holds every figure of this page.</footer>`;
}

/** `2026-11-23 10:00 UTC`; no local time, so that everyone reads the same. */
function timeInWords(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;
}
