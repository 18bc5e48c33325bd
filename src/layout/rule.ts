import type { Field } from '../core/fields.ts';
import { fold } from '../core/fold.ts';
import type { Masters } from '../core/masters.ts';
import { stripGuard } from '../text/guard.ts';
import type { Remark } from '../text/read.ts';
import { foldedMap, lookUp } from './masters.ts';
import { orderStatuses } from './order-status.ts';
import type { Rule, Step } from './types.ts';
import { type WordContext, words } from './words.ts';

export interface RuleResult {
  readonly value: string;
  readonly notes: readonly Remark[];
  readonly problem?: Remark;
  /** Source that the value came from, as an index into `sources`; −1 = a fixed or default value, or blank. */
  readonly used: number;
  /** The source text(s) as they came. */
  readonly raw: string;
}

export interface RuleOptions {
  /** Where a source stands in the cells that `run` gets; −1 = it is not there. */
  readonly resolve: (source: string) => number;
  /** `read`: words of maps and dictionaries are compared folded; `write`: maps exactly. */
  readonly side: 'read' | 'write';
  readonly masters: Masters;
  /** Converter when the rule names neither `as` nor a map or dictionary ('' = none). */
  readonly word?: string;
  /** What the target accepts. */
  readonly field?: Field;
  /** Name of the target in sentences; the field's label by default. */
  readonly label?: string;
  /** Layout name, for sentences. */
  readonly layout?: string;
}

/** A rule made ready for one table: `run` is called once per row. */
export interface CompiledRule {
  readonly sources: readonly string[];
  /** Places of `sources` in the cells, −1 = not there. */
  readonly at: readonly number[];
  /** The value is always just the text of the first source: it may be copied byte for byte. */
  readonly copies: boolean;
  run(cells: readonly string[], context: WordContext, steps?: Step[]): RuleResult;
  /** The source texts one by one (of `from` the one that counts), blanks as ''. For converters that need the parts. */
  parts(cells: readonly string[]): readonly string[];
}

const nothing: readonly Remark[] = [];
/** What a rule gives for a blank cell: nothing to look at any further. */
export const nothingThere: RuleResult = { value: '', notes: nothing, used: -1, raw: '' };

/** White space only, or an Excel guard around nothing. */
export function isBlank(text: string): boolean {
  if (text === '') return true;
  const first = text.charCodeAt(0);
  if (first > 0x3d && first !== 0x3000 && first !== 0xa0) return false;
  return text.trim() === '' || (first === 0x3d && stripGuard(text) === '');
}

/** Compiles a rule to a closure. Unknown converters and dictionaries were refused when the layout was loaded. */
export function compileRule(rule: Rule, options: RuleOptions): CompiledRule {
  const sources = rule.from ?? rule.join ?? [];
  const at = sources.map(options.resolve);
  const given = compileGiven(rule, options.masters);
  const pick = compilePick(rule, at, given);
  const lookup = compileLookup(rule, options);
  const name = rule.as ?? (lookup ? '' : (options.word ?? ''));
  const word = name === '' ? undefined : words[name]!;
  const accepts = options.field ? accepted[options.field.type] : undefined;
  const label = options.label ?? options.field?.label ?? '';
  const copies =
    !word &&
    !lookup &&
    rule.from !== undefined &&
    at.length === 1 &&
    at[0]! >= 0 &&
    rule.default === undefined &&
    rule.blank === undefined;

  // Nothing in, nothing out: most cells of an export are blank.
  const plainBlank = rule.default === undefined && !word?.blank && !lookup;

  // Most rules have one source: then its cell needs no picking.
  const only =
    rule.from && at.length === 1 && rule.value === undefined && !rule.join && !rule.blank ? at[0]! : undefined;

  const run = (cells: readonly string[], context: WordContext, steps?: Step[]): RuleResult => {
    let raw = '';
    let used = -1;
    if (only === undefined || steps) ({ raw, used } = pick(cells, steps));
    else if (only >= 0 && !isBlank(cells[only] ?? '')) {
      raw = cells[only]!;
      used = 0;
    }
    let value = raw;
    let notes = nothing;
    const blank = used < 0 && isBlank(value);
    if (blank && plainBlank && raw === '') return nothingThere;
    if (blank && rule.default !== undefined) {
      value = rule.default;
      steps?.push({ what: 'default', value });
    }
    if (word && (word.blank || used >= 0 || !isBlank(value))) {
      const converted = word.convert(value, context);
      if (converted.problem) return { value: '', notes, problem: converted.problem, used, raw };
      value = converted.value;
      notes = converted.notes;
      steps?.push({ what: `as ${name}`, value });
    } else if (word && blank && rule.default === undefined) value = '';
    if (lookup) {
      const found = lookup(value);
      if (found === undefined) return { value: '', notes, problem: unknownWord(rule, options, value), used, raw };
      value = found;
      steps?.push({ what: rule.dictionary ? `dictionary ${rule.dictionary}` : 'map', value });
    }
    if (accepts && value !== '' && !accepts(value))
      return { value: '', notes, problem: { code: 'bad-field-value', args: { field: label } }, used, raw };
    return { value, notes, used, raw };
  };
  // `as` on an address works on each part (a province code stands alone in its column).
  const part = (text: string): string => {
    if (!given(text)) return '';
    const converted = rule.as === undefined ? undefined : words[rule.as]!.convert(text, { today: '' });
    return converted?.problem === undefined ? (converted?.value ?? text) : text;
  };
  const parts = (cells: readonly string[]): readonly string[] => {
    if (rule.join) return at.map((place) => (place >= 0 ? part(cells[place] ?? '') : ''));
    const { raw } = pick(cells);
    return [isBlank(raw) ? (rule.default ?? '') : raw];
  };
  return { sources, at, copies, run, parts };
}

interface Picked {
  readonly raw: string;
  readonly used: number;
}

/** Whether a cell says anything: not blank, and no word of the `blank` dictionary. */
function compileGiven(rule: Rule, masters: Masters): (text: string) => boolean {
  const blanks = rule.blank ? masters.dictionaries[rule.blank] : undefined;
  return blanks ? (text) => !isBlank(text) && lookUp(blanks, text) === undefined : (text) => !isBlank(text);
}

function compilePick(
  rule: Rule,
  at: readonly number[],
  given: (text: string) => boolean,
): (cells: readonly string[], steps?: Step[]) => Picked {
  if (rule.value !== undefined) {
    const fixed = { raw: rule.value, used: -1 };
    return (_cells, steps) => {
      steps?.push({ what: 'value', value: fixed.raw });
      return fixed;
    };
  }
  if (rule.join) {
    const between = rule.with ?? '';
    return (cells, steps) => {
      let raw = '';
      let used = -1;
      for (let i = 0; i < at.length; i++) {
        const text = at[i]! < 0 ? '' : (cells[at[i]!] ?? '');
        if (!given(text)) continue;
        raw = used < 0 ? text : raw + between + text;
        if (used < 0) used = i;
        steps?.push({ what: `join ${rule.join![i]}`, value: text });
      }
      return { raw, used };
    };
  }
  return (cells, steps) => {
    for (let i = 0; i < at.length; i++) {
      const place = at[i]!;
      const text = place < 0 ? '' : (cells[place] ?? '');
      if (!given(text)) continue;
      steps?.push({ what: `from ${rule.from![i]}`, value: text });
      return { raw: text, used: i };
    }
    return { raw: '', used: -1 };
  };
}

/** Word → value; blank stays blank unless '' is listed; undefined = the word is not known. */
function compileLookup(rule: Rule, options: RuleOptions): ((text: string) => string | undefined) | undefined {
  const own = rule.map
    ? options.side === 'read'
      ? foldedMap(rule.map)
      : new Map(Object.entries(rule.map))
    : undefined;
  const common = rule.dictionary
    ? (options.masters.dictionaries[rule.dictionary] ?? new Map<string, string>())
    : undefined;
  if (!own && !common) return undefined;
  const ifBlank = own?.get('') ?? common?.get('') ?? '';
  if (own && options.side === 'write') return (text) => (text === '' ? ifBlank : (own.get(text) ?? own.get('*')));
  // Words of the layout itself come before those of the dictionary.
  const find = (text: string) => (own && lookUp(own, text)) ?? (common && lookUp(common, text));
  const memory = new Map<string, string | undefined>();
  return (text) => {
    if (fold(text) === '') return ifBlank;
    if (memory.has(text)) return memory.get(text);
    const found = find(text);
    if (memory.size < 1000) memory.set(text, found);
    return found;
  };
}

/** `12月14日`, `2026/12/14`, `14-Dec`: what Excel makes of a time slot like 12-14 before it saves a CSV. */
const becameDate = /^(?:\d{4}[/.年-]\d{1,2}[/.月-]\d{1,2}日?|\d{1,2}[/.月]\d{1,2}日?|\d{1,2}-[a-z]{3})$/i;

function unknownWord(rule: Rule, options: RuleOptions, word: string): Remark {
  const field = options.field?.label ?? '';
  const layout = options.layout ?? '';
  if (options.field?.type === 'slot' && becameDate.test(word.trim())) return { code: 'slot-became-date' };
  return rule.dictionary
    ? { code: 'unknown-word', args: { field, dictionary: rule.dictionary } }
    : { code: 'unmapped-word', args: { field, layout } };
}

/** What a field takes after maps and dictionaries; fields that are free text are not listed. */
const accepted: Partial<Record<Field['type'], (value: string) => boolean>> = {
  'payment-state': (value) => value === 'paid' || value === 'unpaid' || value === 'cod' || value === 'unknown',
  'order-status': (value) => (orderStatuses as readonly string[]).includes(value),
  'line-status': (value) => ['open', 'cancelled', 'returned', 'cancel-requested'].includes(value),
  flag: (value) => value === 'true',
  slot: (value) => /^\d{4}$/.test(value),
  count: (value) => /^\d{1,9}$/.test(value),
  tax: (value) => /^\d{1,9}$/.test(value),
  'tax-rate': (value) => /^\d{1,2}$/.test(value),
  yen: (value) => /^-?\d{1,12}$/.test(value),
  date: (value) => /^\d{4}-\d{2}-\d{2}$/.test(value),
  postal: (value) => /^\d{7}$/.test(value),
};
