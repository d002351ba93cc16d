import type { Mark, Spec } from 'vega';

/**
 * The chart without the marks that are there only to be pointed at: charts over time have one for each point of their lines, which a drawing that
 * answers to no pointer would carry by the thousand.
 */
export function onlyVisible(spec: Spec): Spec {
  return spec.marks === undefined ? spec : { ...spec, marks: visibleOf(spec.marks) };
}

function visibleOf(marks: readonly Mark[]): Mark[] {
  return marks
    .filter((mark) => !isInvisible(mark))
    .map((mark) => ('marks' in mark && mark.marks ? { ...mark, marks: visibleOf(mark.marks) } : mark));
}

/** At an opacity of 0 whatever the reader does. */
function isInvisible({ encode }: Mark): boolean {
  const opacity: unknown = encode?.update?.opacity;
  const rules: readonly unknown[] = Array.isArray(opacity) ? opacity : [opacity];
  return rules.every((rule) => (rule as { value?: unknown } | undefined)?.value === 0);
}
