import type { Result } from '../results/result.ts';
import { chapters } from './chapters.ts';
import { allCharts } from './charts/all-charts.ts';
import { findingOf } from './finding/finding.ts';
import { type ClientScript, section } from './html/document.ts';
import { type Figure, figuresOf } from './html/figure.ts';
import type { ChapterContent, SectionContent } from './html/layout.ts';
import { methodChapter } from './html/method-chapter.ts';
import { type PageContent, pageOf } from './html/page.ts';
import { tableElement } from './html/table.ts';
import { methodOf } from './method.ts';
import { boundedResult } from './model/bounded-result.ts';
import { buildRunModel, type RunModel } from './model/run-model.ts';
import { noticesOf } from './notices.ts';
import { unshownNotices, withShownParts } from './shown-parts.ts';
import { surroundingsOf } from './surroundings.ts';
import type { QuestionedTable } from './tables/all-tables.ts';
import { shortened } from './wording.ts';

/** In px: of the chart that stands beside the answer on a wide page. */
const openingFigureWidth = 560;

/** In characters; the scenario at the end of the page has the whole of it. */
const longestQuestion = 300;

/** Result → one HTML page. Nothing but the Result and the script goes in, so it can be made again years later. */
export async function renderReport(result: Result, script: ClientScript): Promise<string> {
  return pageOf(await pageContentOf(result), script);
}

/** Everything that a run's page says. */
export async function pageContentOf(result: Result): Promise<PageContent> {
  const whole = buildRunModel(boundedResult(result));
  const model = withShownParts(whole);
  const lead = allCharts.find(
    ({ concerns, draw }) => concerns?.(model) !== false && draw(model).state === 'drawn',
  );
  const [figure] = lead === undefined ? [] : await figuresOf([lead], model, { width: openingFigureWidth });
  const others = allCharts.filter((chart) => chart !== lead);
  const figures = await figuresOf(others, model, { level: 3 });
  return {
    model,
    opening: {
      question: shortened(result.scenario.question || result.scenario.name, longestQuestion),
      finding: findingOf(whole),
      notices: noticesOf(whole, unshownNotices(whole, model)),
      figure,
    },
    chapters: [
      ...chaptersOf(model, figures),
      methodChapter(model.result, methodOf(whole), surroundingsOf(model.result)),
    ],
    figures: figure === undefined ? figures : [figure, ...figures],
  };
}

function chaptersOf(model: RunModel, figures: readonly Figure[]): ChapterContent[] {
  return chapters.map(({ id, title, parts }) => ({
    id,
    title,
    sections: parts.flatMap((part): readonly SectionContent[] =>
      'draw' in part ? figures.filter((figure) => figure.id === part.id) : tableSection(part, model),
    ),
  }));
}

/** Nothing where the table is not about anything in this run. */
function tableSection({ id, question, build }: QuestionedTable, model: RunModel): SectionContent[] {
  const table = build(model);
  return table === undefined ? [] : [{ id, element: section(id, question, tableElement(table), 3) }];
}
