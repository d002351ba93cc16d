/** Advance widths of Helvetica in thousandths of an em (Adobe's font metrics), for U+0020 to U+007E. */
const helvetica = [
  278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556,
  556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278,
  500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469,
  556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500,
  278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];

/** Most letters beyond the table are as wide as a digit; those of Hangul and of Chinese and Japanese writing an em. */
const otherWidth = 556;
const wideWidth = 1000;
const wide = /[\u1100-\u11ff\u2e80-\ud7ff\uf900-\ufaff\uff00-\uff60]/;

/** Bold letters are wider by about this factor. */
const boldFactor = 1.06;

export interface TextItem {
  readonly fontSize?: number;
  readonly fontWeight?: number | string;
  /** The text is cut off to be no wider than this; 0 or absent: it is not. */
  readonly limit?: number;
}

/** The width in px that a text takes, near enough to place labels by. */
export function measureText({ fontSize = 11, fontWeight, limit = 0 }: TextItem, text: unknown): number {
  let thousandths = 0;
  for (const character of String(text ?? '')) {
    const known = helvetica[(character.codePointAt(0) ?? 0) - 0x20];
    thousandths += known ?? (wide.test(character) ? wideWidth : otherWidth);
  }
  const isBold = fontWeight === 'bold' || Number(fontWeight) >= 600;
  const width = (thousandths / 1000) * fontSize * (isBold ? boldFactor : 1);
  return limit > 0 ? Math.min(width, limit) : width;
}
