import { type ClientScript, documentOf, schemeButton } from '../html/document.ts';
import { type Html, html, prose } from '../html/html.ts';
import { counted } from '../wording.ts';
import { type GalleryEntry, newestFirst } from './gallery-entry.ts';
import { galleryStyle } from './gallery-style.ts';
import { shellWord } from './shell-word.ts';
import { thumbnail } from './thumbnail.ts';

export interface Gallery {
  /** The folder that holds the runs, as a command line names it from where it was given. */
  readonly folder: string;
  readonly entries: readonly GalleryEntry[];
}

/** Characters that the list may take, and of these its drawings, so that the page stays below 1.5 MB whatever lies in the folder. */
const mostListed = 850_000;
const mostDrawn = 200_000;

/** All runs of a folder on one page: whole without a script, which lets the reader choose among them. */
export function galleryPage({ folder, entries }: Gallery, script: ClientScript): string {
  const ordered = newestFirst(entries);
  const { items, drawn } = listed(folder, ordered);
  const shown = ordered.slice(0, items.length);
  const body = html`<header>
<div class="top"><p>gatebench · all runs</p>
${schemeButton}</div>
<h1>What was run here, and what was found?</h1>
${limitsNote({ all: entries.length, shown: items.length, drawn })}
</header>
<main>
${
  entries.length === 0
    ? nothing
    : html`${filters(shown)}
<p class="count" role="status">${counted(items.length, 'entry', 'entries')}, the newest first</p>
${shown.some(({ drawing }) => drawing !== undefined) ? legend : undefined}
<p class="nothing" id="no-match" hidden>Nothing matches: change the words or the choices above.</p>
<ol class="runs">${items}</ol>
${comparison(folder)}`
}
</main>
<footer>Made by gatebench from the runs in ${folder}. It is written anew after each run; <code>gatebench gallery ${shellWord(folder)}</code> makes it by hand.</footer>`;
  return documentOf({ title: 'Runs', body, data: html``, style: galleryStyle }, script);
}

const nothing = html`<p class="nothing">There is no run here yet. The first one is made by: gatebench run quickstart</p>`;

const legend = html`<p class="note">In the drawings, each mark is how many times the figure of its baseline, the dashed rule, a strategy has, with its 95 % interval where there is one, on a logarithmic axis of its own. Of requests per second and of rates, further right is better; of the median, further left. Of a sweep, each field is a cell with the mark of the strategy that is best there; where none is established to be, it is empty.</p>`;

/** Those that fit, newest first, and how many of them with their drawing. */
function listed(folder: string, entries: readonly GalleryEntry[]) {
  const items: Html[] = [];
  let [characters, drawings, drawn] = [0, 0, 0];
  for (const [place, entry] of entries.entries()) {
    const picture = entry.drawing && thumbnail(entry.drawing);
    const fits = picture !== undefined && drawings + picture.text.length <= mostDrawn;
    const item = itemOf(entry, { folder, number: place + 1, picture: fits ? picture : undefined });
    characters += item.text.length;
    if (characters > mostListed) break;
    if (fits) {
      drawings += picture.text.length;
      drawn += 1;
    }
    items.push(item);
  }
  const drawable = entries.slice(0, items.length).filter(({ drawing }) => drawing !== undefined).length;
  return { items, drawn: drawn < drawable ? drawn : undefined };
}

interface Counts {
  readonly all: number;
  readonly shown: number;
  /** Undefined where all that have a drawing are shown with it. */
  readonly drawn: number | undefined;
}

function limitsNote({ all, shown, drawn }: Counts): Html | undefined {
  const sentences = [
    ...(shown < all
      ? [
          `Of ${all} entries the newest ${shown} are listed, so that the page opens quickly; the others are in their folders.`,
        ]
      : []),
    ...(drawn === undefined ? [] : [`Only the newest ${drawn} are drawn.`]),
  ];
  return sentences.length === 0 ? undefined : html`<p class="note">${sentences.join(' ')}</p>`;
}

/** Only a script can serve them, so it is the script that shows them. */
function filters(entries: readonly GalleryEntry[]): Html {
  const options = (values: readonly string[]) =>
    [...new Set(values)].sort().map((value) => html`<option>${value}</option>`);
  return html`<form class="filters" role="search" aria-label="Runs" hidden>
<label>Words <input type="search" name="words" placeholder="scenario, strategy or finding" autocomplete="off"></label>
<label>Scenario <select name="scenario"><option value="">all</option>${options(entries.map(({ scenario }) => scenario))}</select></label>
<label>State <select name="state"><option value="">all</option>${options(entries.map(({ state }) => state))}</select></label>
<label>Since <input type="date" name="since"></label>
</form>`;
}

interface Item {
  readonly folder: string;
  readonly number: number;
  readonly picture: Html | undefined;
}

function itemOf(entry: GalleryEntry, { folder, number, picture }: Item): Html {
  const { kind, isSimulated, state, scenario, question, lead, strategies, remarks, document, hasPage } =
    entry;
  const date = entry.startedAt?.slice(0, 10) ?? dateIn(entry.path.at(-1) ?? '');
  const id = `run-${number}`;
  const name = `${scenario}, ${whenOf(entry)}`;
  const notable = [
    ...(kind === 'run' ? [] : [kind]),
    ...(isSimulated === true ? ['simulated'] : []),
    ...(state === 'complete' ? [] : [state]),
  ];
  return html`<li data-scenario="${scenario}" data-state="${state}" data-date="${date}">
<h2 id="${id}">${hasPage ? html`<a href="${hrefOf(entry, 'report.html')}">${name}</a>` : name}${notable.map((word) => html` <span class="badge">${word}</span>`)}</h2>
${picture}${question === '' ? undefined : html`<p class="question">${question}</p>`}
<p>${prose(lead)}</p>
<p class="meta">${[...(strategies.length === 0 ? [] : [strategies.join(', ')]), ...remarks].join(' · ')} · <a href="${hrefOf(entry, document)}" aria-describedby="${id}">${document}</a>${isComparable(entry) ? pick({ folder, path: entry.path, id }) : undefined}</p>
</li>
`;
}

/** What has figures to compare. */
function isComparable({ kind, state }: GalleryEntry): boolean {
  return kind === 'run' && (state === 'complete' || state === 'interrupted');
}

function pick({
  folder,
  path,
  id,
}: {
  readonly folder: string;
  readonly path: readonly string[];
  readonly id: string;
}): Html {
  return html` <label class="pick" hidden><input type="checkbox" value="${shellWord([folder, ...path].join('/'))}" aria-describedby="${id}"> compare</label>`;
}

/** How to compare those that are picked; a page from a disk cannot run it itself. */
function comparison(folder: string): Html {
  return html`<section class="comparison" aria-labelledby="comparison-title" hidden><h2 id="comparison-title">Compare what is picked</h2>
<p id="comparison-hint">Run this where <code>${folder}</code> is what it is here, the earliest run first:</p>
<pre tabindex="0" role="region" aria-label="The command" id="comparison-command"></pre></section>`;
}

function whenOf({ startedAt, path }: GalleryEntry): string {
  if (startedAt === undefined) return path.at(-1) ?? '';
  return `${startedAt.slice(0, 10)} ${startedAt.slice(11, 16)} UTC`;
}

/** Of a run id, which begins with it; empty where the name is another. */
function dateIn(name: string): string {
  return /^\d{4}-\d\d-\d\d/.exec(name)?.[0] ?? '';
}

/** Relative to the gallery, whatever is in the folders' names. */
function hrefOf({ path }: GalleryEntry, file: string): string {
  return [...path, file].map(encodeURIComponent).join('/');
}
