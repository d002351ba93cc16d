import { type Document, LineCounter, parseDocument } from 'yaml';
import { type Diagnostic, ScenarioError } from '../support/errors.ts';
import type { Problem } from './describe-issues.ts';
import type { Path } from './schema-paths.ts';
import { showPath } from './written-path.ts';

/** The YAML of a scenario file, and where in the file each of its parts stands. */
export class ScenarioDocument {
  readonly #file: string;
  readonly #yaml: Document.Parsed;
  readonly #lines = new LineCounter();

  /** @throws ScenarioError where the text is no YAML */
  constructor(file: string, text: string) {
    this.#file = file;
    this.#yaml = parseDocument(text, { lineCounter: this.#lines, strict: true, uniqueKeys: true });
    const errors = this.#yaml.errors.map(({ pos, message }) => ({
      ...this.#at(pos[0]),
      path: '',
      message: `not valid YAML: ${(message.split('\n')[0] as string).replace(/ at line \d+, column \d+:?$/, '')}.`,
    }));
    if (errors.length > 0) throw new ScenarioError(errors);
  }

  /** @throws ScenarioError where aliases expand beyond all measure, which the YAML library refuses */
  data(): unknown {
    try {
      return this.#yaml.toJS();
    } catch (error) {
      const problem = this.locate({ path: [], message: `not usable YAML: ${(error as Error).message}.` });
      throw new ScenarioError([problem], { cause: error });
    }
  }

  locate({ path, key, message, hint }: Problem): Diagnostic {
    return {
      ...this.#at(offsetOf(this.#yaml, path, key)),
      path: showPath(path),
      message: `${showPath(path)}${path.length === 0 ? '' : ': '}${message}`,
      hint,
    };
  }

  /** A copy of the YAML to be changed. */
  copy(): Document {
    return this.#yaml.clone();
  }

  #at(offset: number) {
    const { line, col } = this.#lines.linePos(offset);
    return { file: this.#file, line: Math.max(line, 1), column: Math.max(col, 1) };
  }
}

/** Where a path stands in the text: the key itself if one is named, else the value, else the nearest parent that exists. */
function offsetOf(document: Document.Parsed, path: Path, key: string | undefined): number {
  if (key !== undefined) {
    const parent = document.getIn(path, true) as { items?: readonly { key?: unknown }[] } | undefined;
    const pair = parent?.items?.find((item) => String(item.key) === key);
    const range = (pair?.key as { range?: readonly number[] } | undefined)?.range;
    if (range?.[0] !== undefined) return range[0];
  }
  for (let length = path.length; length >= 0; length--) {
    const range = rangeAt(document, path.slice(0, length));
    if (range?.[0] !== undefined) return range[0];
  }
  return 0;
}

/** YAML takes the key in `404: 10s` for a number; the plain data that was checked has it as text. */
function rangeAt(document: Document, path: Path): readonly number[] | undefined {
  const asWritten = path.map((step) => (/^\d+$/.test(String(step)) ? Number(step) : step));
  const node = document.getIn(path, true) ?? document.getIn(asWritten, true);
  return (node as { range?: readonly number[] } | undefined)?.range;
}
