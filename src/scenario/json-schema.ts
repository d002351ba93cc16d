import { z } from 'zod';
import { scenarioFileSchema } from './schema.ts';

/** The JSON Schema (draft 7, as YAML language servers want it) by which editors complete and check scenarios. */
export function scenarioJsonSchema(): string {
  return `${JSON.stringify(z.toJSONSchema(scenarioFileSchema, { io: 'input', target: 'draft-7' }), null, 2)}\n`;
}
