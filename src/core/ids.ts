import { createHash } from 'node:crypto';

/** SHA-256 in hex: names documents and tells contents apart. */
export function sha256(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** JSON with sorted keys, so that equal contents have equal text whatever built them. Undefined members are left out. */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const record = value as Record<string, unknown>;
  let text = '';
  for (const key of Object.keys(record).sort()) {
    const part = record[key];
    if (part === undefined) continue;
    text += `${text === '' ? '' : ','}${JSON.stringify(key)}:${canonicalJson(part)}`;
  }
  return `{${text}}`;
}

export function contentHash(value: unknown): string {
  return sha256(canonicalJson(value));
}

/** Internal shipment id: the same order gives the same id on every machine and at every replay. */
export function shipmentId(shop: string, orderNumber: string, firstLine: string, generation = 1): string {
  return sha256([shop, orderNumber, firstLine, String(generation)].join('\u0000')).slice(0, 32);
}

/**
 * お客様管理番号 `{order number}_{serial}` (B4): at most 50 of `A-Za-z0-9_-`. Other characters of the order number are left
 * out (`#1001` → `1001_1`). Null when nothing usable remains or it is too long: then the shipment is held.
 */
export function customerNo(orderNumber: string, serial: number): string | null {
  const base = customerBase(orderNumber);
  const text = `${base}_${serial}`;
  return base === '' || text.length > 50 ? null : text;
}

/** What an order number gives to its お客様管理番号. Two order numbers may share it (`#1001` and `1001`). */
export function customerBase(orderNumber: string): string {
  return orderNumber.replace(/[^A-Za-z0-9_-]/g, '');
}
