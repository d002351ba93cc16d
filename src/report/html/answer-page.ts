import type { Result } from '../../results/result.ts';
import type { Chart } from '../charts/chart.ts';
import type { Finding } from '../finding/finding.ts';
import type { Notice } from '../notices.ts';
import type { DataTable } from '../tables/data-table.ts';
import { type ClientScript, documentOf, schemeButton, section } from './document.ts';
import { chartData, type Figure, figuresOf } from './figure.ts';
import { type Html, html, prose } from './html.ts';
import { layout, type SectionContent } from './layout.ts';
import { openingElement } from './opening.ts';
import { tableElement } from './table.ts';

/** What a page says that answers one question from more than one run. */
export interface AnswerPage {
  readonly kind: Result['kind'];
  /** The line at the top: what this is a page of. */
  readonly masthead: string;
  readonly question: string;
  readonly notices: readonly Notice[];
  readonly finding: Finding;
  readonly tables: readonly { readonly id: string; readonly question: string; readonly table: DataTable }[];
  readonly figures: AnswerFigures;
  /** A paragraph each. */
  readonly method: readonly string[];
  /** The scenario file. */
  readonly source: string;
  readonly command: string;
  readonly footer: string;
}

export interface AnswerFigures {
  /** On the first screen; undefined where no chart has anything to draw. */
  readonly opening: Figure | undefined;
  readonly others: readonly Figure[];
}

/** The first chart that is drawn, under a heading of its own, and the others, for a chapter. */
export async function answerFigures<Model>(
  charts: readonly Chart<Model>[],
  model: Model,
): Promise<AnswerFigures> {
  const first = charts.find(
    ({ concerns, draw }) => (concerns?.(model) ?? true) && draw(model).state === 'drawn',
  );
  const [opening] = first === undefined ? [] : await figuresOf([first], model);
  const others = await figuresOf(
    charts.filter((chart) => chart !== first),
    model,
    { level: 3 },
  );
  return { opening, others };
}

/** Warnings before everything else, then the question, its answer and the chart that shows it, then its grounds. */
export async function answerPage(page: AnswerPage, script: ClientScript): Promise<string> {
  const { masthead, question, notices, finding, tables, figures, footer } = page;
  const body = layout({
    masthead: html`<p>${masthead}</p>
${schemeButton}`,
    opening: openingElement({ question, finding, notices, figure: figures.opening }),
    chapters: [
      { id: 'findings', title: 'What was found', sections: tables.map(tableSection) },
      {
        id: 'charts',
        title: 'What the figures look like',
        sections: figures.others,
      },
      { id: 'grounds', title: 'How it was done', sections: groundsOf(page) },
    ],
    footer: html`${footer}`,
  });
  return documentOf(
    {
      title: question,
      body,
      data: await chartData([...(figures.opening === undefined ? [] : [figures.opening]), ...figures.others]),
    },
    script,
  );
}

/** More rows than this push everything else off the screen: they are there to be opened. */
const mostRows = 20;

function tableSection({ id, question, table }: AnswerPage['tables'][number]): SectionContent {
  const element = tableElement(table);
  const body =
    table.rows.length > mostRows
      ? html`<details><summary>All ${table.rows.length} rows</summary>${element}</details>`
      : element;
  return { id, element: section(id, question, body, 3) };
}

function groundsOf({ kind, method, source, command }: AnswerPage): SectionContent[] {
  const paragraphs = html`${method.map((paragraph) => html`<p>${prose(paragraph)}</p>`)}`;
  return [
    { id: 'method', element: section('method', `How was it ${kind}?`, paragraphs, 3) },
    {
      id: 'scenario',
      element: section('scenario', 'What was the scenario?', text('The scenario file', source), 3),
    },
    {
      id: 'command',
      element: section('command', 'How can it be run again?', text('The command', command), 3),
    },
  ];
}

function text(label: string, content: string): Html {
  return html`<pre tabindex="0" role="region" aria-label="${label}">${content}</pre>`;
}

/** `2026-11-23 10:00 UTC`; no local time, so that everyone reads the same. */
export function timeInWords(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;
}
