import { pictureOf } from '../charts/alone/picture.ts';
import { standaloneSpec } from '../charts/alone/standalone-spec.ts';
import { tableCsv } from '../tables/csv.ts';
import type { ChartsOfPage, PageChart } from './charts-of-page.ts';
import { tableInPage } from './table-in-page.ts';

export interface DownloadFormat {
  readonly name: string;
  readonly extension: string;
  make(chart: PageChart, charts: ChartsOfPage): Promise<Blob>;
}

/** Of pixels in a PNG, how many are as long as one of the page: enough for paper and for fine screens. */
const pngScale = 2;

/** Pictures show what the reader sees: what was picked, in the colours of the scheme, as wide as it stands in the page. */
export const downloadFormats: readonly DownloadFormat[] = [
  {
    name: 'SVG',
    extension: 'svg',
    make: async (chart, charts) => new Blob([await svgOf(chart, charts)], { type: 'image/svg+xml' }),
  },
  {
    name: 'PNG',
    extension: 'png',
    make: async (chart, charts) => pngOf(await svgOf(chart, charts)),
  },
  {
    name: 'CSV',
    extension: 'csv',
    make: async (chart) => new Blob([tableCsv(tableInPage(chart))], { type: 'text/csv' }),
  },
  {
    name: 'Vega-Lite',
    extension: 'vl.json',
    make: async (chart) => {
      const spec = standaloneSpec(
        { ...wordsOf(chart), legend: chart.legend, spec: chart.vegaLite },
        colourOf,
      );
      return new Blob([`${JSON.stringify(spec, null, 1)}\n`], { type: 'application/json' });
    },
  },
];

async function svgOf(chart: PageChart, charts: ChartsOfPage): Promise<string> {
  const svg = await (await charts.live(chart)).toSVG();
  const source = document.querySelector('.top p')?.textContent ?? document.title;
  return pictureOf({ ...wordsOf(chart), legend: chart.legend, svg, source }, colourOf);
}

/** By a data: URL, which the page's security policy allows images to have. */
async function pngOf(svg: string): Promise<Blob> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = pngScale * image.naturalWidth;
  canvas.height = pngScale * image.naturalHeight;
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob((png) =>
      png === null ? reject(new Error('The chart is too large for a PNG.')) : resolve(png),
    );
  });
}

/** Its question and its caption, as the page words them. */
function wordsOf({ id }: PageChart): { title: string; caption: string } {
  const textOf = (part: string) => document.getElementById(`${id}-${part}`)?.textContent ?? '';
  return { title: textOf('title'), caption: textOf('caption') };
}

/** As the scheme that is shown has it. */
function colourOf(name: string): string | undefined {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim() || undefined;
}
