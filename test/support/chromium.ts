import { type Browser, chromium } from 'playwright-core';
import { findExecutable } from '../../src/experiment/find-executable.ts';

/** Names that Chromium goes by; `gatebench setup --test` installs one of them. */
const executables = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** Nothing that talks to the network by itself, or that waits for a person. */
const quiet = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The path of Chromium; undefined, and said so, where there is none. */
export async function findChromium(): Promise<string | undefined> {
  const path = await findExecutable(executables, process.env['PATH']);
  if (path === undefined) console.warn(`No browser tests: none of ${executables.join(', ')} is in the PATH.`);
  return path;
}

export function launchChromium(executablePath: string): Promise<Browser> {
  return chromium.launch({ executablePath, args: quiet });
}
