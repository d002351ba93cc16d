import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

/** Where a Redis server may be called so; Valkey is its free successor and speaks the same protocol. */
export const redisExecutables = ['redis-server', 'valkey-server'] as const;

/** The path of the first of these programs that `PATH` (or the usual places of servers) holds. */
export async function findExecutable(
  names: readonly string[],
  searchPath: string | undefined,
): Promise<string | undefined> {
  // Servers are often installed where only root's PATH looks.
  const folders = [
    ...(searchPath ?? '').split(delimiter),
    '/usr/bin',
    '/usr/sbin',
    '/usr/local/bin',
    '/usr/local/sbin',
    '/opt/homebrew/bin',
  ];
  for (const name of names) {
    for (const folder of folders) {
      if (folder === '') continue;
      const path = join(folder, name);
      if (await isExecutable(path)) return path;
    }
  }
  return undefined;
}

function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}
