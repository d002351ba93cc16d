import type { Result } from '../../results/result.ts';
import type { ClientScript } from '../html/document.ts';
import { pageOf } from '../html/page.ts';
import { pageContentOf } from '../render-report.ts';
import { livePanel } from './live-panel.ts';

/**
 * The page of a run that goes on: the report of what was measured so far, made as every report, below what the trial under way
 * is doing. `page` names this state of it.
 */
export async function renderLivePage(result: Result, page: string, script: ClientScript): Promise<string> {
  const content = await pageContentOf(result);
  // Before the first trial is over there is nothing that a chart could say.
  const begun = result.trials.length === 0 ? { ...content, chapters: [], figures: [] } : content;
  return pageOf(begun, script, livePanel(content.model, page));
}
