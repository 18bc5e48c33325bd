import { canonicalJson } from '../ids.ts';
import type { SentenceCode } from '../sentences/index.ts';
import { compileConditions, folded } from './condition.ts';
import type { FactName, Facts } from './fact-list.ts';
import { noOutcome, type RuleMark, type RuleOutcome, type RuleRef } from './outcome.ts';
import type { ActionName, Actions, Rule } from './rule.ts';

/** Does a rule apply? `undefined` with the facts that nobody knows. */
export interface Applies {
  readonly answer: boolean | undefined;
  readonly open: readonly FactName[];
}

/** A rule made ready once, asked for every order. */
export function compileRule(rule: Pick<Rule, 'when' | 'unless'>): (facts: Facts) => Applies {
  const { ask, names } = compile(rule);
  return (facts) => ask(folded(facts, names));
}

/** To be asked with `folded` facts. */
function compile(rule: Pick<Rule, 'when' | 'unless'>) {
  const when = compileConditions(rule.when);
  const unless = compileConditions(rule.unless);
  const ask = (facts: Facts): Applies => {
    const first = when.test(facts);
    if (first === false) return no;
    const second = unless.isEmpty ? false : unless.test(facts);
    if (second === true) return no;
    if (first === true && second === false) return yes;
    return { answer: undefined, open: [...when.open(facts), ...(second === undefined ? unless.open(facts) : [])] };
  };
  return { ask, names: [...when.names, ...unless.names] };
}

const yes: Applies = { answer: true, open: [] };
const no: Applies = { answer: false, open: [] };

/** Of which rules nothing depends when they cannot be judged: a tag or a proposal keeps nobody's parcel back. */
const harmless: ReadonlySet<ActionName> = new Set(['tag', 'bundle', 'release']);

/** Things that only one rule can say; the first rule wins, the others are shown. */
const single = [
  'deliveryMethod',
  'slipType',
  'cool',
  'sender',
  'packages',
  'handling',
  'note',
  'shipDate',
] as const satisfies readonly ActionName[];

/**
 * Every rule of a shop that is on, compiled once. Each rule is asked with the same facts, so none sees what another did. Two that set
 * one thing differently are a conflict: the first wins, and both stand in the marks.
 */
export function compileRules(rules: readonly Rule[], shop: string): ((facts: Facts) => RuleOutcome) | undefined {
  const own = rules.filter((rule) => rule.on && (rule.shops.length === 0 || rule.shops.includes(shop)));
  if (own.length === 0) return undefined;
  const compiled = own.map((rule) => ({ rule, ...compile(rule) }));
  const names = [...new Set(compiled.flatMap((one) => one.names))];
  return (given) => {
    const facts = folded(given, names);
    let outcome: Building | undefined;
    for (const { rule, ask } of compiled) {
      const { answer, open } = ask(facts);
      if (answer === false) continue;
      outcome ??= building();
      if (answer) apply(outcome, rule);
      else if (Object.keys(rule.then).some((what) => !harmless.has(what as ActionName)))
        outcome.unsure.push({ rule: rule.name, title: rule.title, facts: open });
    }
    return outcome ?? noOutcome;
  };
}

interface Building extends Omit<{ -readonly [Key in keyof RuleOutcome]: RuleOutcome[Key] }, Lists> {
  tags: string[];
  holds: RuleOutcome['holds'][number][];
  unsure: RuleOutcome['unsure'][number][];
  release: Map<SentenceCode, RuleRef>;
  marks: RuleMark[];
  readonly by: Map<ActionName, string>;
}
type Lists = 'tags' | 'holds' | 'unsure' | 'release' | 'marks';

const building = (): Building => ({ tags: [], holds: [], unsure: [], release: new Map(), marks: [], by: new Map() });

function apply(outcome: Building, { name, title, then }: Rule): void {
  const mark = (what: ActionName, value: string, lostTo?: string) =>
    outcome.marks.push({ rule: name, title, what, value, ...(lostTo !== undefined && { lostTo }) });
  for (const what of single) {
    const value = then[what];
    if (value === undefined) continue;
    const winner = outcome.by.get(what);
    if (winner === undefined) {
      outcome.by.set(what, name);
      Object.assign(outcome, { [what]: value } satisfies Partial<Actions>);
      mark(what, actionValue(value));
    } else if (actionValue(outcome[what]) !== actionValue(value)) mark(what, actionValue(value), winner);
  }
  if (then.hold) {
    outcome.holds.push({ rule: name, title, ...then.hold });
    mark('hold', then.hold.reason);
  }
  for (const tag of then.tag ?? []) {
    if (!outcome.tags.includes(tag)) outcome.tags.push(tag);
    mark('tag', tag);
  }
  for (const code of then.release ?? [])
    if (!outcome.release.has(code)) outcome.release.set(code, { rule: name, title });
  if (then.release) mark('release', then.release.join(' '));
  if (then.split && !outcome.split?.includes(then.split)) {
    outcome.split = [...(outcome.split ?? []), then.split];
    mark('split', then.split);
  }
  if (then.bundle) {
    // Who says that it shall go together says more than who proposes it.
    if (outcome.bundle !== 'auto') outcome.bundle = then.bundle;
    mark('bundle', then.bundle);
  }
}

/** A value as text, so that two can be compared and shown. */
export const actionValue = (value: unknown): string => (typeof value === 'string' ? value : canonicalJson(value));
