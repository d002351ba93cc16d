import { formatNumber } from '../../support/units.ts';
import { answerFigures, answerPage } from '../html/answer-page.ts';
import type { ClientScript } from '../html/document.ts';
import { curveChart } from './curve-chart.ts';
import { curveTable } from './curve-table.ts';
import { curvesFinding, notesOf } from './curves-in-words.ts';
import type { MissRatioCurves } from './miss-ratio-curves.ts';

export interface CurvePageOptions {
  readonly command: string;
  /** Of gatebench. */
  readonly version: string;
  /** The scenario file, or what is known of the trace. */
  readonly source: string;
}

/** Miss-ratio curves → one HTML page. */
export async function renderCurvePage(
  curves: MissRatioCurves,
  { command, version, source }: CurvePageOptions,
  script: ClientScript,
): Promise<string> {
  const page = {
    kind: 'simulated' as const,
    masthead: `gatebench · miss-ratio curves · ${curves.stream} · ${formatNumber(curves.requests)} requests`,
    question: 'How much does a cache miss, by its room and by what it throws out?',
    notices: [],
    finding: curvesFinding(curves),
    tables: [{ id: 'misses', question: 'How often does each policy miss?', table: curveTable(curves) }],
    figures: await answerFigures([curveChart], curves),
    method: notesOf(curves),
    source,
    command,
    footer: `Made by gatebench ${version}.`,
  };
  return answerPage(page, script);
}
