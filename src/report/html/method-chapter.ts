import type { Result } from '../../results/result.ts';
import type { Method } from '../method.ts';
import { counted } from '../wording.ts';
import { section } from './document.ts';
import { type Html, html, prose } from './html.ts';
import type { ChapterContent } from './layout.ts';

/** Names and values, in the order of a list. */
type Pairs = readonly (readonly [string, string])[];

/** How a run was measured or simulated, on what, with what, and how to do it again: the end of its page. */
export function methodChapter(
  { kind, scenario, command }: Result,
  method: Method,
  surroundings: Pairs,
): ChapterContent {
  const sections = [
    ['method', `How was it ${kind}?`, methodElement(method)],
    [
      'surroundings',
      kind === 'simulated' ? 'With which service times?' : 'On what machine?',
      definitions(surroundings),
    ],
    ['scenario', 'What was the scenario?', scenarioElement(scenario)],
    ['command', 'How can it be run again?', source('The command', command)],
  ] as const;
  return {
    id: `how-it-was-${kind}`,
    title: `How it was ${kind}`,
    sections: sections.map(([id, question, body]) => ({ id, element: section(id, question, body, 3) })),
  };
}

function methodElement({ paragraphs, words }: Method): Html {
  return html`${paragraphs.map((paragraph) => html`<p>${prose(paragraph)}</p>`)}
<details><summary>What the words mean</summary>${definitions(words)}</details>`;
}

function definitions(pairs: Pairs): Html {
  return html`<dl>${pairs.map(([term, meaning]) => html`<dt>${term}</dt><dd>${meaning}</dd>`)}</dl>`;
}

/** The file, and where its parameters come from. */
function scenarioElement({ source: text, sources }: Result['scenario']): Html {
  const origins =
    sources.length === 0
      ? undefined
      : html`<p>Its parameters come from:</p><ul>${sources.map((origin) => html`<li>${origin}</li>`)}</ul>`;
  return html`${origins}${source('The scenario file', text)}`;
}

/** Of a text that nobody reads to its end, the beginning: a page stays small whatever it tells of. */
const mostCharacters = 50_000;

function source(label: string, text: string): Html {
  const rest = text.length - mostCharacters;
  const cut = html`<p class="note">These are its first ${mostCharacters.toLocaleString('en-GB')} characters; ${counted(rest, 'character')} more are in result.json.</p>`;
  return html`<pre tabindex="0" role="region" aria-label="${label}">${text.slice(0, mostCharacters)}</pre>${rest > 0 ? cut : undefined}`;
}
