import { type FactName, type Facts, type FactValue, factKind, factNames } from '../../core/rules/fact-list.ts';
import { didYouMean } from '../complaint.ts';

/** What a case does not say: a paid order of one ordinary thing to Tokyo, without a wish and without a remark. */
export const plainFacts: Facts = {
  shop: 'shop',
  payment: 'paid',
  'payment-words': 'クレジットカード',
  'delivery-method': 'yamato',
  'delivery-words': '宅急便',
  prefecture: '東京都',
  island: false,
  'postal-area': '1000001',
  sku: ['SKU-1'],
  'goods-cool': ['normal'],
  'goods-mail-size': 'none',
  'goods-fragile': 'none',
  'goods-preorder': 'none',
  'preorder-in-days': null,
  amount: 1000,
  'cod-amount': null,
  quantity: 1,
  weight: 500,
  'line-count': 1,
  'name-length': 8,
  'address-length': 20,
  'phone-length': 10,
  remark: '',
  gift: false,
  customer: 'repeat',
  'wished-date': false,
  'wished-in-days': null,
  'ordered-hour': 12,
  'ordered-weekday': '月',
  tag: [],
  'cancel-request': false,
};

/** Facts of a case as they are written: `none` = there is none, `unknown` = nobody knows. */
export function readFacts(
  written: Readonly<Record<string, unknown>>,
  complain: (fact: string, sentence: string) => void,
): Facts {
  const facts: Partial<Record<FactName, FactValue>> = { ...plainFacts } as Partial<Record<FactName, FactValue>>;
  for (const [name, value] of Object.entries(written)) {
    if (!(factNames as readonly string[]).includes(name)) {
      complain(name, `unknown fact "${name}"${didYouMean(name, factNames)}`);
      continue;
    }
    const fact = name as FactName;
    const read = factOf(fact, value);
    if (read === wrong) complain(name, `"${JSON.stringify(value)}" is no value of the fact "${name}"`);
    else facts[fact] = read;
  }
  return facts;
}

const wrong = Symbol('no value of this fact');

function factOf(name: FactName, value: unknown): FactValue | typeof wrong {
  const { kind, values } = factKind(name);
  if (value === 'unknown') return undefined;
  if (kind === 'list') {
    const list = Array.isArray(value) ? value : value === 'none' ? [] : [value];
    return list.every((one): one is string => typeof one === 'string' && (!values || values.includes(one)))
      ? list
      : wrong;
  }
  if (typeof value !== 'string') return wrong;
  if (values?.includes(value)) return value;
  if (value === 'none') return kind === 'text' ? '' : null;
  if (kind === 'number') return /^-?\d+$/.test(value) ? Number(value) : wrong;
  if (kind === 'flag') return { yes: true, true: true, no: false, false: false }[value] ?? wrong;
  return values ? wrong : value;
}
