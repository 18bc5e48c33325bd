import type { EditableField, EditValue } from '../core/edit/editable.ts';
import { fold } from '../core/fold.ts';
import type { Masters } from '../core/masters.ts';
import { nearest } from '../core/near.ts';
import type { Address } from '../core/order.ts';
import { valueWords } from '../core/sentences/editing.ts';
import { help } from '../core/sentences/help.ts';
import { serviceCodes, serviceTitles } from '../core/service.ts';
import { readAddress } from '../text/address.ts';
import { prefectureAt } from '../text/places.ts';
import { spokenPrefecture } from '../text/prefectures.ts';
import { bad, good, type Read } from '../text/read.ts';
import { findMethod, lookUp } from './masters.ts';
import { defaultWord, words } from './words.ts';

/** What the value of one field may depend on. */
export interface EditContext {
  readonly masters: Masters;
  /** Business day in Japan. */
  readonly today: string;
  /** Address and postal code of the same person, as they stand after the other corrections. */
  readonly address?: Address;
  readonly postalCode?: string;
}

/**
 * A value that a person typed, read by the same converters as a cell of a file. Blank text makes the field blank.
 */
export function readEdit(field: EditableField, text: string, context: EditContext): Read<EditValue> {
  const { type, path } = field;
  if (text.trim() === '' && neverBlank.has(path)) return bad('edit-never-blank', { field: field.label });
  if (path === 'line.delivery.method') return readMethod(field, text, context.masters);
  switch (type) {
    case 'address':
      return readAddress(text, context.postalCode ?? '');
    case 'address-part':
      return path.endsWith('.prefecture') ? readPrefecture(field, text) : convert('text', text, context);
    case 'service':
      return readWord(field, text, serviceWords);
    case 'cool':
      return readWord(field, text, valueWords.cool);
    case 'payment-state':
      return readListed(field, text, help.payments, context.masters.dictionaries['payment-states']);
    case 'line-status':
      return readListed(field, text, valueWords.lineStatus, context.masters.dictionaries['line-status']);
    case 'slot':
      return readSlot(field, text, context);
    case 'count':
    case 'yen':
      return numbers(convert(defaultWord[type], text, context), type === 'count' ? 1 : null);
    case 'flag': {
      const flag = convert('flag', text, context);
      return flag.problem ? flag : good(flag.value === 'true', flag.notes);
    }
    case 'date':
    case 'instant': {
      const moment = convert(defaultWord[type], text, context);
      return moment.problem ? moment : good(moment.value || null, moment.notes);
    }
    default:
      return convert(defaultWord[type], text, context);
  }
}

/** Without these an order means nothing. */
const neverBlank: ReadonlySet<string> = new Set(['line.quantity', 'line.status', 'order.payment.state']);

function readPrefecture({ label: field }: EditableField, text: string): Read<string> {
  const word = text.trim();
  const name = spokenPrefecture(word) || prefectureAt(word, 0)?.name || '';
  if (word === '' || name === word || spokenPrefecture(word) !== '') return good(name);
  return bad('edit-word-unknown', { field, hint: '', known: valueWords.prefectures });
}

const serviceWords: Readonly<Record<string, string>> = serviceTitles;

function convert(word: string, text: string, { today, address }: EditContext): Read<string> {
  if (text.trim() === '') return good('');
  const beside = address && `${address.prefecture}${address.city}${address.street}`;
  return words[word]!.convert(text, { today, ...(beside && { address: beside }) });
}

function numbers(digits: Read<string>, ifBlank: number | null): Read<EditValue> {
  if (digits.problem) return digits;
  return good(digits.value === '' ? ifBlank : Number(digits.value), digits.notes);
}

/** Any word that the master knows: it stays as the person wrote it, as those of files do. */
function readMethod({ label: field }: EditableField, text: string, masters: Masters): Read<string> {
  if (text.trim() === '') return good('');
  if (findMethod(masters, text)) return good(text.trim());
  const titles = masters.methods.map((method) => method.title);
  return bad('edit-method-unknown', { field, hint: hintOf(text, titles), known: titles.join('、') });
}

/** A word of a list: its title, its name, or (slip types) B2's own code. */
function readWord(
  { label: field }: EditableField,
  text: string,
  titles: Readonly<Record<string, string>>,
): Read<string> {
  const wanted = fold(text);
  if (wanted === '') return good('');
  const codes: Readonly<Record<string, string>> = titles === serviceWords ? serviceCodes : {};
  const found = Object.entries(titles).find(([name, title]) =>
    [name, title, codes[name] ?? name].some((word) => fold(word) === wanted),
  );
  if (found) return good(found[0]);
  const known = Object.values(titles);
  return bad('edit-word-unknown', { field, hint: hintOf(text, known), known: known.join('、') });
}

function readListed(
  field: EditableField,
  text: string,
  titles: Readonly<Record<string, string>>,
  dictionary: ReadonlyMap<string, string> | undefined,
): Read<string> {
  const read = readWord(field, text, titles);
  if (!read.problem && read.value !== '') return read;
  const found = dictionary && lookUp(dictionary, text);
  if (found !== undefined && found in titles) return good(found);
  const known = Object.values(titles);
  return bad('edit-word-unknown', { field: field.label, hint: hintOf(text, known), known: known.join('、') });
}

/** A wish in words (`午前中`, `14-16時`) or as B2's code. */
function readSlot(field: EditableField, text: string, context: EditContext): Read<string> {
  if (fold(text) === '') return good('');
  const dictionary = context.masters.dictionaries['time-slots'] ?? new Map<string, string>();
  const found = lookUp(dictionary, text);
  if (found !== undefined) return good(found);
  if (/^\d{4}$/.test(text.trim())) return good(text.trim());
  return bad('edit-word-unknown', {
    field: field.label,
    hint: hintOf(text, dictionary.keys()),
    known: valueWords.slots,
  });
}

function hintOf(text: string, known: Iterable<string>): string {
  const near = nearest(text.trim(), known);
  return near === undefined ? '' : valueWords.hint(near);
}
