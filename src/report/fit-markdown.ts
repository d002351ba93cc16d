/** A part of a Markdown document, of which lines may be left out at its end. */
export interface MarkdownBlock {
  /** In a sentence: `the table of figures`. */
  readonly name: string;
  /** What stands before and after the lines and is of no use without them. */
  readonly opening?: readonly string[];
  readonly lines: readonly string[];
  readonly closing?: readonly string[];
}

/** Of the characters, how many are kept for the sentence that says what was left out. */
const kept = 1000;

/** The blocks below one another in no more than so many characters, and a sentence on what of them was left out. */
export function fitMarkdown(blocks: readonly MarkdownBlock[], most: number): string {
  const parts: string[] = [];
  const leftOut: string[] = [];
  let room = most - kept;
  for (const { name, opening = [], lines, closing = [] } of blocks.filter(
    (block) => block.lines.length > 0,
  )) {
    const frame = lengthOf([...opening, ...closing]) + 1;
    const fitting = fittingLines(lines, room - frame);
    if (fitting.length < lines.length) {
      leftOut.push(
        fitting.length === 0 ? name : `${lines.length - fitting.length} of ${lines.length} lines of ${name}`,
      );
    }
    if (fitting.length === 0) continue;
    parts.push([...opening, ...fitting, ...closing].join('\n'));
    room -= frame + lengthOf(fitting);
  }
  if (leftOut.length > 0) {
    parts.push(
      `_Left out, so that this has at most ${most.toLocaleString('en-GB')} characters: ${leftOut.join('; ')}. The HTML report has it all._`,
    );
  }
  return parts.join('\n\n');
}

/** As many of the first lines as there is room for. */
function fittingLines(lines: readonly string[], room: number): readonly string[] {
  let left = room;
  const end = lines.findIndex((line) => {
    left -= line.length + 1;
    return left < 0;
  });
  return end < 0 ? lines : lines.slice(0, end);
}

function lengthOf(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + line.length + 1, 0);
}
