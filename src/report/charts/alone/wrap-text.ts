import { measureText, type TextItem } from '../text-width.ts';

/** Breaks a text between words into lines no wider than so many px; a word that is wider stands alone. */
export function wrapText(text: string, widthPx: number, font: TextItem): string[] {
  const lines: string[] = [];
  for (const word of text.split(/[ \n]+/)) {
    const last = lines.at(-1);
    const longer = last === undefined ? word : `${last} ${word}`;
    if (last === undefined || measureText(font, longer) > widthPx) lines.push(word);
    else lines[lines.length - 1] = longer;
  }
  return lines;
}
