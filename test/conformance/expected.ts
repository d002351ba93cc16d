import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Verdict } from './verdict.ts';

const file = join(process.cwd(), 'test', 'conformance', 'expected.json');

/** The verdict on each test of the release, the same in every mode. */
export function readExpected(): Readonly<Record<string, Verdict>> {
  return JSON.parse(readFileSync(file, 'utf8'));
}

export function writeExpected(verdicts: Readonly<Record<string, Verdict>>): void {
  writeFileSync(file, `${JSON.stringify(verdicts, undefined, 2)}\n`);
}
