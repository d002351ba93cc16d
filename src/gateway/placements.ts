import { randomUUID } from 'node:crypto';
import type { RequestHeaders } from './http-cache/header-fields.ts';
import { usefulForUs } from './http-cache/stored-response.ts';
import { admitVariant, hasFields, type VariantIndex, variantKey } from './http-cache/variant-index.ts';
import { longestSelection, variantSelection, varyingFields } from './http-cache/vary.ts';
import { digestOf, selectionName } from './selection-name.ts';
import { type MaybePromise, whenReady } from './store/maybe-promise.ts';
import type { KeptResponse, Placement, Store, StoredRecord } from './store/store.ts';

export interface Destined {
  readonly store: Store;
  readonly urlKey: string;
  /** What the key tells besides the URL; empty: nothing. */
  readonly fields: string;
  readonly request: RequestHeaders;
  readonly nowUs: number;
  /** As for `Store.get`. */
  readonly sinceMs: number;
}

/** Where a response goes under the key of its URL, and the indexes that lead there; empty where it is not worth keeping. */
export function placementsOf(response: KeptResponse, destined: Destined): MaybePromise<Placement[]> {
  const { store, urlKey, fields, nowUs, sinceMs } = destined;
  if (fields === '') return variantsAt(undefined, response, destined);
  return whenReady(store.get(urlKey, undefined, sinceMs), (found) => {
    const usefulUntilUs = nowUs + usefulForUs(response, nowUs);
    const outer = isFieldIndex(found) ? found : newIndex([]);
    const index = { ...outer, usefulUntilUs: Math.max(outer.usefulUntilUs, usefulUntilUs) };
    const inner = variantsAt(variantKey(index, digestOf(fields)), response, destined);
    return whenReady(inner, (all) => (all.length === 0 ? all : [placeOf(undefined, index, nowUs), ...all]));
  });
}

function variantsAt(
  place: string | undefined,
  response: KeptResponse,
  { store, urlKey, request, nowUs, sinceMs }: Destined,
): MaybePromise<Placement[]> {
  const usefulUs = usefulForUs(response, nowUs);
  const fields = varyingFields(response.headers);
  if (fields.length === 0) return [{ variant: place, record: response, usefulForUs: usefulUs }];
  const selection = selectionName(fields, variantSelection(fields, request));
  if (selection.length > longestSelection) return [];
  return whenReady(store.get(urlKey, place, sinceMs), (found) => {
    const admitted = admitVariant(indexOf(found, fields), { selection, usefulUntilUs: nowUs + usefulUs });
    const { index, dropped } = admitted;
    return [
      placeOf(place, index, nowUs),
      { variant: variantKey(index, selection), record: response, usefulForUs: usefulUs },
      ...dropped.map((oldest) => ({ variant: oldest, record: undefined, usefulForUs: 0 })),
    ];
  });
}

function placeOf(variant: string | undefined, index: VariantIndex, nowUs: number): Placement {
  return { variant, record: index, usefulForUs: index.usefulUntilUs - nowUs };
}

/** The index of a URL whose keys tell fields of the request: it selects by these, and so by no fields of its own. */
export function isFieldIndex(record: StoredRecord | undefined): record is VariantIndex {
  return record?.kind === 'variants' && record.fields.length === 0;
}

/** The latest response decides what the resource varies on; variants of another opinion are given up. */
function indexOf(record: StoredRecord | undefined, fields: readonly string[]): VariantIndex {
  return record?.kind === 'variants' && hasFields(record, fields) ? record : newIndex(fields);
}

function newIndex(fields: readonly string[]): VariantIndex {
  return { kind: 'variants', fields, generation: randomUUID(), selections: [], usefulUntilUs: 0 };
}
