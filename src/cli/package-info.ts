import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** The folder of the installed package or of the checkout, the same from source and compiled. */
export const packageFolder = fileURLToPath(new URL('../../', import.meta.url));

export function packageVersion(): string {
  return (JSON.parse(readFileSync(`${packageFolder}package.json`, 'utf8')) as { version: string }).version;
}

/** The commit of the checkout that runs, with `+` when files differ from it; undefined outside a checkout. */
export async function checkoutRevision(): Promise<string | undefined> {
  if (!existsSync(`${packageFolder}.git`)) return undefined;
  const git = promisify(execFile);
  try {
    const { stdout } = await git('git', ['describe', '--always', '--dirty=+', '--exclude=*'], {
      cwd: packageFolder,
    });
    return stdout.trim();
  } catch {
    return undefined;
  }
}
