import { readYen } from '../../text/number.ts';
import { bad, good, type Read } from '../../text/read.ts';
import type { Word } from './word.ts';

/** Amazon's names of cash on delivery: v2026 `CashOnDelivery`, v0 `COD`. Source: the two official models, trust A. */
const isCashOnDelivery = (method: unknown): boolean => method === 'CashOnDelivery' || method === 'COD';

interface Money {
  readonly amount?: unknown;
  readonly Amount?: unknown;
}

interface Execution {
  readonly paymentMethod?: unknown;
  readonly PaymentMethod?: unknown;
  readonly paymentAmount?: Money;
  readonly Payment?: Money;
}

/** JSON text of the executions → yen of the part that is paid on delivery, '' when there is none. */
function codPart(text: string): Read<string> {
  let executions: readonly Execution[];
  try {
    executions = JSON.parse(text) as readonly Execution[];
  } catch {
    return bad('bad-field-value', { field: '支払内訳' });
  }
  let sum = 0;
  let found = false;
  for (const one of executions) {
    if (!isCashOnDelivery(one.paymentMethod ?? one.PaymentMethod)) continue;
    const yen = readYen(String(one.paymentAmount?.amount ?? one.Payment?.Amount ?? ''));
    if (yen.problem) return yen;
    sum += yen.value;
    found = true;
  }
  return good(found ? String(sum) : '');
}

interface Breakdown {
  readonly type?: unknown;
  readonly subtotal?: Money;
}

/** JSON text of the proceeds' breakdowns → yen of tax, '' when they say none or cannot be read (then it is not given). */
function taxPart(text: string): Read<string> {
  let breakdowns: readonly Breakdown[];
  try {
    breakdowns = JSON.parse(text) as readonly Breakdown[];
  } catch {
    return good('');
  }
  const yen = readYen(String(breakdowns.find((one) => one.type === 'TAX')?.subtotal?.amount ?? ''));
  return good(yen.problem ? '' : String(yen.value));
}

/** Programmes under which Amazon prints the label itself, or the buyer picks up: `confirmShipment` is refused for them (trust A). */
const ownLabel = ['FBM_SHIP_PLUS', 'EASY_SHIP', 'DELIVERY_BY_AMAZON', 'IN_STORE_PICK_UP'];

/** Converters that know how Amazon's API says things. */
export const amazonWords: Readonly<Record<string, Word>> = {
  'amazon-cod-part': {
    doc: 'Amazon payment executions (a list as JSON text): the part that is paid on delivery, not the total',
    side: 'read',
    convert: codPart,
  },
  'amazon-own-label': {
    doc: 'Amazon programmes joined with `/` → true when one of them wants a label that is not ours',
    side: 'read',
    convert: (text) => good(ownLabel.some((program) => text.includes(program)) ? 'true' : ''),
  },
  'amazon-tax-part': {
    doc: 'Amazon proceeds breakdowns of an order (a list as JSON text): the tax in it',
    side: 'read',
    convert: taxPart,
  },
};
