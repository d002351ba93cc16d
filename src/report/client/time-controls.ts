/** A stretch of time, in seconds since the measurement began. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

export interface TimeControls {
  /** Shows what stretch the chart has; undefined: the whole. */
  say(stretch: Stretch | undefined): void;
}

/** Fields above a chart over time for where it is to begin and to end, and a button for the whole. */
export function addTimeControls(
  plot: HTMLElement,
  whole: Stretch,
  zoom: (stretch: Stretch | undefined) => void,
): TimeControls {
  const from = secondsField('Seconds', whole);
  const to = secondsField('to', whole);
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = 'Whole time';
  const hint = document.createElement('span');
  hint.className = 'hint';
  hint.textContent = 'Drag along the chart to come closer.';
  const controls = document.createElement('div');
  controls.className = 'time-controls';
  controls.setAttribute('role', 'group');
  controls.setAttribute('aria-label', 'Stretch of time that all charts over time show');
  controls.append(from.label, to.label, button, hint);
  plot.parentElement?.querySelector('.controls')?.append(controls);

  const change = (): void => {
    const stretch = { from: from.input.valueAsNumber, to: to.input.valueAsNumber };
    // What is half typed is left alone.
    if (stretch.from < stretch.to) zoom(stretch);
  };
  from.input.addEventListener('change', change);
  to.input.addEventListener('change', change);
  button.addEventListener('click', () => zoom(undefined));
  return {
    say(stretch) {
      from.input.value = secondsText((stretch ?? whole).from);
      to.input.value = secondsText((stretch ?? whole).to);
      button.hidden = stretch === undefined;
      hint.hidden = stretch !== undefined;
    },
  };
}

function secondsField(text: string, { from, to }: Stretch) {
  const label = document.createElement('label');
  const input = document.createElement('input');
  input.type = 'number';
  input.step = 'any';
  input.min = `${from}`;
  input.max = `${to}`;
  label.append(text, ' ', input);
  return { label, input };
}

const secondsText = (seconds: number): string => `${Number(seconds.toFixed(2))}`;
