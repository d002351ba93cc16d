import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

export interface Rendered {
  readonly renderingSeconds: number;
  readonly totalSeconds: number;
  readonly megabytes: number;
}

/** Renders a Result in a process of its own, which tells what CPU time it took (render-process.ts). */
export async function renderOnce(result: string, page: string): Promise<Rendered> {
  const script = fileURLToPath(new URL('./render-process.js', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [script, result, page]);
  return JSON.parse(stdout);
}
