import { existsSync } from 'node:fs';

/** Whether the system does not tell of its processes in the given file, as only Linux does; then says that tests are left out. */
export function lacksProc(path: string, tests: string): boolean {
  if (existsSync(path)) return false;
  console.warn(`${tests} is not tested: there is no ${path} on this system.`);
  return true;
}
