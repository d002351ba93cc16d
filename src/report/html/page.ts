import type { LivePanel } from '../live/live-panel.ts';
import { measuredStrategies, type RunModel } from '../model/run-model.ts';
import { counted, shortened } from '../wording.ts';
import { type ClientScript, documentOf, schemeButton } from './document.ts';
import { chartData, type Figure } from './figure.ts';
import { type Html, html } from './html.ts';
import { type ChapterContent, layout } from './layout.ts';
import { type Opening, openingElement } from './opening.ts';

/** Everything that a run's page says, ready to be written. */
export interface PageContent {
  readonly model: RunModel;
  readonly opening: Opening;
  readonly chapters: readonly ChapterContent[];
  /** All charts of the page, wherever they stand. */
  readonly figures: readonly Figure[];
}

/** The page of a run; with a panel above the answer while it goes on. */
export async function pageOf(
  { model, opening, chapters, figures }: PageContent,
  script: ClientScript,
  panel?: LivePanel,
): Promise<string> {
  const body = layout({
    masthead: mastheadOf(model),
    opening: html`${panel?.element}${openingElement(opening)}`,
    chapters,
    footer: footerOf(model),
  });
  const title = opening.question;
  const data = await chartData(figures);
  return panel === undefined
    ? documentOf({ title, body, data }, script)
    : documentOf(
        { title: `Live: ${title}`, body, data: html`${data}${panel.data}`, connects: 'self' },
        script,
      );
}

function mastheadOf(model: RunModel): Html {
  const { scenario, kind, startedAt } = model.result;
  const when = kind === 'simulated' ? '' : ` ${timeInWords(startedAt)}`;
  const trials = measuredStrategies(model).reduce((sum, strategy) => sum + strategy.trials.length, 0);
  return html`<p>gatebench · ${shortened(scenario.name, 80)} · ${kind}${when} · ${counted(trials, 'valid trial')}</p>
${schemeButton}`;
}

function footerOf({ result }: RunModel): Html {
  const { kind, runId, startedAt, finishedAt } = result;
  const end = finishedAt === undefined ? 'not finished' : `to ${timeInWords(finishedAt)}`;
  const times = kind === 'simulated' ? '' : `, ${timeInWords(startedAt)} ${end}`;
  return html`Run ${runId}${times}. Made by gatebench ${result.generator.version} from its Result, <a href="result.json">result.json</a>, which holds every figure of it.`;
}

/** `2026-11-23 10:00 UTC`; no local time, so that everyone reads the same. */
function timeInWords(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;
}
