import { stat } from 'node:fs/promises';

/** False for folders, and for what is not there or cannot be seen. */
export function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (stats) => stats.isFile(),
    () => false,
  );
}
