import { valueWords } from '../sentences/editing.ts';
import { help } from '../sentences/help.ts';
import { type Service, serviceTitles, slotTitle } from '../service.ts';
import { type EditableField, type EditValue, isBlankValue } from './editable.ts';

/** A value of an order as people read it. Personal data: for the operator only. */
export function shownValue({ type }: Pick<EditableField, 'type'>, value: EditValue): string {
  if (isBlankValue(value)) return valueWords.none;
  if (value === true) return valueWords.yes;
  if (typeof value === 'object' && value !== null) {
    const { prefecture, city, street, building } = value;
    return [`${prefecture}${city}${street}`, building].filter((part) => part !== '').join(' ');
  }
  const text = String(value);
  switch (type) {
    case 'slot':
      return slotTitle(text);
    case 'service':
      return serviceTitles[text as Service] ?? text;
    case 'cool':
      return valueWords.cool[text] ?? text;
    case 'payment-state':
      return help.payments[text] ?? text;
    case 'line-status':
      return valueWords.lineStatus[text] ?? text;
    case 'postal':
      return text.replace(/^(\d{3})(\d{4})$/, '$1-$2');
    default:
      return text;
  }
}
