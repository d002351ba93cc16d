/** What a gateway tells the others that share its Redis. */
export type Notice =
  /** A URL was written to: nothing that was stored for it before may be used. */
  | { readonly kind: 'invalidated'; readonly from: string; readonly key: string }
  /** These places of a URL hold something else now. `lease`: its name, which is free again. */
  | {
      readonly kind: 'kept';
      readonly from: string;
      readonly key: string;
      readonly variants: readonly string[];
      readonly lease: string;
    }
  /** A lease is free again, with nothing stored. */
  | { readonly kind: 'abandoned'; readonly from: string; readonly lease: string }
  | {
      readonly kind: 'purged';
      readonly names: readonly string[];
      readonly soft: boolean;
      /** A number in digits. */
      readonly sequence: string;
    };

export const encodeNotice = (notice: Notice): string => JSON.stringify(notice);

/** Undefined for what no gateway of this version has said. */
export function decodeNotice(text: string): Notice | undefined {
  let notice: unknown;
  try {
    notice = JSON.parse(text);
  } catch {
    return undefined;
  }
  return isNotice(notice) ? notice : undefined;
}

function isNotice(value: unknown): value is Notice {
  if (typeof value !== 'object' || value === null) return false;
  const { kind, from, key, variants, lease, names, soft, sequence } = value as Record<string, unknown>;
  switch (kind) {
    case 'invalidated':
      return isText(from) && isText(key);
    case 'kept':
      return isText(from) && isText(key) && isTexts(variants) && isText(lease);
    case 'abandoned':
      return isText(from) && isText(lease);
    case 'purged':
      return isTexts(names) && typeof soft === 'boolean' && isText(sequence) && /^\d{1,16}$/.test(sequence);
    default:
      return false;
  }
}

const isText = (value: unknown): value is string => typeof value === 'string';
const isTexts = (value: unknown): value is string[] => Array.isArray(value) && value.every(isText);
