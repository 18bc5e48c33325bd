import { hash } from 'node:crypto';

/** SHA-256 in hex: names documents and tells contents apart. */
export function sha256(bytes: Uint8Array | string): string {
  return hash('sha256', bytes, 'hex');
}

/** JSON with sorted keys, so that equal contents have equal text whatever built them. Undefined members are left out. */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const record = value as Record<string, unknown>;
  let text = '';
  for (const { key, name } of sortedKeys(record)) {
    const part = record[key];
    if (part === undefined) continue;
    text += `${text === '' ? '' : ','}${name}${canonicalJson(part)}`;
  }
  return `{${text}}`;
}

interface SortedKey {
  readonly key: string;
  /** As JSON, with its colon. */
  readonly name: string;
}

interface Kind {
  readonly keys: readonly string[];
  readonly sorted: readonly SortedKey[];
}

/** Records of one kind have the same keys, thousands of times over: what was met, by how many keys. */
const kinds = new Map<number, Kind[]>();
/** Keys may also be data (words of a dictionary): those kinds do not come again. */
const mostKinds = 20;
const mostKeys = 100;

function sortedKeys(record: Readonly<Record<string, unknown>>): readonly SortedKey[] {
  const keys = Object.keys(record);
  const alike = kinds.get(keys.length) ?? [];
  for (const kind of alike) if (isSame(kind.keys, keys)) return kind.sorted;
  const sorted = keys.toSorted().map((key) => ({ key, name: `${JSON.stringify(key)}:` }));
  if (alike.length < mostKinds && keys.length <= mostKeys) kinds.set(keys.length, [...alike, { keys, sorted }]);
  return sorted;
}

/** Comparing is cheaper than putting the keys into one text to look them up by. */
function isSame(one: readonly string[], other: readonly string[]): boolean {
  for (let at = 0; at < one.length; at++) if (one[at] !== other[at]) return false;
  return true;
}

export function contentHash(value: unknown): string {
  return sha256(canonicalJson(value));
}

/** Internal shipment id: the same order gives the same id on every machine and at every replay. */
export function shipmentId(shop: string, orderNumber: string, firstLine: string, generation = 1): string {
  return sha256([shop, orderNumber, firstLine, String(generation)].join('\u0000')).slice(0, 32);
}

/**
 * お客様管理番号 `{order number}_{serial}` (B4): at most 50 of `A-Za-z0-9_-`. What stands before the last `_` leads back to one order
 * number only (`orderNumberOf`). Null when there is no number or it gets too long: then the shipment is held.
 *
 * @param serial digits: the running number, or the shop's own number of the shipment
 */
export function customerNo(orderNumber: string, serial: number | string): string | null {
  const base = customerBase(orderNumber);
  const text = `${base}_${serial}`;
  return base === '' || text.length > 50 ? null : text;
}

/**
 * An order number as it stands in its お客様管理番号. What B2 does not take is spelled out by its code points, `xu23-1001` for `#1001`
 * and `xu3042u3044-1` for `あい1`, never left out: left out, it would be another order's number. Different numbers never share one.
 */
export function customerBase(orderNumber: string): string {
  if (isPlain.test(orderNumber)) return orderNumber;
  const text = orderNumber.replace(/[^A-Za-z0-9_-]+/gu, spelled);
  if (orderNumberOf(text) === orderNumber) return text;
  // It holds what looks like one of our own spellings: then its x is spelled out too.
  return orderNumber.replace(/(?:[^A-Za-z0-9_-]|x)+/gu, spelled);
}

/** Nearly every order number; without an x nothing in it can look like a spelling. */
const isPlain = /^[A-WYZa-wyz0-9_-]*$/;

const spelled = (text: string): string =>
  `x${[...text].map((one) => `u${one.codePointAt(0)!.toString(16)}`).join('')}-`;

/** The order number that `customerBase` made this of. */
export function orderNumberOf(base: string): string {
  return base.replace(/x((?:u[0-9a-f]{1,6})+)-/g, (whole, codes: string) => {
    const points = codes
      .split('u')
      .slice(1)
      .map((one) => Number.parseInt(one, 16));
    return points.some((one) => one > 0x10ffff) ? whole : String.fromCodePoint(...points);
  });
}
