import type { ChartsOfPage, PageChart } from './charts-of-page.ts';
import { type DownloadFormat, downloadFormats } from './download-formats.ts';

/** Under each chart, a way to take it along. */
export function offerDownloads(charts: ChartsOfPage): void {
  for (const chart of charts.all) {
    const menu = document.createElement('details');
    menu.className = 'downloads';
    const summary = document.createElement('summary');
    summary.textContent = 'Download';
    menu.append(summary, ...downloadFormats.map((format) => buttonFor(format, chart, charts)));
    chart.plot.closest('figure')?.append(menu);
  }
}

function buttonFor(format: DownloadFormat, chart: PageChart, charts: ChartsOfPage): HTMLButtonElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = format.name;
  button.setAttribute('aria-label', `Download this chart as ${format.name}`);
  button.addEventListener('click', async () => {
    save(await format.make(chart, charts), `${chart.id}.${format.extension}`);
  });
  return button;
}

function save(file: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  // Not at once: the browser has yet to read it.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
