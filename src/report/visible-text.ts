/** What would turn the direction of the text around it, or is not to be seen. */
const unseen = /(?![\t\n\r])[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** The text with such characters shown by their numbers, as `\u27e8U+202E\u27e9`. */
export function visibleText(text: string): string {
  return text.replace(unseen, (character) => `\u27e8U+${hexadecimal(character)}\u27e9`);
}

function hexadecimal(character: string): string {
  return character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
}
