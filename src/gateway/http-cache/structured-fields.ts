/**
 * The part of Structured Fields (RFC 9651) that caching fields use: dictionaries and lists. Written here because the
 * rules of this room may stand on nothing but this project, and because nothing has to be serialised or kept: parameters
 * are checked and dropped. A field that does not parse is worth nothing as a whole (§4.2), so both functions return
 * undefined for it.
 */
export type BareItem =
  | { readonly type: 'integer' | 'decimal' | 'date'; readonly value: number }
  | { readonly type: 'string' | 'token' | 'bytes' | 'display-string'; readonly value: string }
  | { readonly type: 'boolean'; readonly value: boolean };

export type Member = BareItem | { readonly type: 'inner-list' };

/** RFC 9651 §3.2 and §4.2.2: of a repeated key the last member counts. */
export function parseDictionary(value: string): ReadonlyMap<string, Member> | undefined {
  const reader = new Reader(value);
  const members = new Map<string, Member>();
  const isWhole = readMembers(reader, () => {
    const key = reader.match(keyShape);
    if (key === undefined) return false;
    const member = reader.skip('=') ? readMember(reader) : readFlag(reader);
    if (member === undefined) return false;
    members.delete(key);
    members.set(key, member);
    return true;
  });
  return isWhole ? members : undefined;
}

/** RFC 9651 §3.1 and §4.2.1. */
export function parseList(value: string): readonly Member[] | undefined {
  const reader = new Reader(value);
  const members: Member[] = [];
  const isWhole = readMembers(reader, () => {
    const member = readMember(reader);
    if (member === undefined) return false;
    members.push(member);
    return true;
  });
  return isWhole ? members : undefined;
}

/** Reads from the front. Each `match` takes what the shape finds at the present place, or nothing. */
class Reader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  get isAtEnd(): boolean {
    return this.#at === this.#text.length;
  }

  match(shape: RegExp): string | undefined {
    shape.lastIndex = this.#at;
    const found = shape.exec(this.#text)?.[0];
    this.#at += found?.length ?? 0;
    return found;
  }

  skip(character: string): boolean {
    if (this.#text[this.#at] !== character) return false;
    this.#at += 1;
    return true;
  }
}

const spaces = / */y;
const optionalWhiteSpace = /[ \t]*/y;
const keyShape = /[a-z*][a-z0-9_.*-]*/y;
const numberShape = /-?\d{1,15}(?![\d.])|-?\d{1,12}\.\d{1,3}(?!\d)/y;
const stringShape = /"(?:[ !#-[\]-~]|\\["\\])*"/y;
const tokenShape = /[A-Za-z*][!#$%&'*+.^_`|~0-9A-Za-z:/-]*/y;
const bytesShape = /:[A-Za-z0-9+/=]*:/y;
const booleanShape = /\?[01]/y;
const dateShape = /@-?\d{1,15}(?![\d.])/y;
const displayStringShape = /%"(?:[ !#$&-~]|%[0-9a-f]{2})*"/y;

/** The members between commas, up to the end; a comma must be followed by another member. */
function readMembers(reader: Reader, readOne: () => boolean): boolean {
  reader.match(spaces);
  if (reader.isAtEnd) return true;
  for (;;) {
    if (!readOne()) return false;
    reader.match(optionalWhiteSpace);
    if (reader.isAtEnd) return true;
    if (!reader.skip(',')) return false;
    reader.match(optionalWhiteSpace);
  }
}

/** A key alone means true. */
function readFlag(reader: Reader): Member | undefined {
  return skipParameters(reader) ? { type: 'boolean', value: true } : undefined;
}

function readMember(reader: Reader): Member | undefined {
  const member = reader.skip('(') ? readInnerList(reader) : readBareItem(reader);
  return member !== undefined && skipParameters(reader) ? member : undefined;
}

function readInnerList(reader: Reader): Member | undefined {
  for (;;) {
    const gap = reader.match(spaces);
    if (reader.skip(')')) return { type: 'inner-list' };
    // Between two items there is at least one space; before the first there need be none.
    if (gap === undefined || readBareItem(reader) === undefined || !skipParameters(reader)) return undefined;
    if (reader.match(/(?=[ )])/y) === undefined) return undefined;
  }
}

function skipParameters(reader: Reader): boolean {
  while (reader.skip(';')) {
    reader.match(spaces);
    if (reader.match(keyShape) === undefined) return false;
    if (reader.skip('=') && readBareItem(reader) === undefined) return false;
  }
  return true;
}

function readBareItem(reader: Reader): BareItem | undefined {
  const number = reader.match(numberShape);
  if (number !== undefined) {
    return { type: number.includes('.') ? 'decimal' : 'integer', value: Number(number) };
  }
  const string = reader.match(stringShape);
  if (string !== undefined) return { type: 'string', value: string.slice(1, -1).replace(/\\(["\\])/g, '$1') };
  const token = reader.match(tokenShape);
  if (token !== undefined) return { type: 'token', value: token };
  const boolean = reader.match(booleanShape);
  if (boolean !== undefined) return { type: 'boolean', value: boolean === '?1' };
  const date = reader.match(dateShape);
  if (date !== undefined) return { type: 'date', value: Number(date.slice(1)) };
  const bytes = reader.match(bytesShape);
  if (bytes !== undefined) return { type: 'bytes', value: bytes.slice(1, -1) };
  const display = reader.match(displayStringShape);
  return display === undefined ? undefined : { type: 'display-string', value: display.slice(2, -1) };
}
