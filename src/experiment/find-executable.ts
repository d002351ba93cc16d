import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

/** Where a Redis server may be called so; Valkey is its free successor and speaks the same protocol. */
export const redisExecutables = ['redis-server', 'valkey-server'] as const;

/** The path of the first of these programs that `searchPath` (the PATH) holds. */
export async function findExecutable(
  names: readonly string[],
  searchPath: string | undefined,
): Promise<string | undefined> {
  for (const name of names) {
    for (const folder of (searchPath ?? '').split(delimiter)) {
      const path = join(folder, name);
      if (folder !== '' && (await isExecutable(path))) return path;
    }
  }
  return undefined;
}

async function isExecutable(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}
