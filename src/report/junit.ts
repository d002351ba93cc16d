import type { Outcome } from './model/expectations.ts';

/** Something that was checked. */
export interface Check {
  /** What it belongs to, as the name of a scenario. */
  readonly group: string;
  readonly name: string;
  readonly outcome: Outcome;
  /** What was seen. */
  readonly message: string;
}

/**
 * Checks as a file that CI systems show as tests (the JUnit XML of Apache Ant, of which testsuites, testsuite, testcase, failure
 * and skipped are what all of them read). What cannot be told is skipped.
 */
export function junitXml(suite: string, checks: readonly Check[]): string {
  const count = (outcome: Outcome): number => checks.filter((check) => check.outcome === outcome).length;
  const counts = `tests="${checks.length}" failures="${count('fail')}" errors="0" skipped="${count('cannot tell')}"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="gatebench" ${counts}>`,
    `  <testsuite name="${escaped(suite)}" ${counts}>`,
    ...checks.map((check) => `    ${testCase(check)}`),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

function testCase({ group, name, outcome, message }: Check): string {
  const opening = `<testcase classname="${escaped(group)}" name="${escaped(name)}"`;
  if (outcome === 'pass') return `${opening}/>`;
  const element = outcome === 'fail' ? 'failure' : 'skipped';
  return `${opening}><${element} message="${escaped(message)}"/></testcase>`;
}

/** Without the characters that XML 1.0 (§2.2) allows in no form. */
function escaped(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cs}\ufffe\uffff]/gu, ' ')
    .replace(/[<>&"']/g, (character) => `&#${character.codePointAt(0)};`);
}
