import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { scenarioJsonSchema } from '../../src/scenario/json-schema.ts';
import { readScenario } from '../../src/scenario/scenario-file.ts';

const files = readdirSync('scenarios').filter((name) => name.endsWith('.yaml'));

describe('the shipped scenarios', () => {
  it.each(files)('%s can be read and names its schema for editors', async (name) => {
    const { scenario, source } = await readScenario(`scenarios/${name}`, name);
    expect(scenario.question).toMatch(/\?$/);
    expect(source.split('\n')[0]).toBe('# yaml-language-server: $schema=./scenario.schema.json');
  });

  it('have a schema that is current (else: npm run schema)', () => {
    expect(readFileSync('scenarios/scenario.schema.json', 'utf8')).toBe(scenarioJsonSchema());
  });
});
