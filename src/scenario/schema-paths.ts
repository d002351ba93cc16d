import type { z } from 'zod';
import { scenarioFileSchema } from './schema.ts';

/** Steps into a document: keys of mappings, and places in lists from 0. */
export type Path = readonly (string | number)[];

type Schema = z.core.$ZodType;

interface Definition {
  readonly type: string;
  readonly innerType: Schema;
  readonly options: readonly Schema[];
  readonly in: Schema;
  readonly element: Schema;
  readonly valueType: Schema;
  readonly shape: Readonly<Record<string, Schema>>;
}

/** What scenario files may hold at a path, over all branches of unions; `keys` are none where the keys are free or there are none. */
export interface SchemaPlace {
  readonly exists: boolean;
  readonly isList: boolean;
  readonly keys: readonly string[];
}

export function schemaAt(path: Path): SchemaPlace {
  let schemas: Schema[] = [scenarioFileSchema];
  for (const step of path) schemas = schemas.flatMap((schema) => childSchemas(schema, step));
  const plain = schemas.flatMap(unwrap).map(definitionOf);
  return {
    exists: plain.length > 0,
    isList: plain.some(({ type }) => type === 'array'),
    keys: [...new Set(plain.flatMap(({ type, shape }) => (type === 'object' ? Object.keys(shape) : [])))],
  };
}

/** Every path that the schema knows, as people read them: `strategies[n].cache.ttl`, `backends.<name>.latency`. */
export function knownPaths(): string[] {
  return [...new Set(pathsBelow(scenarioFileSchema, ''))];
}

function pathsBelow(schema: Schema, path: string): string[] {
  return unwrap(schema)
    .map(definitionOf)
    .flatMap(({ type, element, valueType, shape }) => {
      if (type === 'array') return pathsBelow(element, `${path}[n]`);
      if (type === 'record') return pathsBelow(valueType, `${path}.<name>`);
      if (type !== 'object') return [path];
      return Object.entries(shape).flatMap(([key, child]) =>
        pathsBelow(child, path === '' ? key : `${path}.${key}`),
      );
    });
}

function childSchemas(schema: Schema, step: string | number): Schema[] {
  return unwrap(schema)
    .map(definitionOf)
    .flatMap(({ type, element, valueType, shape }) => {
      if (type === 'array') return typeof step === 'number' ? [element] : [];
      if (type === 'record') return [valueType];
      const child = type === 'object' ? shape[String(step)] : undefined;
      return child === undefined ? [] : [child];
    });
}

/** Looks through what only adds to a schema, and into unions. */
function unwrap(schema: Schema): Schema[] {
  const { type, innerType, options, in: input } = definitionOf(schema);
  if (type === 'optional') return unwrap(innerType);
  if (type === 'union') return options.flatMap(unwrap);
  if (type === 'pipe') return unwrap(input);
  return [schema];
}

function definitionOf(schema: Schema): Definition {
  return schema._zod.def as unknown as Definition;
}
