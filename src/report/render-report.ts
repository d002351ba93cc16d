import type { Result } from '../results/result.ts';
import { allCharts } from './charts/all-charts.ts';
import { findingOf } from './finding/finding.ts';
import type { ClientScript } from './html/document.ts';
import { figuresOf } from './html/figure.ts';
import { pageOf, tableSection } from './html/page.ts';
import { methodOf } from './method.ts';
import { buildRunModel } from './model/run-model.ts';
import { noticesOf } from './notices.ts';
import { surroundingsOf } from './surroundings.ts';
import { decidingTables, trustTables } from './tables/all-tables.ts';

/** Result → one HTML page. Nothing but the Result and the script goes in, so it can be made again years later. */
export async function renderReport(result: Result, script: ClientScript): Promise<string> {
  const model = buildRunModel(result);
  const content = {
    model,
    finding: findingOf(model),
    notices: noticesOf(model),
    decidingTables: decidingTables.flatMap((table) => tableSection(table, model)),
    figures: await figuresOf(allCharts, model),
    trustTables: trustTables.flatMap((table) => tableSection(table, model)),
    method: methodOf(model),
    surroundings: surroundingsOf(result),
  };
  return pageOf(content, script);
}
