import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  Pair,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import { defaultStrategies } from './resolve-scenario.ts';
import type { Path } from './schema-paths.ts';

/**
 * Sets one value in a scenario's YAML and leaves the rest as it is. What is written in short becomes what it stands for, so
 * that nothing is lost: `memory` in `strategies` becomes `{ mode: memory }`, an alias a copy of its own.
 */
export function setInYaml(document: Document, path: Path, value: string | number | boolean): void {
  if (!isMap(document.contents)) throw new Error('A scenario file is a mapping.');
  let parent: YAMLMap | YAMLSeq = document.contents;
  for (const [depth, step] of path.slice(0, -1).entries()) {
    const child: Node | undefined = childOf(parent, step);
    const open: YAMLMap | YAMLSeq =
      isMap(child) || isSeq(child) ? child : opened(document, child, path.slice(0, depth + 1));
    if (open !== child) put(parent, step, open);
    parent = open;
  }
  const last = path.at(-1) as string | number;
  const old = childOf(parent, last);
  const node = document.createNode(value);
  // Aliases of what stood here follow it.
  if (isScalar(old) && old.anchor !== undefined) node.anchor = old.anchor;
  put(parent, last, node);
}

function opened(document: Document, child: Node | undefined, path: Path): YAMLMap | YAMLSeq {
  const meant = isAlias(child)
    ? child.resolve(document)?.toJS(document)
    : (child as { value?: unknown })?.value;
  if (path.length === 1 && path[0] === 'strategies')
    return document.createNode(meant ?? defaultStrategies) as YAMLSeq;
  if (typeof meant === 'string' && path.length === 2 && path[0] === 'strategies') {
    return document.createNode({ mode: meant }) as YAMLMap;
  }
  // Another value in the way, as the 20ms of a latency whose median is set, is replaced.
  return document.createNode(typeof meant === 'object' && meant !== null ? meant : {}) as YAMLMap;
}

function childOf(parent: YAMLMap | YAMLSeq, step: string | number): Node | undefined {
  return (isMap(parent) ? pairOf(parent, step)?.value : parent.items[Number(step)]) as Node | undefined;
}

function put(parent: YAMLMap | YAMLSeq, step: string | number, node: Node): void {
  if (isSeq(parent)) {
    parent.items[Number(step)] = node;
    return;
  }
  const pair = pairOf(parent, step);
  if (pair === undefined) parent.items.push(new Pair(step, node));
  else pair.value = node;
}

/** By the text of its key, because YAML takes the key of `404: 10s` for a number. */
function pairOf(map: YAMLMap, step: string | number): Pair | undefined {
  return map.items.find(({ key }) => String(isScalar(key) ? key.value : key) === String(step));
}
