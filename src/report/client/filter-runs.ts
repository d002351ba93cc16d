/** Lets the reader of a gallery choose among its runs, by words, scenario, state and date, and pick some to compare. */
export function filterRuns(): void {
  const list = document.querySelector('.runs');
  const form = document.querySelector<HTMLFormElement>('form.filters');
  const count = document.querySelector('.count');
  if (list === null || form === null || count === null) return;
  const runs = [...list.querySelectorAll<HTMLLIElement>(':scope > li')].map((item) => ({
    item,
    words: (item.textContent ?? '').toLowerCase(),
  }));
  const chosen = (name: string): string => (form.elements.namedItem(name) as HTMLInputElement).value;

  const show = (): void => {
    const words = chosen('words').toLowerCase().split(/\s+/);
    const [scenario, state, since] = ['scenario', 'state', 'since'].map(chosen);
    let matching = 0;
    for (const run of runs) {
      const { scenario: itsScenario, state: itsState, date } = run.item.dataset;
      const matches =
        words.every((word) => run.words.includes(word)) &&
        (scenario === '' || scenario === itsScenario) &&
        (state === '' || state === itsState) &&
        (since === '' || (date ?? '') >= (since ?? ''));
      run.item.hidden = !matches;
      if (matches) matching += 1;
    }
    count.textContent =
      matching === runs.length
        ? `${runs.length} ${runs.length === 1 ? 'entry' : 'entries'}, the newest first`
        : `${matching} of ${runs.length} entries`;
    const noMatch = document.getElementById('no-match');
    if (noMatch !== null) noMatch.hidden = matching > 0;
  };

  form.addEventListener('input', show);
  form.addEventListener('submit', (event) => event.preventDefault());
  form.hidden = false;
  // A browser that goes back to a page fills its fields again.
  show();
  offerComparison(list);
}

/** The command that compares those that are picked, the earliest first, hidden by a filter or not. */
function offerComparison(list: Element): void {
  const section = document.querySelector<HTMLElement>('.comparison');
  const command = document.getElementById('comparison-command');
  if (section === null || command === null) return;
  const boxes = [...list.querySelectorAll<HTMLInputElement>('.pick input')];
  const tell = (): void => {
    const picked = boxes.filter(({ checked }) => checked).map(({ value }) => value);
    section.hidden = picked.length === 0;
    command.textContent =
      picked.length === 1
        ? 'Pick one more.'
        : `gatebench compare ${picked.reverse().join(' ')} --format html --out comparison.html`;
  };
  list.addEventListener('change', tell);
  for (const { parentElement } of boxes) if (parentElement !== null) parentElement.hidden = false;
  tell();
}
