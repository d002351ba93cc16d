import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { junitXml } from '../../src/report/junit.ts';

const checks = [
  { group: 'quickstart', name: 'memory.p99 < 20ms', outcome: 'pass', message: '3 ms' },
  {
    group: 'quickstart',
    name: '<a href="x">&\'\u0000\u001b[31m\ud800',
    outcome: 'fail',
    message: 'a "b" & <c>',
  },
  { group: 'quickstart', name: 'redis.p99 < 20ms', outcome: 'cannot tell', message: 'one trial\nonly' },
] as const;

it('writes checks as JUnit XML: failures and skipped ones with their messages', () => {
  expect(junitXml('gatebench run', checks)).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="gatebench" tests="3" failures="1" errors="0" skipped="1">
  <testsuite name="gatebench run" tests="3" failures="1" errors="0" skipped="1">
    <testcase classname="quickstart" name="memory.p99 &#60; 20ms"/>
    <testcase classname="quickstart" name="&#60;a href=&#34;x&#34;&#62;&#38;&#39;  [31m "><failure message="a &#34;b&#34; &#38; &#60;c&#62;"/></testcase>
    <testcase classname="quickstart" name="redis.p99 &#60; 20ms"><skipped message="one trial only"/></testcase>
  </testsuite>
</testsuites>
`);
});

it('is well-formed whatever names there are', (test) => {
  const everything = String.fromCodePoint(...Array.from({ length: 0x11000 }, (_, point) => point));
  const xml = junitXml(everything, [
    { group: everything, name: everything, outcome: 'fail', message: everything },
  ]);
  const parse = 'import sys, xml.etree.ElementTree as tree; tree.fromstring(sys.stdin.buffer.read())';
  try {
    execFileSync('python3', ['--version'], { stdio: 'ignore' });
  } catch {
    console.warn('Skipped: a strict reader of XML, because python3 is not there.');
    test.skip();
  }
  expect(() =>
    execFileSync('python3', ['-c', parse], { input: xml, stdio: ['pipe', 'ignore', 'pipe'] }),
  ).not.toThrow();
});
