import type { SweepIndex } from '../../results/sweep-index.ts';
import { type AnswerPage, answerPage } from '../html/answer-page.ts';
import { type ClientScript, section } from '../html/document.ts';
import { figuresOf } from '../html/figure.ts';
import { html } from '../html/html.ts';
import { tableElement } from '../html/table.ts';
import { counted } from '../wording.ts';
import { sweepCharts } from './charts/sweep-charts.ts';
import { trialsBehind } from './samples.ts';
import { sweepFinding } from './sweep-finding.ts';
import { sweepMethod } from './sweep-method.ts';
import { buildSweepModel, type CellReading, measuredCells } from './sweep-model.ts';
import { sweepNotices } from './sweep-notices.ts';
import { sweepTable } from './sweep-table.ts';

/** A sweep → one HTML page, for the folder of its index: it leads to the pages of its cells. */
export async function renderSweepPage(
  index: SweepIndex,
  readings: readonly CellReading[],
  script: ClientScript,
): Promise<string> {
  const model = buildSweepModel(index, readings);
  const measured = measuredCells(model).map(({ summary }) => summary);
  const table = sweepTable(index, measured, ({ folder }) => `${folder}/report.html`);
  const { scenario, generator } = index;
  const page: AnswerPage = {
    masthead: `gatebench · ${scenario.name} · sweep of ${counted(index.cells.length, 'cell')}, ${timeInWords(index.startedAt)} · ${trialsBehind(model)}`,
    question: scenario.question || scenario.name,
    notices: sweepNotices(model),
    finding: sweepFinding(model),
    content: [
      ...(await figuresOf(sweepCharts(model), model)),
      section('cells', 'What did each cell show?', tableElement(table)),
      section(
        'method',
        'How was it measured?',
        html`${sweepMethod(model).map((paragraph) => html`<p>${paragraph}</p>`)}`,
      ),
      section('scenario', 'What was the scenario?', source('The scenario file', scenario.source)),
      section('command', 'How can it be run again?', source('The command', index.command)),
    ],
    footer: `Sweep ${index.sweepId}. Made by gatebench ${generator.version} from sweep.json and the Results of its cells, which hold every figure of this page.`,
  };
  return answerPage(page, script);
}

function source(label: string, text: string) {
  return html`<pre tabindex="0" role="region" aria-label="${label}">${text}</pre>`;
}

/** `2026-11-23 10:00 UTC`; no local time, so that everyone reads the same. */
function timeInWords(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;
}
