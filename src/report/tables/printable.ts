/**
 * The text without what a terminal would obey instead of show: control characters (C0, C1, DEL) and those that turn the
 * direction of writing. A Result may come from anyone.
 */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu, ' ');
}
