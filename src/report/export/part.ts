/** One document of an export that has several. */
export interface ExportPart {
  /** Names the document for people and, with the extension of its format, as a file: lower case, digits and hyphens. */
  readonly id: string;
  readonly text: () => string | Promise<string>;
}

/** Ids for names of any kind, each another: `Redis, 1 s` → `redis-1-s`. */
export function idsOf(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    const plain =
      name
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, '-')
        .slice(0, 60)
        .replace(/^-|-$/g, '') || 'strategy';
    let id = plain;
    for (let number = 2; taken.has(id); number += 1) id = `${plain}-${number}`;
    taken.add(id);
    return id;
  });
}
