import { mergeMessages, withoutNumbers } from '../merge-messages.ts';
import { groupBy } from '../model/group-by.ts';
import { type Notice, titleOfWarning } from '../notices.ts';
import { counted, listInWords } from '../wording.ts';
import { measuredCells, type SweepModel } from './sweep-model.ts';

/** What a reader of a sweep must know first: which cells are missing, then what the reports of the others warn of. */
export function sweepNotices(model: SweepModel): Notice[] {
  return [...missingNotice(model), ...damageNotices(model), ...cellNotices(model)];
}

const stateWords = {
  waiting: 'not begun',
  running: 'begun, and neither finished nor stopped',
  interrupted: 'interrupted',
} as const;

function missingNotice({ cells, index, kind }: SweepModel): Notice[] {
  const missing = cells.filter(({ state }) => state !== 'complete' && state !== 'damaged');
  if (missing.length === 0) return [];
  const parts = [...groupBy(missing, ({ state }) => state as keyof typeof stateWords)].map(
    ([state, group]) =>
      `${cellsInWords(group.map(({ number }) => number))} ${group.length === 1 ? 'is' : 'are'} ${stateWords[state]}`,
  );
  return [
    {
      title: `${missing.length} of ${counted(cells.length, 'cell')} ${missing.length === 1 ? 'is' : 'are'} missing`,
      text: `${listInWords(parts)}; ${index.state === 'running' ? 'the sweep was still going on, or had died, when this page was made. ' : ''}Nothing here says what they would show.`.replace(
        '; N',
        '. N',
      ),
      hint:
        kind === 'simulated'
          ? 'The command of the sweep, given again, simulates all of it.'
          : 'The command of the sweep with --resume measures them.',
    },
  ];
}

function damageNotices({ cells }: SweepModel): Notice[] {
  return cells.flatMap(({ number, damage }) =>
    damage === undefined
      ? []
      : [{ title: `Cell ${number} is left out`, text: damage, hint: 'The other cells are shown.' }],
  );
}

/** What several cells say alike is said once, with where it applies. */
function cellNotices(model: SweepModel): Notice[] {
  const measured = measuredCells(model);
  const notices = measured.flatMap(({ number, summary }) =>
    summary.notices.map((notice) => ({ number, ...notice })),
  );
  const warnings = measured.flatMap(({ number, summary }) =>
    summary.warnings.map(({ code, message, hint }) => ({
      number,
      title: titleOfWarning(code),
      text: message,
      hint,
    })),
  );
  const groups = groupBy([...notices, ...warnings], ({ text, hint }) =>
    JSON.stringify([withoutNumbers(text), hint]),
  );
  return [...groups.values()].map((group) => {
    const numbers = [...new Set(group.map(({ number }) => number))];
    const titles = [...new Set(group.map(({ title }) => title))];
    const title = titles.length === 1 ? titles[0] : titles[0]?.split(':')[0];
    const isEverywhere = numbers.length === measured.length && numbers.length > 1;
    return {
      title: `${title} (${isEverywhere ? `all ${numbers.length} ${model.kind} cells` : cellsInWords(numbers)})`,
      text: mergeMessages(group.map(({ text }, place) => ({ repetition: place, text }))),
      hint: group[0]?.hint,
    };
  });
}

/** Beyond so many, numbers are no help. */
const mostNamed = 12;

/** `cell 3`, `cells 1, 2 and 5`, `17 cells`. */
export function cellsInWords(numbers: readonly number[]): string {
  if (numbers.length > mostNamed) return `${numbers.length} cells`;
  return `${numbers.length === 1 ? 'cell' : 'cells'} ${listInWords(numbers.map(String))}`;
}
