import { type Document, isMap, isScalar, parseDocument, visit } from 'yaml';
import { diffLines } from '../core/line-diff.ts';

export interface NewShop {
  readonly name: string;
  readonly marketplace: string;
  /** '' = the marketplace's own. */
  readonly title: string;
  readonly live: boolean;
  readonly api: Readonly<Record<string, unknown>>;
}

/**
 * `bridge.yaml` with the `api` block of a shop: a shop that is there gets it, otherwise a new one is written. Comments,
 * order and quotes of everything else stay; so does the kind of line ends.
 *
 * @param text valid settings
 */
export function addShop(text: string, { name, marketplace, title, live, api }: NewShop): string {
  const doc = parseDocument(text);
  const at = ['shops', name];
  if (!isMap(doc.getIn(at))) doc.setIn(at, doc.createNode({}));
  if (title !== '') doc.setIn([...at, 'title'], title);
  if (name !== marketplace && !doc.hasIn([...at, 'marketplace'])) doc.setIn([...at, 'marketplace'], marketplace);
  if (live) doc.setIn([...at, 'live'], true);
  doc.setIn([...at, 'api'], doc.createNode(api));
  return written(doc, text);
}

/** `bridge.yaml` in which a shop reads these layouts and no others. */
export function withReadLayouts(text: string, shop: string, layouts: readonly string[]): string {
  const doc = parseDocument(text);
  const at = ['shops', shop];
  if (!isMap(doc.getIn(at))) doc.setIn(at, doc.createNode({}));
  if (!isMap(doc.getIn([...at, 'layouts']))) doc.setIn([...at, 'layouts'], doc.createNode({}));
  const list = doc.createNode(layouts);
  list.flow = true;
  doc.setIn([...at, 'layouts', 'read'], list);
  return written(doc, text);
}

/** `bridge.yaml` without the shops that are spoken to over a network. */
export function withoutApiShops(text: string): string {
  const doc = parseDocument(text);
  const shops = doc.get('shops');
  const names = isMap(shops) ? shops.items.map((item) => String(isScalar(item.key) ? item.key.value : item.key)) : [];
  const gone = names.filter((name) => doc.hasIn(['shops', name, 'api']) && doc.deleteIn(['shops', name]));
  return gone.length > 0 ? written(doc, text) : text;
}

/** The sample's text with its practising B2 Cloud as an example behind `#`, and without the `issue: auto` that its shops need beside it. */
export const withoutPractice = (text: string): string =>
  text
    .replace(/^ {2}notify-port: 0\r?\n/m, '')
    .replace(/^b2:\r?\n(?: +.*\r?\n)+/m, (block) => block.replace(/^/gm, '# ').replace(/# $/, ''))
    .replace(/^ {4}issue: auto\r?\n/gm, '')
    .replace(/^# (?:この見本では「受注シート」|「b2-bridge init」で作る作業フォルダーでは # ).*\r?\n/gm, '')
    .replace(/ In this sample the orders of the order sheet.*/, '');

/** Built-in rules of a workspace that is new: all of them on (`rules list`). */
const careful = { 'go-live': 'hold', 'unknown-products': 'hold', remarks: 'hold', 'double-purchase': 3 } as const;

/** `bridge.yaml` in which `defaults` switches every built-in rule on. */
export function carefulDefaults(text: string): string {
  const doc = parseDocument(text.replace(/^( *)# (unknown-products: hold)(?=\r?$)/m, '$1$2'));
  for (const [key, value] of Object.entries(careful)) doc.setIn(['defaults', key], value);
  return written(doc, text);
}

/** The document as text: what was not touched stays as it stood in `before`. */
export function written(doc: Document, before: string): string {
  visit(doc, {
    // `{ env: NAME }` on one line, as people write it.
    Map: (_key, node) => {
      const [only] = node.items;
      if (node.items.length === 1 && isScalar(only?.key) && ['env', 'stored'].includes(String(only.key.value)))
        node.flow = true;
    },
  });
  const text = keepComments(doc.toString({ lineWidth: 0 }), before);
  return before.includes('\r\n') ? text.replaceAll(/\r?\n/g, '\r\n') : text;
}

/**
 * The library moves comments, indents them and writes lists in its own way; lines that differ in nothing else stay as they were. A commented
 * example must not move: it would mean something else once somebody takes its `#` away.
 */
function keepComments(text: string, before: string): string {
  const [old, now] = [before.split(/\r?\n/), text.split('\n')];
  let [a, b] = [0, 0];
  const lines: string[] = [];
  for (const { kind } of diffLines(old.map(plain).join('\n'), now.map(plain).join('\n'))) {
    if (kind === 'same') lines.push(old[a] ?? '');
    if (kind === 'new') lines.push(now[b] ?? '');
    if (kind !== 'new') a += 1;
    if (kind !== 'gone') b += 1;
  }
  return text.endsWith('\n') ? `${lines.join('\n').replace(/\n+$/, '')}\n` : lines.join('\n');
}

/** A line without what the library changes by itself. */
function plain(line: string): string {
  const words = line.trimEnd();
  if (/^\s*#/.test(words)) return words.trimStart();
  return words
    .replace(/\s+#/, ' #')
    .replace(/([[{])\s+/g, '$1')
    .replace(/\s+([\]}])/g, '$1');
}
