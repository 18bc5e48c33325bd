import { html } from '../../pages/page.ts';
import type { Complaint } from '../state/check.ts';
import { isWholeAddress } from '../state/columns.ts';
import { consigneeTitles, coolTitles, services, slotTitles } from '../state/services.ts';
import type { Entry, Values } from '../state/state.ts';

type Choices = readonly (readonly [string, string])[];

const codesOf = (titles: Readonly<Record<string, string>>, codes: readonly string[]): Choices =>
  codes.map((code) => [code, titles[code]!]);

/** What a property may be chosen from; all others are typed in. */
export function choicesOf(name: string, contracts: ReadonlySet<string>): Choices | undefined {
  switch (name) {
    case 'service_type':
      return [...services.values()].filter((one) => contracts.has(one.code)).map((one) => [one.code, one.title]);
    case 'is_cool':
      return codesOf(coolTitles, ['0', '1', '2']);
    case 'delivery_time_zone':
      return codesOf(slotTitles, ['0000', '0812', '1416', '1618', '1820', '1921', '0010', '0017']);
    case 'consignee_title':
      return consigneeTitles.map((one) => [one, one]);
    case 'is_printing_lot':
      return [
        ['1', '枠だけ印字する'],
        ['2', '印字しない'],
        ['3', '枠と口数を印字する'],
      ];
    default:
      return undefined;
  }
}

/** How a property's value is shown in its field. */
export function shownValue(values: Values, name: string): string {
  if (isWholeAddress(name)) return [1, 2, 3].map((part) => values[`${name}${part}`] ?? '').join('');
  const value = values[name] ?? '';
  if (name === 'shipment_date' || name === 'delivery_date') return value.replace(/^(\d{4})(\d\d)(\d\d)$/, '$1/$2/$3');
  return value;
}

/** Complaints about a field; an address stands in one field, its parts are complained about. */
export const complaintsAt = (entry: Entry, name: string): readonly Complaint[] =>
  entry.checked.complaints.filter(
    (one) =>
      one.property === name || (isWholeAddress(name) && one.property.startsWith(name) && /[123]$/.test(one.property)),
  );

/** One field with what is wrong with it beside it. */
export function field(entry: Entry, name: string, title: string, contracts: ReadonlySet<string>): string {
  const complaints = complaintsAt(entry, name);
  const isBad = complaints.some((one) => !/^[WAD]/.test(one.code));
  const tone = complaints.length === 0 ? '' : isBad ? ' class="bad"' : ' class="warned"';
  const attributes = `name="${html(name)}" aria-label="${html(title)}"${tone}${complaints.length > 0 ? ' aria-invalid="true"' : ''}`;
  const locked = entry.state === 'open' ? '' : ' disabled';
  const value = shownValue(entry.values, name);
  const reasons = complaints
    .map(
      (one) =>
        `<p class="reason${/^[WAD]/.test(one.code) ? ' mild' : ''}">${html(one.description)} <small>${html(one.code)}</small></p>`,
    )
    .join('');
  const choices = choicesOf(name, contracts);
  if (!choices) return `<input ${attributes}${locked} value="${html(value)}">${reasons}`;
  const known = choices.some(([code]) => code === value)
    ? choices
    : [[value, value || '（空欄）'] as const, ...choices];
  const options = known.map(
    ([code, text]) => `<option value="${html(code)}"${code === value ? ' selected' : ''}>${html(text)}</option>`,
  );
  return `<select ${attributes}${locked}>${options.join('')}</select>${reasons}`;
}
