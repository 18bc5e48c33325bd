import { SaxesParser } from 'saxes';

/** An element; its text is that of itself without its children, trimmed. */
export interface Node {
  readonly name: string;
  readonly children: readonly Node[];
  readonly text: string;
}

/** The root element, `undefined` when this is no well-formed XML. Namespaces and attributes are left out. */
export function parseXml(source: string): Node | undefined {
  const parser = new SaxesParser();
  const open: { name: string; children: Node[]; text: string }[] = [];
  let root: Node | undefined;
  let isWrong = false;
  parser.on('error', () => {
    isWrong = true;
  });
  parser.on('opentag', (tag) => {
    open.push({ name: tag.name, children: [], text: '' });
  });
  const text = (part: string) => {
    const last = open.at(-1);
    if (last) last.text += part;
  };
  parser.on('text', text);
  parser.on('cdata', text);
  parser.on('closetag', () => {
    const node = open.pop()!;
    node.text = node.text.trim();
    const parent = open.at(-1);
    if (parent) parent.children.push(node);
    else root = node;
  });
  try {
    parser.write(source.replace(/^\ufeff/, '')).close();
  } catch {
    return undefined;
  }
  return isWrong ? undefined : root;
}

/** Text at a path of element names, '' when it is not there. */
export function textOf(node: Node, ...path: readonly string[]): string {
  let at: Node | undefined = node;
  for (const name of path) at = at?.children.find((one) => one.name === name);
  return at?.text ?? '';
}

export const escapeXml = (text: string): string => text.replace(/[<>&"']/g, (one) => `&#${one.codePointAt(0)};`);
