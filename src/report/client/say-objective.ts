import type { ChartsOfPage } from './charts-of-page.ts';

/**
 * The slider of an objective holds a place along the axis (charts/objective.ts); says beside it, and to screen readers, the
 * latency that it stands for there.
 */
export function sayObjectives(charts: ChartsOfPage): void {
  charts.prepare((view) => {
    const slider = view
      .container()
      ?.closest('figure')
      ?.querySelector<HTMLInputElement>('.controls input[name=objectivePlace]');
    if (slider == null) return;
    const value = document.createElement('span');
    // Vega goes on writing the place into its own.
    slider.nextElementSibling?.replaceWith(value);
    view.addSignalListener('objectiveText', (_, text: string) => {
      value.textContent = text;
      slider.setAttribute('aria-valuetext', text);
    });
  });
}
