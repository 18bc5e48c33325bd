import { editDistance } from '../core/near.ts';
import type { Party } from '../core/order.ts';
import { addressForm, digitsForm, wordForm } from '../core/spelling.ts';
import { oneGlyph } from './glyphs.ts';

/** What two parties are to each other on a label. */
export type Likeness = 'same' | 'near' | 'different';

/**
 * Are two parties one recipient? `same`: name, company, department, postal code, address and telephone are alike but for
 * their spelling (`spelling.ts`). `near`: the same postal code and telephone, or the same name (variants of characters
 * included) and most of the address: probably one, a person must look. Kana and e-mail do not count.
 */
export function compareParties(a: Party, b: Party): Likeness {
  return isSameText(a, b) ? 'same' : compareForms(formOf(a), formOf(b));
}

/** Written alike in all that counts: mostly it is the very same party. */
function isSameText(a: Party, b: Party): boolean {
  return (
    a.name === b.name &&
    a.company === b.company &&
    a.department === b.department &&
    a.postalCode === b.postalCode &&
    a.phone === b.phone &&
    a.address.prefecture === b.address.prefecture &&
    a.address.city === b.address.city &&
    a.address.street === b.address.street &&
    a.address.building === b.address.building
  );
}

/** All that `compareParties` looks at as one text: equal for parties that are the `same`. */
export function partyForm({ name, company, department, postalCode, phone, address }: Party): string {
  return labelOf(wordForm(name), company + department, digitsForm(postalCode), addressForm(address), digitsForm(phone));
}

const labelOf = (name: string, house: string, postal: string, address: string, phone: string): string =>
  [name, wordForm(house), postal, address, phone].join('\u0000');

/** Parties that were met, each with what it stands for; finds the same one at once, and else the first that is near. */
export interface PartyIndex<T> {
  add(party: Party, item: T): void;
  find(party: Party): { readonly likeness: 'same' | 'near'; readonly item: T } | undefined;
}

/** Nothing is worked out before it is asked for: most orders have one consignee. */
export function partyIndex<T>(): PartyIndex<T> {
  const same = new Map<string, T>();
  const near = new Map<string, { readonly form: Form; readonly item: T }[]>();
  let waiting: { readonly party: Party; readonly item: T }[] = [];
  const enter = (party: Party, item: T) => {
    const form = formOf(party);
    if (!same.has(form.label)) same.set(form.label, item);
    for (const clue of cluesOf(form)) {
      const list = near.get(clue);
      if (list) list.push({ form, item });
      else near.set(clue, [{ form, item }]);
    }
  };
  return {
    add: (party, item) => {
      waiting.push({ party, item });
    },
    find: (party) => {
      for (const one of waiting) enter(one.party, one.item);
      waiting = [];
      if (same.size === 0) return undefined;
      const form = formOf(party);
      if (same.has(form.label)) return { likeness: 'same', item: same.get(form.label) as T };
      for (const clue of cluesOf(form))
        for (const { form: other, item } of near.get(clue) ?? [])
          if (compareForms(form, other) === 'near') return { likeness: 'near', item };
      return undefined;
    },
  };
}

interface Form {
  /** Loosely: variants of characters are one. */
  readonly name: string;
  readonly address: string;
  /** Postal code and telephone, '' unless both are there. */
  readonly contact: string;
  readonly label: string;
}

function formOf(party: Party): Form {
  const name = wordForm(party.name);
  const postal = digitsForm(party.postalCode);
  const address = addressForm(party.address);
  const phone = digitsForm(party.phone);
  return {
    name: looseForm(name),
    address: looseForm(address),
    contact: postal === '' || phone === '' ? '' : `${postal} ${phone}`,
    label: labelOf(name, party.company + party.department, postal, address, phone),
  };
}

function compareForms(a: Form, b: Form): Likeness {
  if (a.label === b.label) return 'same';
  if (a.contact !== '' && a.contact === b.contact) return 'near';
  return a.name !== '' && a.name === b.name && mostly(a.address, b.address) ? 'near' : 'different';
}

/** Without one of these in common two parties are never near. */
const cluesOf = ({ name, contact }: Form): string[] =>
  [contact && `contact ${contact}`, name && `name ${name}`].filter((clue) => clue !== '');

/** One is the beginning of the other, or at most a quarter of the characters differs. */
function mostly(a: string, b: string): boolean {
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  if (short === '') return false;
  return long.startsWith(short) || editDistance(short, long) * 4 <= long.length;
}

/** A form with one glyph for all variants of a character and without 大字 and 字: alike here means nearly the same. */
function looseForm(form: string): string {
  return oneGlyph(form.replace(/大字|字/g, ''));
}
