/** The colour of a CSS custom property, named without its `--`; undefined where there is no such property. */
export type ColourOf = (name: string) => string | undefined;

/**
 * The text with each `var(--name)` replaced by its colour. Away from its page, a drawing has no properties to take
 * colours from.
 */
export function resolveColours(text: string, colourOf: ColourOf): string {
  return text.replace(/var\(--([\w-]+)\)/g, (whole, name: string) => colourOf(name) ?? whole);
}
