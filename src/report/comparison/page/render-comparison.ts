import { type ClientScript, documentOf, schemeButton, section } from '../../html/document.ts';
import { chartData, type Figure, figuresOf } from '../../html/figure.ts';
import { type Html, html, prose } from '../../html/html.ts';
import { type ChapterContent, layout, type SectionContent } from '../../html/layout.ts';
import { openingElement } from '../../html/opening.ts';
import { tableElement } from '../../html/table.ts';
import { metricInWords } from '../../metric-words.ts';
import type { DataTable } from '../../tables/data-table.ts';
import { capitalised } from '../../wording.ts';
import { changedRatios, changedShares } from '../charts/changes.ts';
import { overRuns } from '../charts/over-runs.ts';
import { percentilesByRun } from '../charts/percentiles-by-run.ts';
import { comparisonFindingOf } from '../comparison-finding.ts';
import type { ComparisonModel } from '../comparison-model.ts';
import { comparisonNoticesOf } from '../comparison-notices.ts';
import { changesTable, notSimultaneous } from '../comparison-report.ts';
import { gatesInWords, type JudgedGate } from '../gates.ts';
import { startInWords } from '../run-names.ts';
import { sideBySide, sideBySideNotes } from '../side-by-side.ts';
import { differencesTable, gatesTable, runsTable } from './comparison-tables.ts';

/** In px: of the chart that stands beside the answer on a wide page. */
const openingFigureWidth = 560;

/** Two Results or more → one HTML page. Nothing else goes in but the bounds that were judged and the script. */
export async function renderComparison(
  model: ComparisonModel,
  gates: readonly JudgedGate[],
  script: ClientScript,
): Promise<string> {
  const [lead] = await figuresOf([changedRatios], model, { width: openingFigureWidth });
  const placement = { level: 3 } as const;
  const shares = await figuresOf([changedShares], model, placement);
  const lines = await figuresOf(overRuns(model), model, placement);
  const percentiles = await figuresOf(percentilesByRun(model), model, placement);
  const finding = comparisonFindingOf(model);
  const body = layout({
    masthead: mastheadOf(model),
    opening: openingElement({
      question: questionOf(model),
      finding: {
        ...finding,
        details: [
          ...gatesInWords(gates),
          ...finding.details,
          ...notSimultaneous(model.runs.map(({ result }) => result)),
        ],
      },
      notices: comparisonNoticesOf(model),
      figure: lead,
    }),
    chapters: [
      {
        id: 'answer',
        title: 'The figures to decide by',
        sections: [
          ...gatesSection(model, gates),
          tableSection('runs', 'Which runs are compared?', runsTable(model)),
          sideBySideSection(model),
          ...shares,
          tableSection('changes', changesQuestion(model), changesTable(model.overall)),
        ],
      },
      {
        id: 'run-by-run',
        title: 'Figure by figure, run by run',
        sections: named(lines, metricNamesOf(model)),
      },
      {
        id: 'distributions',
        title: 'Where in the distribution it changed',
        sections: named(percentiles, strategyNamesOf(model)),
      },
      trustChapter(model),
    ],
    footer: html`Made by gatebench from the Results of ${model.runs.map(({ result }) => result.runId).join(', ')}, which hold every figure of this page.`,
  });
  const figures: Figure[] = [...(lead === undefined ? [] : [lead]), ...shares, ...lines, ...percentiles];
  return documentOf({ title: questionOf(model), body, data: await chartData(figures) }, script);
}

function questionOf({ runs, overall: { baseline, other } }: ComparisonModel): string {
  const name = other.scenario.name;
  return runs.length === 2
    ? `What changed in ${name} since ${startInWords({ result: baseline })}?`
    : `What changed in ${name} over ${runs.length} runs, since ${startInWords({ result: baseline })}?`;
}

/** The names of charts of one kind, in their order, in the navigation. */
function named(figures: readonly Figure[], names: readonly string[]): SectionContent[] {
  return figures.map(({ id, element }, place) => ({ id, element, name: names[place] ?? id }));
}

function metricNamesOf({ metrics, overall: { other } }: ComparisonModel): string[] {
  return metrics.map((metric) => capitalised(metricInWords(metric, other)));
}

function strategyNamesOf({ strategies }: ComparisonModel): string[] {
  return strategies.map(({ name }) => name);
}

function mastheadOf({ runs, overall: { baseline, other } }: ComparisonModel): Html {
  return html`<p>gatebench · ${other.scenario.name} · comparison of ${runs.length} runs, ${startInWords({ result: baseline })} to ${startInWords({ result: other })}</p>
${schemeButton}`;
}

function changesQuestion({ runs }: ComparisonModel): string {
  return runs.length === 2
    ? 'Which changes stand up to a test?'
    : 'Which changes from the first run to the last stand up to a test?';
}

function gatesSection(model: ComparisonModel, gates: readonly JudgedGate[]): SectionContent[] {
  const table = gatesTable(model, gates);
  return table === undefined ? [] : [tableSection('bounds', 'Were the bounds kept?', table)];
}

function sideBySideSection(model: ComparisonModel): SectionContent {
  const id = 'side-by-side';
  const body = html`${sideBySide(model).map(tableElement)}
${sideBySideNotes(model).map((note) => html`<p class="note">${prose(note)}</p>`)}`;
  return { id, element: section(id, 'How do the runs look side by side?', body, 3) };
}

function tableSection(id: string, question: string, table: DataTable): SectionContent {
  return { id, element: section(id, question, tableElement(table), 3) };
}

function trustChapter(model: ComparisonModel): ChapterContent {
  const id = 'method';
  const paragraphs = methodOf(model).map((paragraph) => html`<p>${prose(paragraph)}</p>`);
  return {
    id: 'trust',
    title: 'Whether to trust it',
    sections: [
      tableSection('differences', 'What differs in scenario and surroundings?', differencesTable(model)),
      { id, element: section(id, 'How were the runs compared?', html`${paragraphs}`, 3) },
    ],
  };
}

function methodOf({ runs, strategies }: ComparisonModel): string[] {
  const many = runs.length > 2;
  return [
    `Two runs are not paired by anything, so each strategy’s trials in one are compared with its trials in the other${many ? ': each run with the one before it, and the last with the first' : ''}. Times and rates change by factors and are compared by the ratio of their geometric means, shares and counts by the difference of their means; intervals are 95\u00a0% by a studentised bootstrap.`,
    `A change is claimed only where its interval excludes no change and an exact permutation test agrees (p ≤ 0.05), its p-value adjusted for the number of metrics and, by Holm, for that of strategies (${strategies.length} here). A figure is called the same where its interval lies within the margin that is too little to matter: 5\u00a0% of times and rates, one percentage point of shares, one backend call of a hundred requests.${many ? ' P-values are not adjusted for the number of runs: each pair is judged by itself.' : ''}`,
    'Two strategies within one run are compared under the same conditions; two runs are not.',
  ];
}
