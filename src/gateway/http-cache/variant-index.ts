/**
 * What stands under a key whose responses vary (RFC 9111 §4.1): which request fields select a variant, and which
 * variants are stored. Each index has a generation of its own that is part of its variants' keys, so throwing the index
 * out puts all its variants out of reach at once.
 */
export interface VariantIndex {
  readonly kind: 'variants';
  /** Names of request fields, in lower case, sorted. */
  readonly fields: readonly string[];
  /** Never the same twice. */
  readonly generation: string;
  /** What requests said in these fields, oldest first. */
  readonly selections: readonly string[];
  /** Until when any of the variants may be of use, whichever was stored last; µs since 1970. */
  readonly usefulUntilUs: number;
}

/** A client can make up values without end; so many variants of one resource are kept, and the oldest goes first. */
export const mostVariants = 64;

/** Where a variant is stored. Primary keys begin with a digit, so none of them can be mistaken for this. */
export function variantKey({ generation }: Pick<VariantIndex, 'generation'>, selection: string): string {
  return `v:${generation}:${selection}`;
}

export interface AdmittedVariant {
  readonly index: VariantIndex;
  /** Keys of variants that had to make room. */
  readonly dropped: readonly string[];
}

export interface NewVariant {
  readonly selection: string;
  /** µs since 1970. */
  readonly usefulUntilUs: number;
}

/** The index with one more variant, whose response varies on the same fields. */
export function admitVariant(index: VariantIndex, variant: NewVariant): AdmittedVariant {
  const { selection } = variant;
  const usefulUntilUs = Math.max(index.usefulUntilUs, variant.usefulUntilUs);
  if (index.selections.includes(selection)) return { index: { ...index, usefulUntilUs }, dropped: [] };
  const surplus = Math.max(0, index.selections.length + 1 - mostVariants);
  return {
    index: { ...index, selections: [...index.selections.slice(surplus), selection], usefulUntilUs },
    dropped: index.selections.slice(0, surplus).map((oldest) => variantKey(index, oldest)),
  };
}

export function hasFields(index: VariantIndex, fields: readonly string[]): boolean {
  return index.fields.length === fields.length && index.fields.every((name, at) => name === fields[at]);
}
