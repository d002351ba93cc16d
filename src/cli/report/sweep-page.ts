import { writePage } from '../../report/report-file.ts';
import { renderSweepPage } from '../../report/sweep/render-sweep-page.ts';
import type { ReadSweep } from './read-sweep.ts';

/**
 * Writes the page of a sweep.
 *
 * @throws EnvironmentError where it cannot be written
 */
export async function writeSweepPage({ index, readings }: ReadSweep, path: string): Promise<void> {
  await writePage(path, (script) => renderSweepPage(index, readings, script));
}
