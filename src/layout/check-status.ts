import type { FieldType } from '../core/fields.ts';
import type { Masters } from '../core/masters.ts';
import type { Complain, Path } from './check-rule.ts';
import type { Complaint } from './complaint.ts';
import type { RuleYaml } from './schema.ts';

/** Values by which a field of this type lets a shipment go. `cod` ships without anybody's money. */
const letsGo: Partial<Record<FieldType, readonly string[]>> = {
  'order-status': ['', 'ready', 'paid'],
  'line-status': ['', 'open'],
  'payment-state': ['', 'paid', 'cod'],
};

/** Fields that stop a shipment when they are filled: blank lets it go. */
const stopsWhenFilled: ReadonlySet<string> = new Set([
  'order.cancelled',
  'line.cancelRequested',
  'line.fulfilledElsewhere',
  'line.delivery.trackingNumber',
  'line.delivery.addressPending',
  'line.delivery.addressWithheld',
  'line.delivery.marketplaceLabel',
  'line.delivery.deleted',
]);

/** May this field keep a shipment back? Then its words are listed one by one. */
export function maySayStop(path: string, type: FieldType): boolean {
  return letsGo[type] !== undefined || stopsWhenFilled.has(path);
}

/**
 * Unknown never means ship: "every other word" (`"*"`) of a field that may stop a shipment must not let it go, neither in the layout
 * nor in the dictionary that it names. A word that is not listed then holds its order.
 */
export function checkStatus(
  path: string,
  type: FieldType,
  rule: RuleYaml,
  masters: Masters,
  complain: Complain,
): Complaint[] {
  if (!maySayStop(path, type)) return [];
  const goes = letsGo[type] ?? [''];
  const found: Complaint[] = [];
  const advice = 'list the words one by one: a word that is not listed holds its order';
  for (const [word, value] of Object.entries(rule.map ?? {}))
    if (isEveryWord(word) && goes.includes(value))
      found.push(
        complain([...at(path), 'map'], `${path}: "${word}": "${value}" would ship unknown words; ${advice}`, word),
      );
  const dictionary = rule.dictionary === undefined ? undefined : masters.dictionaries[rule.dictionary];
  for (const [word, value] of dictionary ?? [])
    if (isEveryWord(word) && goes.includes(value))
      found.push(
        complain(
          [...at(path), 'dictionary'],
          `${path}: dictionary "${rule.dictionary}" has "${word}": "${value}", which would ship unknown words; ${advice}`,
        ),
      );
  return found;
}

const at = (path: string): Path => ['fields', path];

const isEveryWord = (word: string): boolean => /^\s*[*＊]+\s*$/.test(word);
