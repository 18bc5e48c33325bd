import type { Masters } from '../core/masters.ts';
import { type Complaint, didYouMean, type YamlFile } from './complaint.ts';
import type { ColumnYaml, RuleYaml } from './schema.ts';
import { words } from './words.ts';

export type Complain = YamlFile['complain'];
export type Path = readonly (string | number)[];

/** Converters and dictionaries that a rule names. `row`: a table is turned into another one, so both sides' words fit. */
export function checkRule(
  rule: RuleYaml | ColumnYaml,
  at: Path,
  side: 'read' | 'write' | 'row',
  masters: Masters,
  complain: Complain,
): Complaint[] {
  const found: Complaint[] = [];
  if (rule.as !== undefined) found.push(...checkConverter(rule.as, [...at, 'as'], side, complain));
  for (const key of ['dictionary', 'blank'] as const) {
    const name = rule[key];
    if (name !== undefined && !masters.dictionaries[name])
      found.push(
        complain([...at, key], `unknown dictionary "${name}"${didYouMean(name, Object.keys(masters.dictionaries))}`),
      );
  }
  return found;
}

export function checkConverter(
  name: string,
  at: Path,
  side: 'read' | 'write' | 'row',
  complain: Complain,
): Complaint[] {
  const word = words[name];
  const usable = Object.keys(words).filter((key) => fitsSide(words[key]!.side, side));
  if (name in gone) return [complain(at, `converter "${name}" is gone: ${gone[name]}`)];
  if (!word) return [complain(at, `unknown converter "${name}"${didYouMean(name, usable)}`)];
  if (!fitsSide(word.side, side)) return [complain(at, `converter "${name}" is for the ${word.side} side only`)];
  return [];
}

/** Converters of earlier versions, and what takes their place. */
const gone: Readonly<Record<string, string>> = {
  'shipped-mark':
    'it passed over words that it did not know. Read the status as line.delivery.status (dictionary: order-status), and the number alone as line.delivery.trackingNumber',
};

const fitsSide = (word: 'read' | 'write' | 'both', side: 'read' | 'write' | 'row'): boolean =>
  word === 'both' || side === 'row' || word === side;
