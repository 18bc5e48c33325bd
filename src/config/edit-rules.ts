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

/** How far from the beginning of its line a place is. */
const columnOf = (text: string, offset: number): number => offset - (text.lastIndexOf('\n', offset - 1) + 1);
