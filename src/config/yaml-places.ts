import { type Document, isMap, isScalar, isSeq, LineCounter, type Node, type Pair, parseDocument, visit } from 'yaml';

export type Path = readonly (string | number)[];

export interface YamlFault {
  readonly line: number;
  readonly column: number;
  readonly kind: 'syntax' | 'duplicate' | 'alias';
  /** The parser's words. */
  readonly reason: string;
}

export interface YamlText {
  /** Plain value; a key with nothing behind it is null. `undefined` when there are faults. */
  readonly value: unknown;
  readonly faults: readonly YamlFault[];
  /** Where the key of `path` stands; of its nearest written ancestor when it is not there. */
  place(path: Path): { readonly line: number; readonly column: number };
  /** Source text of a plain scalar, e.g. `012`; '' for anything else. */
  written(path: Path): string;
}

/**
 * Parses YAML 1.2 so that every value can be traced to its line and column. Duplicate keys are faults, and so are aliases
 * (`*name`): they can refer to nothing, run in circles or blow up, and settings do not need them.
 */
export function readYaml(text: string): YamlText {
  const lines = new LineCounter();
  const doc = parseDocument(text, { lineCounter: lines, uniqueKeys: true, prettyErrors: false });
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const faults = doc.errors.map((error): YamlFault => {
    const kind = error.code === 'DUPLICATE_KEY' ? 'duplicate' : 'syntax';
    return { ...at(error.pos[0]), kind, reason: error.message.split('\n')[0]! };
  });
  visit(doc, {
    Alias: (_key, node) => {
      faults.push({ ...at(node.range?.[0] ?? 0), kind: 'alias', reason: node.source });
    },
  });
  return {
    value: faults.length > 0 ? undefined : doc.toJS(),
    faults,
    place: (path) => at(offsetOf(doc, path)),
    written: (path) => {
      const node = doc.getIn(path, true);
      return isScalar(node) ? (node.source ?? '') : '';
    },
  };
}

function offsetOf(doc: Document, path: Path): number {
  let node: unknown = doc.contents;
  let offset = (node as Node | null)?.range?.[0] ?? 0;
  for (const step of path) {
    if (isMap(node)) {
      const pair: Pair | undefined = node.items.find(
        (item) => isScalar(item.key) && String(item.key.value) === String(step),
      );
      if (!pair) break;
      offset = (pair.key as Node).range?.[0] ?? offset;
      node = pair.value;
    } else if (isSeq(node)) {
      node = node.items[Number(step)];
      if (node === undefined) break;
      offset = (node as Node).range?.[0] ?? offset;
    } else break;
  }
  return offset;
}
