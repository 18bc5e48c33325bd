import { isMap, isScalar, isSeq, parseDocument, stringify, type YAMLMap } from 'yaml';
import { written } from './add-shop.ts';

const parse = (text: string) => parseDocument(text, { schema: 'failsafe' });

/** Rows of rules.yaml as the library keeps them, by name. */
function rows(doc: ReturnType<typeof parse>): Map<string, YAMLMap> {
  const list = doc.get('rules');
  if (!isSeq(list)) return new Map();
  return new Map(
    list.items.flatMap((one): [string, YAMLMap][] => (isMap(one) ? [[String(one.get('name')), one]] : [])),
  );
}

/** Names of the rules that are there. */
export const ruleNames = (text: string): string[] => [...rows(parse(text)).keys()];

/** rules.yaml with these rules switched on or off: not another character of it changes. */
export function switchRule(text: string, names: readonly string[], on: boolean): string {
  const known = rows(parse(text));
  const places = names.flatMap((name) => {
    const value = known.get(name)?.get('on', true);
    return isScalar(value) && value.range ? [value.range] : [];
  });
  return places
    .toSorted(([a], [b]) => b - a)
    .reduce((now, [from, to]) => `${now.slice(0, from)}${on ? 'yes' : 'no'}${now.slice(to)}`, text);
}

/** rules.yaml with further rules at its end; everything else, comments too, stays as it is. */
export function appendRules(text: string, fresh: readonly unknown[]): string {
  const doc = parse(text);
  const list = doc.get('rules');
  const last = isMap(doc.contents) ? doc.contents.items.at(-1) : undefined;
  if (isSeq(list) && !list.flow && list.items.length > 0 && last && isScalar(last.key) && last.key.value === 'rules') {
    const eol = text.includes('\r\n') ? '\r\n' : '\n';
    const indent = ' '.repeat(Math.max(0, columnOf(text, list.range?.[0] ?? 0)));
    const added = stringify(fresh, { lineWidth: 0 })
      .trimEnd()
      .split('\n')
      .map((line) => indent + line)
      .join(eol);
    return `${text.trimEnd()}${eol}${eol}${added}${eol}`;
  }
  if (!isSeq(list)) doc.set('rules', doc.createNode([]));
  const rules = doc.get('rules');
  if (isSeq(rules)) {
    rules.flow = false;
    for (const one of fresh) rules.add(doc.createNode(one));
  }
  return written(doc, text);
}

/**
 * rules.yaml with its rules in another order: each goes with the comment right above it, everything else stays where it is.
 *
 * @param names every rule of the file, in the wanted order
 * @returns undefined when the file is written in another way than a list of blocks, or the names are others
 */
export function orderRules(text: string, names: readonly string[]): string | undefined {
  const list = parse(text).get('rules');
  const before = ruleNames(text);
  if (!isSeq(list) || list.flow || new Set(names).size !== names.length) return undefined;
  if (names.length !== list.items.length || before.length !== names.length) return undefined;
  if (names.some((name) => !before.includes(name))) return undefined;
  const lines = text.split('\n');
  const lineOf = (offset: number) => text.slice(0, offset).split('\n').length - 1;
  const isComment = (line: string | undefined) => line?.trim().startsWith('#') === true;
  const isBlankLine = (line: string | undefined) => line?.trim() === '';
  const blocks = list.items.map((item, at) => {
    const [start, end] = isMap(item) && item.range ? item.range : [0, 0];
    let first = lineOf(start);
    while (first > 0 && !lines[first]!.trim().startsWith('-')) first--;
    const dash = first;
    while (first > 0 && isComment(lines[first - 1])) first--;
    // A heading above the first rule speaks of all of them where a blank line follows it, which ends this walk.
    let last = Math.max(dash, lineOf(Math.max(start, end - 1)));
    while (last > dash && (isBlankLine(lines[last]) || isComment(lines[last]))) last--;
    return { name: before[at]!, first, last };
  });
  if (blocks.some((one, at) => at > 0 && one.first <= blocks[at - 1]!.last)) return undefined;
  const contentOf = (name: string) => {
    const { first, last } = blocks.find((one) => one.name === name)!;
    return lines.slice(first, last + 1);
  };
  const made = blocks.flatMap(({ last }, at) => [
    ...contentOf(names[at]!),
    ...lines.slice(last + 1, blocks[at + 1]?.first ?? lines.length),
  ]);
  const ordered = [...lines.slice(0, blocks[0]?.first ?? lines.length), ...made].join('\n');
  return ruleNames(ordered).join('\n') === names.join('\n') ? ordered : undefined;
}

/** How far from the beginning of its line a place is. */
const columnOf = (text: string, offset: number): number => offset - (text.lastIndexOf('\n', offset - 1) + 1);
