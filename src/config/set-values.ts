import { type Document, isCollection, isMap, isNode, isScalar, parseDocument, type Scalar, stringify } from 'yaml';
import { written } from './add-shop.ts';

/** A value of a YAML file: where it stands, and what it shall be; undefined = it shall not stand there. */
export interface SettingValue {
  readonly path: readonly string[];
  readonly value: unknown;
}

/**
 * A YAML text with these values; everything else, comments too, stays as it is. A block that is empty then goes, too, except a shop's own
 * (`shops.NAME`).
 *
 * @param text valid YAML
 */
export const setValues = (text: string, values: readonly SettingValue[]): string => values.reduce(setValue, text);

function setValue(text: string, { path, value }: SettingValue): string {
  const doc = parseDocument(text);
  if (value === undefined) {
    if (!doc.hasIn(path)) return text;
    const line = ownLine(doc, path, text);
    if (line) return text.slice(0, line[0]) + text.slice(line[1]);
    drop(doc, path);
    return written(doc, text);
  }
  const isPlain = typeof value !== 'object' || value === null;
  const there = doc.getIn(path, true);
  // In the place of a plain value not another character changes.
  if (isPlain && isScalar(there) && there.range && isOneLine(there))
    return text.slice(0, there.range[0]) + scalarText(value, there) + text.slice(there.range[1]);
  const flow = isCollection(there) && there.flow && there.range ? flowText(value) : undefined;
  if (flow !== undefined && isCollection(there) && there.range)
    return text.slice(0, there.range[0]) + flow + text.slice(there.range[1]);
  // What is empty (`layouts:`) or a plain word is no place for a key.
  for (let depth = 1; depth < path.length; depth++)
    if (!isMap(doc.getIn(path.slice(0, depth)))) doc.setIn(path.slice(0, depth), doc.createNode({}));
  const node = doc.createNode(value);
  if (Array.isArray(value)) (node as { flow?: boolean }).flow = true;
  doc.setIn(path, node);
  return written(doc, text);
}

/**
 * Where the line of a key with a value on the same line begins and ends, when its block has others: taken out, everything around it stays,
 * the comment above it too.
 */
function ownLine(doc: Document, path: readonly string[], text: string): readonly [number, number] | undefined {
  const block = doc.getIn(path.slice(0, -1));
  const parent = path.length === 1 ? doc.contents : block;
  if (!isMap(parent) || parent.flow || parent.items.length < 2) return undefined;
  const pair = parent.items.find((one) => isScalar(one.key) && String(one.key.value) === path.at(-1));
  const [key, value] = [pair?.key, pair?.value];
  if (!isScalar(key) || !key.range || !isNode(value) || !value.range) return undefined;
  const from = text.lastIndexOf('\n', key.range[0] - 1) + 1;
  const end = text.indexOf('\n', value.range[1]);
  const to = end < 0 ? text.length : end + 1;
  const isAlone =
    text.slice(from, key.range[0]).trim() === '' && !text.slice(key.range[0], value.range[1]).includes('\n');
  return isAlone ? [from, to] : undefined;
}

/** A list of plain values, or a map of them, on one line as people write it; undefined: it is something else. */
function flowText(value: unknown): string | undefined {
  const plain = (one: unknown) => typeof one !== 'object' || one === null;
  const text = (one: unknown) => scalarText(one, { type: 'PLAIN' });
  if (Array.isArray(value)) return value.every(plain) ? `[${value.map(text).join(', ')}]` : undefined;
  if (plain(value)) return undefined;
  const entries = Object.entries(value as object);
  return entries.every(([, one]) => plain(one))
    ? `{ ${entries.map(([key, one]) => `${key}: ${text(one)}`).join(', ')} }`
    : undefined;
}

/** An empty place (`seller:`) has no character of its own. */
const isOneLine = ({ type, range }: Scalar): boolean =>
  type !== 'BLOCK_FOLDED' && type !== 'BLOCK_LITERAL' && range !== undefined && range !== null && range[1] > range[0];

/** A plain value on one line, in the quotes of the old one; quoted also where a flow list or map could end in it. */
function scalarText(value: unknown, { type }: Pick<Scalar, 'type'>): string {
  const needsQuotes = typeof value === 'string' && (type === 'QUOTE_DOUBLE' || /[,[\]{}\n]/.test(value));
  const options = { lineWidth: 0, ...(needsQuotes && { defaultStringType: 'QUOTE_DOUBLE' as const }) };
  return stringify(value, options).trimEnd();
}

function drop(doc: ReturnType<typeof parseDocument>, path: readonly string[]): void {
  doc.deleteIn(path);
  const parent = path.slice(0, -1);
  const isShop = parent[0] === 'shops' && parent.length <= 2;
  const block = parent.length === 0 || isShop ? undefined : doc.getIn(parent);
  if (isMap(block) && block.items.length === 0) drop(doc, parent);
}

/** A YAML text as plain values, as they are written; undefined where it is no YAML. */
export function writtenValues(text: string): Readonly<Record<string, unknown>> | undefined {
  const doc = parseDocument(text);
  if (doc.errors.length > 0) return undefined;
  const value: unknown = doc.toJS();
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

/** What stands at a place of plain values. */
export function valueAt(block: unknown, path: readonly string[]): unknown {
  let here = block;
  for (const step of path)
    here =
      typeof here === 'object' && here !== null && Object.hasOwn(here, step)
        ? (here as Record<string, unknown>)[step]
        : undefined;
  return here;
}
