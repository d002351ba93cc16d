import { describe, expect, it } from 'vitest';
import { EnvironmentError, formatDiagnostic, ScenarioError } from '../../src/support/errors.ts';

const diagnostic = {
  file: 'shop.yaml',
  line: 4,
  column: 12,
  path: 'routes[0].weight',
  message: 'a weight is above 0',
};

describe('formatDiagnostic', () => {
  it('begins with the place, in the form that terminals turn into a link', () => {
    expect(formatDiagnostic(diagnostic)).toBe('shop.yaml:4:12: a weight is above 0');
  });

  it('ends with the hint where there is one', () => {
    const text = formatDiagnostic({ ...diagnostic, hint: 'Did you mean 1?' });
    expect(text).toBe('shop.yaml:4:12: a weight is above 0 Did you mean 1?');
  });
});

describe('GatebenchError', () => {
  it('carries its name, code, exit code, hint and cause', () => {
    const cause = new Error('EADDRINUSE');
    const error = new EnvironmentError('port 80 is taken', { hint: 'Choose another.', cause });
    expect(error).toMatchObject({
      name: 'EnvironmentError',
      code: 'GATEBENCH_ENVIRONMENT',
      exitCode: 3,
      hint: 'Choose another.',
      cause,
    });
  });

  it('lists all diagnostics of a scenario in its message, one a line', () => {
    const error = new ScenarioError([diagnostic, { ...diagnostic, line: 9 }]);
    expect(error.message.split('\n')).toEqual([
      'shop.yaml:4:12: a weight is above 0',
      'shop.yaml:9:12: a weight is above 0',
    ]);
    expect(error.exitCode).toBe(2);
  });
});
