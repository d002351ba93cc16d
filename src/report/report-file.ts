import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { writeFileAtomically } from '../results/atomic-file.ts';
import type { Result } from '../results/result.ts';
import { EnvironmentError } from '../support/errors.ts';
import type { ClientScript } from './html/document.ts';
import { renderReport } from './render-report.ts';

/** The same file for the sources and for what is compiled from them, two folders above either. */
const builtClient = new URL('../../dist/report/client.js', import.meta.url);

/**
 * Writes a Result's HTML report, all of it or nothing.
 *
 * @throws EnvironmentError where it cannot be written, or the page's own script has not been built
 */
export async function writeReport(result: Result, path: string, client: URL = builtClient): Promise<void> {
  await writePage(path, (script) => renderReport(result, script), client);
}

/**
 * A Result's HTML report.
 *
 * @throws EnvironmentError where the page's own script has not been built
 */
export async function htmlReport(result: Result): Promise<string> {
  return renderReport(result, await readClientScript(builtClient));
}

/**
 * Writes a page, all of it or nothing.
 *
 * @param render what the page is, given the script that goes into it
 * @throws EnvironmentError where it cannot be written, or the page's own script has not been built
 */
export async function writePage(
  path: string,
  render: (script: ClientScript) => Promise<string>,
  client: URL = builtClient,
): Promise<void> {
  await writeFileAtomically(path, await render(await readClientScript(client)));
}

/** @throws EnvironmentError where it has not been built */
export async function readClientScript(client: URL = builtClient): Promise<ClientScript> {
  // The line end would count towards the hash, and browsers change it when it is CR LF.
  const source = (await readBuilt(client)).replaceAll('\r\n', '\n');
  return { source, sha256: createHash('sha256').update(source).digest('base64') };
}

function readBuilt(client: URL): Promise<string> {
  return readFile(client, 'utf8').catch((cause: Error) => {
    throw new EnvironmentError(`The report's script is missing: ${cause.message}.`, {
      hint: 'Build it with: npm run build',
      cause,
    });
  });
}
