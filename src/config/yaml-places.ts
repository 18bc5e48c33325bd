import { type Document, isMap, isScalar, isSeq, LineCounter, type Node, type Pair, parseDocument } from 'yaml';

export type Path = readonly (string | number)[];

export interface YamlText {
  /** Plain value; a key with nothing behind it is null. `undefined` when there are syntax errors. */
  readonly value: unknown;
  /** Syntax errors: 1-based line and column, the parser's words. */
  readonly errors: readonly {
    readonly line: number;
    readonly column: number;
    readonly reason: string;
    readonly duplicate: boolean;
  }[];
  /** Where the key of `path` stands; of its nearest written ancestor when it is not there. */
  place(path: Path): { readonly line: number; readonly column: number };
  /** Source text of a plain scalar, e.g. `012`; '' for anything else. */
  written(path: Path): string;
}

/** Parses YAML 1.2 so that every value can be traced to its line and column. Duplicate keys are errors. */
export function readYaml(text: string): YamlText {
  const lines = new LineCounter();
  const doc = parseDocument(text, { lineCounter: lines, uniqueKeys: true, prettyErrors: false });
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  return {
    value: doc.errors.length > 0 ? undefined : doc.toJS(),
    errors: doc.errors.map((error) => ({
      ...at(error.pos[0]),
      reason: error.message.split('\n')[0]!,
      duplicate: error.code === 'DUPLICATE_KEY',
    })),
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
