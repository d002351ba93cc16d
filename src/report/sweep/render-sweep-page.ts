import type { SweepIndex } from '../../results/sweep-index.ts';
import { answerFigures, answerPage, timeInWords } from '../html/answer-page.ts';
import type { ClientScript } from '../html/document.ts';
import { counted } from '../wording.ts';
import { sweepCharts } from './charts/sweep-charts.ts';
import { trialsBehind } from './samples.ts';
import { sweepFinding } from './sweep-finding.ts';
import { sweepMethod } from './sweep-method.ts';
import { buildSweepModel, type CellReading } from './sweep-model.ts';
import { sweepNotices } from './sweep-notices.ts';
import { sweepTable } from './sweep-table.ts';

/** A sweep → one HTML page, for the folder of its index: it leads to the pages of its cells. */
export async function renderSweepPage(
  index: SweepIndex,
  readings: readonly CellReading[],
  script: ClientScript,
): Promise<string> {
  const model = buildSweepModel(index, readings);
  const { scenario, generator } = index;
  const { kind } = model;
  const when = kind === 'simulated' ? kind : timeInWords(index.startedAt);
  const page = {
    kind,
    masthead: `gatebench · ${scenario.name} · sweep of ${counted(index.cells.length, 'cell')}, ${when} · ${trialsBehind(model)}`,
    question: scenario.question || scenario.name,
    notices: sweepNotices(model),
    finding: sweepFinding(model),
    tables: [
      {
        id: 'cells',
        question: 'What did each cell show?',
        table: sweepTable(index, readings, ({ folder }) => `${folder}/report.html`),
      },
    ],
    figures: await answerFigures(sweepCharts(model), model),
    method: sweepMethod(model),
    source: scenario.source,
    command: index.command,
    footer: `Sweep ${index.sweepId}. Made by gatebench ${generator.version} from sweep.json and the Results of its cells, which hold every figure of this page.`,
  };
  return answerPage(page, script);
}
