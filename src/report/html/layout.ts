import { capitalised } from '../wording.ts';
import { heading } from './document.ts';
import { type Html, html } from './html.ts';

/** A part of a page under one heading of level 2. */
export interface ChapterContent {
  /** Also the chapter's anchor. */
  readonly id: string;
  readonly title: string;
  readonly sections: readonly SectionContent[];
}

/** What stands under one heading of level 3. */
export interface SectionContent {
  /** Also the section's anchor and, with spaces for hyphens, its name in the navigation. */
  readonly id: string;
  /** In the navigation, where the anchor does not say it. */
  readonly name?: string;
  readonly element: Html;
}

/** A page with chapters: what stands above them on the first screen, and a way to each of them without a script. */
export interface Layout {
  /** The line at the top: what this is a page of. */
  readonly masthead: Html;
  readonly opening: Html;
  readonly chapters: readonly ChapterContent[];
  readonly footer: Html;
}

/** Beside the page where it is wide; behind one line at its top where it is narrow, as on a phone. */
export function layout({ masthead, opening, chapters, footer }: Layout): Html {
  const filled = chapters.filter(({ sections }) => sections.length > 0);
  const links = linksTo(filled);
  return html`<a class="skip" href="#content">Skip to the content</a>
<div class="page">
<header class="masthead top">${masthead}
<details class="contents"><summary>Contents</summary><nav aria-label="Contents">${links}</nav></details></header>
<nav class="side" aria-label="Contents">${links}</nav>
<main id="content" tabindex="-1">
${opening}
${filled.map(chapterElement)}</main>
<footer>${footer}</footer>
</div>`;
}

function chapterElement({ id, title, sections }: ChapterContent): Html {
  return html`<section class="chapter" id="${id}" aria-labelledby="${id}-title">${heading(id, title, 2)}
${sections.map(({ element }) => element)}</section>
`;
}

function linksTo(chapters: readonly ChapterContent[]): Html {
  return html`<ul>${chapters.map(
    ({ id, title, sections }) =>
      html`<li><a href="#${id}">${title}</a><ul>${sections.map((section) => html`<li><a href="#${section.id}">${nameOf(section)}</a></li>`)}</ul></li>
`,
  )}</ul>`;
}

/** `Hits and misses` of `hits-and-misses`. */
function nameOf({ id, name }: SectionContent): string {
  return name ?? capitalised(id.replaceAll('-', ' '));
}
