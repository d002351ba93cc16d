import type { Mark, Spec } from 'vega';

/**
 * The chart without what is there only to be pointed at, for a drawing that answers to no pointer: charts over time have a mark for each point of
 * their lines, which it would carry by the thousand, and the texts of tooltips would be written for nobody.
 */
export function onlyVisible(spec: Spec): Spec {
  return spec.marks === undefined ? spec : { ...spec, marks: visibleOf(spec.marks) };
}

function visibleOf(marks: readonly Mark[]): Mark[] {
  return marks
    .filter((mark) => !isInvisible(mark))
    .map(withoutTooltip)
    .map((mark) => ('marks' in mark && mark.marks ? { ...mark, marks: visibleOf(mark.marks) } : mark));
}

function withoutTooltip(mark: Mark): Mark {
  if (mark.encode?.update === undefined) return mark;
  const { tooltip: _, ...update } = mark.encode.update;
  return { ...mark, encode: { ...mark.encode, update } } as Mark;
}

/** At an opacity of 0 whatever the reader does. */
function isInvisible({ encode }: Mark): boolean {
  const opacity: unknown = encode?.update?.opacity;
  const rules: readonly unknown[] = Array.isArray(opacity) ? opacity : [opacity];
  return rules.every((rule) => (rule as { value?: unknown } | undefined)?.value === 0);
}
