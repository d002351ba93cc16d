import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

/** Builds the report's script anew into the folder, so that tests never see a stale one. */
export async function buildReportClient(folder: string): Promise<URL> {
  const outfile = join(folder, 'client.js');
  const entry = new URL('../../src/report/client/main.ts', import.meta.url);
  await build({ entryPoints: [entry.pathname], outfile, bundle: true, minify: true, format: 'iife' });
  return pathToFileURL(outfile);
}
