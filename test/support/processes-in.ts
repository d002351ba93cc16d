import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** The ids of all processes that work in a folder, or were told to keep their temporary files there. Needs /proc. */
export function processesIn(folder: string): string[] {
  return readdirSync('/proc').filter((pid) => {
    if (!/^\d+$/.test(pid)) return false;
    try {
      const isInside = readlinkSync(`/proc/${pid}/cwd`).startsWith(folder);
      return isInside || readFileSync(`/proc/${pid}/environ`, 'utf8').includes(`TMPDIR=${folder}`);
    } catch {
      // It ended while it was looked at, or is somebody else's.
      return false;
    }
  });
}
