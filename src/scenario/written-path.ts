import type { Path } from './schema-paths.ts';

const name = '[^.\\[\\]"\\s]+';
const shape = new RegExp(`^${name}(?:\\.${name}|\\[\\d{1,6}\\]|\\["[^"]*"\\])*$`);
const step = new RegExp(`\\[(?<index>\\d+)\\]|\\["(?<quoted>[^"]*)"\\]|(?<name>${name})`, 'g');

/** `routes[0].keys.zipf`, `backends["my.api"].latency` → their steps; undefined where the text is no path. */
export function parsePath(text: string): Path | undefined {
  if (!shape.test(text)) return undefined;
  return [...text.matchAll(step)].map(({ groups }) =>
    groups?.['index'] === undefined
      ? ((groups?.['quoted'] ?? groups?.['name']) as string)
      : Number(groups['index']),
  );
}

/** A path as people write it. */
export function showPath(path: Path): string {
  return path.reduce<string>(
    (shown, each) =>
      typeof each === 'number' ? `${shown}[${each}]` : shown === '' ? each : `${shown}.${each}`,
    '',
  );
}
