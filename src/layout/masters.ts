import { z } from 'zod';
import { isValidOn, overlaps } from '../core/dated.ts';
import { orderFields } from '../core/fields.ts';
import { fold } from '../core/fold.ts';
import type { CarrierCodes, DeliveryMethod, Masters } from '../core/masters.ts';
import { serviceCodes } from '../core/service.ts';
import { day, loadCarrierCodes } from './carrier-codes.ts';
import { type Complaint, didYouMean, fromZod, parseYaml, type YamlFile } from './complaint.ts';
import { concepts, isMeaning } from './learn/concepts.ts';

/** One file of `layouts/masters`: `name` is the file name without `.yaml`. */
export interface MasterFile {
  readonly name: string;
  /** Path as complaints show it. */
  readonly shown: string;
  readonly text: string;
}

const services = ['', ...Object.keys(serviceCodes)] as const;

export const methodsSchema = z.array(
  z.strictObject({
    code: z.string().min(1),
    title: z.string().min(1),
    carrier: z.string().min(1),
    service: z.enum(services).default(''),
    'cod-service': z.enum(services).default(''),
    cool: z.enum(['normal', 'frozen', 'chilled']).default('normal'),
    'on-screen': z.enum(['', 'slip', 'cool']).default(''),
    keywords: z.array(z.string().min(1)).default([]),
    'needs-number': z
      .enum(['true', 'false'], 'must be true or false')
      .default('true')
      .transform((value) => value === 'true'),
    from: day.optional().describe('First day on which it may be used'),
    until: day.optional().describe('Last day on which it may be used'),
    codes: z.record(z.string(), z.record(z.string(), z.string())).default({}),
  }),
);

export const dictionarySchema = z.record(z.string(), z.string());

/** Masters that are no dictionaries. */
export const listMasters: readonly string[] = ['delivery-methods', 'carrier-codes'];

/** Loads every master; `delivery-methods` is the list of delivery methods, `carrier-codes` the carriers' codes with their days, any other file a dictionary {word: value}. */
export function loadMasters(files: readonly MasterFile[]): { masters: Masters; complaints: Complaint[] } {
  const complaints: Complaint[] = [];
  const dictionaries: Record<string, ReadonlyMap<string, string>> = {};
  let methods: readonly DeliveryMethod[] = [];
  let codes: CarrierCodes | undefined;
  for (const file of files) {
    const { yaml, complaints: syntax } = parseYaml(file.shown, file.text);
    complaints.push(...syntax);
    // A dictionary that cannot be read is there all the same: the layouts that name it are not wrong.
    if (yaml.content === undefined && !listMasters.includes(file.name)) dictionaries[file.name] = new Map();
    if (yaml.content === undefined) continue;
    if (file.name === 'delivery-methods') methods = loadMethods(yaml, complaints);
    else if (file.name === 'carrier-codes') codes = loadCarrierCodes(yaml, complaints);
    else
      dictionaries[file.name] = loadDictionary(
        yaml,
        complaints,
        file.name === 'header-words' ? checkMeanings : undefined,
      );
  }
  return { masters: { methods, dictionaries, ...(codes && { codes }) }, complaints };
}

function loadMethods(yaml: YamlFile, complaints: Complaint[]): DeliveryMethod[] {
  const parsed = methodsSchema.safeParse(yaml.content);
  if (!parsed.success) {
    const keys = Object.keys(methodsSchema.element.shape);
    complaints.push(...fromZod(parsed.error, () => keys, yaml.complain));
  }
  const good = (Array.isArray(yaml.content) ? yaml.content : []).flatMap((one, index) => {
    const row = methodsSchema.element.safeParse(one);
    return row.success ? [{ row: row.data, index }] : [];
  });
  return good.map(({ row, index }, at) => {
    if (row.from !== undefined && row.until !== undefined && row.from > row.until)
      complaints.push(yaml.complain([index, 'until'], `ends on ${row.until}, before it begins`));
    // What is valid on other days stands in nobody's way.
    const before = good.slice(0, at).filter((one) => overlaps(one.row, row));
    if (before.some((one) => one.row.code === row.code))
      complaints.push(yaml.complain([index, 'code'], `delivery method "${row.code}" is there twice`));
    const keywords = row.keywords.map(fold);
    keywords.forEach((word, no) => {
      const owner = before.find(
        (one) => one.row.code !== row.code && one.row.keywords.some((own) => fold(own) === word),
      );
      if (owner)
        complaints.push(
          yaml.complain(
            [index, 'keywords', no],
            `keyword "${row.keywords[no]}" belongs to "${owner.row.code}" already`,
          ),
        );
    });
    return {
      code: row.code,
      title: row.title,
      carrier: row.carrier,
      service: row.service,
      codService: row['cod-service'],
      cool: row.cool,
      ...(row['on-screen'] !== '' && { onScreen: row['on-screen'] }),
      keywords,
      needsNumber: row['needs-number'],
      ...(row.from !== undefined && { from: row.from }),
      ...(row.until !== undefined && { until: row.until }),
      codes: row.codes,
    };
  });
}

/** Values of `header-words`: meanings that `layouts learn` can put together. */
function checkMeanings(value: string): string | undefined {
  const unknown = value.split(/\s+/).find((meaning) => !isMeaning(meaning));
  return unknown === undefined
    ? undefined
    : `unknown meaning "${unknown}"${didYouMean(unknown, [...concepts, ...Object.keys(orderFields)])}`;
}

function loadDictionary(
  yaml: YamlFile,
  complaints: Complaint[],
  check?: (value: string) => string | undefined,
): ReadonlyMap<string, string> {
  const parsed = dictionarySchema.safeParse(yaml.content);
  if (!parsed.success) complaints.push(...fromZod(parsed.error, () => [], yaml.complain));
  const words = new Map<string, string>();
  const entries = Array.isArray(yaml.content) ? [] : Object.entries(yaml.content ?? {});
  for (const [word, value] of entries as [string, unknown][]) {
    if (typeof value !== 'string') continue;
    const folded = fold(word);
    const before = words.get(folded);
    if (before !== undefined && before !== value)
      complaints.push(yaml.complain([word], `"${word}" means the same word as another line, which says "${before}"`));
    const wrong = check?.(value);
    if (wrong !== undefined) complaints.push(yaml.complain([word], wrong));
    words.set(folded, value);
  }
  return words;
}

/**
 * Delivery method for a shop's own words: its code or title, else a keyword that equals the words, else the longest
 * keyword that they contain. `=word` is a keyword for the whole words only; `?word` says that words which contain it are
 * not clear. Undefined when nothing matches, when it is not clear, or when two methods match equally well: a wrong label
 * costs more than a question.
 *
 * @param day only methods that may be used on it; left out: all
 */
export function findMethod(masters: Masters, words: string, day?: string): DeliveryMethod | undefined {
  const folded = fold(words);
  if (folded === '') return undefined;
  const methods = day === undefined ? masters.methods : masters.methods.filter((one) => isValidOn(one, day));
  const isNamed = (method: DeliveryMethod): boolean =>
    fold(method.code) === folded ||
    fold(method.title) === folded ||
    method.keywords.some((keyword) => keyword === folded || keyword === `=${folded}`);
  const equal = methods.find(isNamed);
  if (equal) return equal;
  // Whoever names a method of other days must not get one whose keyword is only a part of that name.
  if (methods !== masters.methods && masters.methods.some(isNamed)) return undefined;
  let best: DeliveryMethod | undefined;
  let longest = 0;
  for (const method of methods)
    for (const keyword of method.keywords) {
      if (keyword.startsWith('=')) continue;
      const unclear = keyword.startsWith('?');
      const word = unclear ? keyword.slice(1) : keyword;
      if (word.length < longest || !folded.includes(word)) continue;
      const clear = !unclear && (word.length > longest || best === method);
      best = clear ? method : undefined;
      longest = word.length;
    }
  return best;
}

/**
 * Value of a word: the word itself, else the longest entry with a star that fits (`beginning*`, `*end`, `*within*`; `*`
 * alone = every other word), else undefined. `words` has folded keys.
 */
export function lookUp(words: ReadonlyMap<string, string>, word: string): string | undefined {
  const folded = fold(word);
  const exact = words.get(folded);
  if (exact !== undefined) return exact;
  let longest = -1;
  let found: string | undefined;
  for (const [key, value] of words)
    if (key.length > longest && hasStar(key) && fitsStar(folded, key)) {
      found = value;
      longest = key.length;
    }
  return found;
}

const hasStar = (key: string): boolean => key.startsWith('*') || key.endsWith('*');

function fitsStar(word: string, key: string): boolean {
  if (key === '*') return true;
  const literal = key.slice(key.startsWith('*') ? 1 : 0, key.endsWith('*') ? -1 : undefined);
  if (!key.startsWith('*')) return word.startsWith(literal);
  return key.endsWith('*') ? word.includes(literal) : word.endsWith(literal);
}

/** Same for a `map:` written in a layout. */
export function foldedMap(map: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  return new Map(Object.entries(map).map(([word, value]) => [fold(word), value]));
}
