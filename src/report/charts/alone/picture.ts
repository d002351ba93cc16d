import { glyph } from '../../html/glyph.ts';
import { type Html, html, trusted } from '../../html/html.ts';
import type { LegendEntry } from '../chart.ts';
import { measureText } from '../text-width.ts';
import { type ColourOf, resolveColours } from './resolve-colours.ts';
import { wrapText } from './wrap-text.ts';

/** What a picture must say once it has left its page. */
export interface PictureContent {
  readonly title: string;
  readonly caption: string;
  readonly legend: readonly LegendEntry[];
  /** The drawing as Vega wrote it, with its own width and height. */
  readonly svg: string;
  /** Where the figures come from, as the run's id. */
  readonly source: string;
}

const margin = 24;
const font = 'system-ui, -apple-system, "Segoe UI", Roboto, Helvetica, Arial, sans-serif';
const titleText = { fontSize: 20, fontWeight: 600, lineHeight: 26 };
const legendText = { fontSize: 14, fontWeight: 400, lineHeight: 24 };
const captionText = { fontSize: 13, fontWeight: 400, lineHeight: 18 };
const glyphWidth = 38;
const gap = 22;

/** Of the width, how much lines may take: viewers have other fonts, some of them wider than Helvetica. */
const filledRatio = 0.86;

/**
 * The drawing of a chart as an SVG document of its own, which any viewer shows: colours resolved, on paper, under its
 * title and legend, above its caption and source.
 */
export function pictureOf(content: PictureContent, colourOf: ColourOf): string {
  const { title, caption, legend, source } = content;
  const drawing = sizedDrawing(content.svg);
  const width = drawing.width + 2 * margin;
  const titleBlock = textBlock(
    wrapText(title, filledRatio * drawing.width, titleText),
    margin,
    titleText,
    'chart-text',
  );
  const legendBlock = legendRows(legend, margin + titleBlock.height + 6, filledRatio * drawing.width);
  const drawingTop = margin + titleBlock.height + legendBlock.height + 14;
  const captionBlock = textBlock(
    [caption, source].flatMap((text) => wrapText(text, filledRatio * drawing.width, captionText)),
    drawingTop + drawing.height + 14,
    captionText,
    'chart-muted',
  );
  const height = Math.ceil(drawingTop + drawing.height + 14 + captionBlock.height + margin);
  const picture =
    html`<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title" aria-describedby="desc" font-family="${font}">
<title id="title">${title}</title>
<desc id="desc">${caption}</desc>
<rect width="100%" height="100%" fill="var(--chart-paper)"/>
${titleBlock.element}${legendBlock.element}<svg x="${margin}" y="${drawingTop}" width="${drawing.width}" height="${drawing.height}" viewBox="0 0 ${drawing.width} ${drawing.height}">${trusted(drawing.content)}</svg>
${captionBlock.element}</svg>
`.text;
  return allowedInXml(resolveColours(picture, colourOf));
}

/** Vega's drawing: its size in px, and what is in its outermost element. */
function sizedDrawing(svg: string) {
  const [opening = ''] = /^<svg[^>]*>/.exec(svg) ?? [];
  const length = (name: string) => Number(new RegExp(` ${name}="([\\d.]+)`).exec(opening)?.[1]);
  return {
    width: length('width'),
    height: length('height'),
    content: svg.slice(opening.length, svg.lastIndexOf('</svg>')),
  };
}

interface Block {
  readonly element: Html;
  readonly height: number;
}

function textBlock(
  lines: readonly string[],
  top: number,
  { fontSize, fontWeight, lineHeight }: typeof titleText,
  colour: string,
): Block {
  const element = html`${lines.map(
    (line, index) =>
      html`<text x="${margin}" y="${top + index * lineHeight + fontSize}" font-size="${fontSize}" font-weight="${fontWeight}" fill="var(--${colour})">${line}</text>\n`,
  )}`;
  return { element, height: lines.length * lineHeight };
}

/** Each strategy with its mark, in as many rows as they take. */
function legendRows(legend: readonly LegendEntry[], top: number, widest: number): Block {
  let [x, row] = [0, 0];
  const entries = legend.map(({ name, style }) => {
    const width = glyphWidth + measureText(legendText, name) + gap;
    if (x > 0 && x + width - gap > widest) [x, row] = [0, row + 1];
    const y = top + row * legendText.lineHeight;
    const entry = html`<g transform="translate(${margin + x},${y})">${glyph(style)}<text x="${glyphWidth}" y="11" font-size="${legendText.fontSize}" fill="var(--chart-text)">${name}</text></g>\n`;
    x += width;
    return entry;
  });
  return { element: html`${entries}`, height: entries.length === 0 ? 0 : (row + 1) * legendText.lineHeight };
}

/** XML has no place for control characters, not even escaped (XML 1.0, 2.2). */
function allowedInXml(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '');
}
