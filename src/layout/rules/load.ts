import { contentHash } from '../../core/ids.ts';
import type { Masters } from '../../core/masters.ts';
import { prefectures } from '../../core/prefectures.ts';
import { compileRule } from '../../core/rules/evaluate.ts';
import { type FactName, factNames } from '../../core/rules/fact-list.ts';
import type { Actions, Condition, Conditions, Rule, RuleSet } from '../../core/rules/rule.ts';
import { type Complaint, didYouMean, fromZod, parseYaml, type YamlFile } from '../complaint.ts';
import { readFacts } from './cases.ts';
import { type ConditionsYaml, caseSchema, casesSchema, type RuleYaml, ruleSchema, rulesSchema } from './schema.ts';

/** rules.yaml and the cases beside it. */
export interface RuleFiles {
  /** undefined: there are no rules. */
  readonly rules: { readonly shown: string; readonly text: string; readonly origin: RuleSet['origin'] } | undefined;
  /** `cases/<rule>.yaml`, by the rule's name. */
  readonly cases: readonly { readonly rule: string; readonly shown: string; readonly text: string }[];
}

export const noRules: RuleSet = { rules: [], unlisted: 'unknown', version: '', file: '', origin: 'standard' };

/**
 * Loads all rules at once: grammar, names of facts, actions, methods and word lists, and every case. A rule with a complaint is not in
 * the set, so whoever loads refuses as long as there is one; all complaints of all files come back in one pass.
 *
 * @param options.draft a text that is only tried: a rule without a case, or that says otherwise than its case, is in the set all the same (and complained of)
 */
export function loadRules(
  { rules: file, cases }: RuleFiles,
  masters: Masters,
  { draft = false } = {},
): { rules: RuleSet; complaints: Complaint[] } {
  if (!file) return { rules: noRules, complaints: [] };
  const { yaml, complaints } = parseYaml(file.shown, file.text);
  if (yaml.content === undefined) return { rules: noRules, complaints };
  const content = yaml.content === '' ? {} : yaml.content;
  const parsed = rulesSchema.safeParse(content, { reportInput: true });
  if (!parsed.success) {
    const issues = parsed.error.issues.flatMap(innermost);
    complaints.push(...fromZod({ issues }, keysOf(), yaml.complain));
  }
  const loose = content as { rules?: unknown; 'word-lists'?: unknown; 'unlisted-goods'?: unknown };
  const lists = rulesSchema.shape['word-lists'].safeParse(loose['word-lists']).data ?? {};
  const unlisted = rulesSchema.shape['unlisted-goods'].safeParse(loose['unlisted-goods']).data ?? 'unknown';
  const rows = Array.isArray(loose.rules) ? loose.rules : [];
  const names = new Map<string, number>();
  const found: Rule[] = [];
  rows.forEach((row, index) => {
    const one = ruleSchema.safeParse(row);
    const name = (row as { name?: unknown } | null)?.name;
    if (typeof name === 'string') {
      if (names.has(name)) complaints.push(yaml.complain(['rules', index, 'name'], `rule "${name}" is there twice`));
      names.set(name, index);
    }
    if (!one.success) return;
    const { wrong, rule } = readRule(one.data, index, yaml, lists, masters);
    complaints.push(...wrong);
    const files = cases.filter((other) => other.rule === rule.name);
    const checked = files.flatMap((other) => checkCases(rule, other));
    complaints.push(...checked);
    const count = files.reduce((sum, other) => sum + countCases(other.text), 0);
    if (count === 0)
      complaints.push(
        yaml.complain(
          ['rules', index, 'name'],
          `rule "${rule.name}" has no case: add cases/${rule.name}.yaml with an order that it applies to and one that it does not`,
        ),
      );
    if (wrong.length === 0 && (draft || (checked.length === 0 && count > 0))) found.push({ ...rule, cases: count });
  });
  for (const { rule, shown } of cases)
    if (!names.has(rule))
      complaints.push({
        file: shown,
        line: 1,
        column: 1,
        sentence: `there is no rule "${rule}"${didYouMean(rule, names.keys())}`,
      });
  const deciding = found.map(({ place: _, uses: __, cases: ___, ...rule }) => rule);
  const set = { unlisted, file: file.shown, origin: file.origin };
  return { rules: { rules: found, ...set, version: contentHash([deciding, unlisted]) }, complaints };
}

const countCases = (text: string): number => {
  const { content } = parseYaml('', text).yaml;
  return Array.isArray(content) ? content.length : 0;
};

/** Keys that each mapping of the file takes, for "did you mean". */
function keysOf(): (path: readonly (string | number)[]) => readonly string[] {
  const actions = Object.keys(ruleSchema.shape.then.shape);
  return (path) => {
    if (path.length === 0) return Object.keys(rulesSchema.shape);
    if (path[0] !== 'rules') return [];
    if (path.length === 2) return Object.keys(ruleSchema.shape);
    if (path.length === 3) return path[2] === 'then' ? actions : factNames;
    if (path[2] === 'then') return ['reason', 'cleared-by', 'after-order', 'before-wished'];
    return ['over', 'at-least', 'under', 'at-most', 'contains', 'is', 'words', 'filled', 'any', 'all', 'only'];
  };
}

type Issue = Parameters<typeof fromZod>[0]['issues'][number];

/** Of a union the form that the content was nearest to: an object for an object, a list for a list. */
function innermost(issue: Issue): Issue[] {
  if (issue.code !== 'invalid_union') return [issue];
  const forms = issue.errors.filter((form) => form.length > 0);
  const deep = (form: readonly Issue[]) => form.some((one) => one.path.length > 0 || one.code === 'unrecognized_keys');
  const best =
    forms.find(deep) ?? forms.find((form) => form.every((one) => one.code !== 'invalid_type')) ?? forms[0] ?? [];
  return best.flatMap((one) => innermost({ ...one, path: [...issue.path, ...one.path] } as Issue));
}

function readRule(
  row: RuleYaml,
  index: number,
  yaml: YamlFile,
  lists: Readonly<Record<string, readonly string[]>>,
  masters: Masters,
): { rule: Rule; wrong: Complaint[] } {
  const wrong: Complaint[] = [];
  const at = ['rules', index] as const;
  const place = ({ file, line, column }: Complaint) => ({ file, line, column });
  const methods = masters.methods.map((one) => one.code);
  const conditionsOf = (key: 'when' | 'unless', given: ConditionsYaml): Conditions =>
    Object.fromEntries(
      Object.entries(given).flatMap(([fact, value]) => {
        if (value === undefined) return [];
        const { words, ...condition } = value as Condition & { words?: string };
        checkChoices(fact as FactName, condition, [...at, key, fact]);
        if (words === undefined) return [[fact, condition]];
        const list = lists[words];
        if (!list)
          wrong.push(
            yaml.complain([...at, key, fact], `unknown word list "${words}"${didYouMean(words, Object.keys(lists))}`),
          );
        return [[fact, { ...condition, contains: [...(condition.contains ?? []), ...(list ?? [])] }]];
      }),
    );
  const checkChoices = (fact: FactName, { is = [] }: Condition, path: readonly (string | number)[]) => {
    const choices = fact === 'prefecture' ? prefectures : fact === 'delivery-method' ? methods : undefined;
    for (const value of choices ? is : [])
      if (!choices!.includes(value))
        wrong.push(yaml.complain(path, `unknown ${fact} "${value}"${didYouMean(value, choices!)}`));
  };
  const { hold, tag, release, split, bundle, packages, cool, sender, handling, ...more } = row.then;
  const method = more['delivery-method'];
  if (method !== undefined && !methods.includes(method))
    wrong.push(
      yaml.complain(
        [...at, 'then', 'delivery-method'],
        `unknown delivery method "${method}"${didYouMean(method, methods)}`,
      ),
    );
  if (Object.values(row.then).every((value) => value === undefined))
    wrong.push(yaml.complain([...at, 'then'], `rule "${row.name}" does nothing`));
  if (row.when !== 'all' && Object.values(row.when).every((value) => value === undefined))
    wrong.push(
      yaml.complain([...at, 'when'], 'no condition: write "when: all" for a rule that is meant for every order'),
    );
  const service = more['slip-type'] as Actions['slipType'] | undefined;
  const shipDate = more['ship-date'];
  const then: Actions = {
    ...(hold && { hold: { reason: hold.reason, clearedBy: hold['cleared-by'] } }),
    ...(method !== undefined && { deliveryMethod: method }),
    ...(service && { slipType: service }),
    ...(cool && { cool }),
    ...(sender !== undefined && { sender }),
    ...(packages !== undefined && { packages }),
    ...(handling && { handling }),
    ...(more['packing-note'] !== undefined && { note: more['packing-note'] }),
    ...(shipDate !== undefined && { shipDate: shipDayOf(shipDate) }),
    ...(tag && { tag }),
    ...(release && { release }),
    ...(split && { split }),
    ...(bundle && { bundle }),
  };
  const used = (kind: 'shop' | 'shipper', name: string, path: readonly (string | number)[]) => ({
    kind,
    name,
    ...place(yaml.complain(path, '')),
  });
  const isShipper = sender !== undefined && sender !== 'orderer' && sender !== 'seller';
  const when = row.when === 'all' ? {} : conditionsOf('when', row.when);
  const unless = row.unless ? conditionsOf('unless', row.unless) : {};
  const shopsIn = (key: 'when' | 'unless', given: Conditions) =>
    (given.shop?.is ?? []).map((name) => used('shop', name, [...at, key, 'shop']));
  const rule: Rule = {
    name: row.name,
    title: row.title,
    on: row.on,
    shops: row.shops,
    when,
    unless,
    then,
    place: place(yaml.complain(at, '')),
    uses: [
      ...row.shops.map((name) => used('shop', name, [...at, 'shops'])),
      ...shopsIn('when', when),
      ...shopsIn('unless', unless),
      ...(isShipper ? [used('shipper', sender, [...at, 'then', 'sender'])] : []),
    ],
    cases: 0,
  };
  return { rule, wrong };
}

function shipDayOf(said: NonNullable<RuleYaml['then']['ship-date']>): NonNullable<Actions['shipDate']> {
  if (said === 'preorder-day') return { from: 'preorder' };
  if (typeof said === 'string') return { from: 'day', day: said };
  return 'after-order' in said
    ? { from: 'ordered', days: said['after-order'] }
    : { from: 'wished', days: said['before-wished'] };
}

/** Every case of a rule, tried: what is written must be what the rule says. */
function checkCases(rule: Rule, { shown, text }: RuleFiles['cases'][number]): Complaint[] {
  const { yaml, complaints } = parseYaml(shown, text);
  if (yaml.content === undefined) return complaints;
  const parsed = casesSchema.safeParse(yaml.content);
  if (!parsed.success) {
    const keys = Object.keys(caseSchema.shape);
    return [...complaints, ...fromZod(parsed.error, () => keys, yaml.complain)];
  }
  const applies = compileRule(rule);
  parsed.data.forEach((one, index) => {
    const facts = readFacts(one.facts, (fact, sentence) =>
      complaints.push(yaml.complain([index, 'facts'], sentence, fact)),
    );
    const { answer, open } = applies(facts);
    const said = answer === undefined ? 'unknown' : answer ? 'yes' : 'no';
    if (said !== one.applies)
      complaints.push(
        yaml.complain(
          [index, 'applies'],
          `rule "${rule.name}", case "${one.case}": expected "${one.applies}", got "${said}"${open.length > 0 ? ` (not known: ${open.join(', ')})` : ''}`,
        ),
      );
  });
  return complaints;
}
