import type { VariantIndex } from '../http-cache/variant-index.ts';

/** An index of variants as JSON. What requests say may be any text, so nothing in it is put into an answer. */
export function encodeVariantIndex(index: VariantIndex): Buffer {
  return Buffer.from(JSON.stringify(index));
}

/** Undefined where the bytes are no index. */
export function decodeVariantIndex(bytes: Buffer): VariantIndex | undefined {
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString());
  } catch {
    return undefined;
  }
  return isVariantIndex(value) ? value : undefined;
}

function isVariantIndex(value: unknown): value is VariantIndex {
  if (typeof value !== 'object' || value === null) return false;
  const { kind, fields, generation, selections, usefulUntilUs } = value as Record<string, unknown>;
  return (
    kind === 'variants' &&
    isTextArray(fields) &&
    typeof generation === 'string' &&
    isTextArray(selections) &&
    Number.isFinite(usefulUntilUs)
  );
}

function isTextArray(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}
