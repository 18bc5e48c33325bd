import { carrierToTell, isNameless } from '../../core/carrier-name.ts';
import { sha256 } from '../../core/ids.ts';
import type { Problem } from '../../core/problem.ts';
import type { Shop } from '../../core/shop.ts';
import { japanStamp } from '../../core/time.ts';
import { firstNumber } from '../../core/waybill.ts';
import { openDocument } from '../../layout/document.ts';
import { fillCells } from '../../layout/rows/fill-cells.ts';
import { openTable } from '../../layout/rows/open.ts';
import type { ReadLayout } from '../../layout/types.ts';
import { eachRow } from '../../store/each-row.ts';
import type { JournalEntry, StoredShipment, Writes } from '../../store/types.ts';
import { encodeCp932 } from '../../text/cp932.ts';
import { carriersOf } from '../decide/index.ts';
import { putFile } from '../outbox/index.ts';
import type { Context } from '../types.ts';
import { parcelMethod, whyKept } from './parcel-method.ts';

export interface FilledForm {
  readonly bytes: Uint8Array;
  /** Rows that got a number. */
  readonly filled: number;
  readonly unknown: number;
  readonly shipments: readonly StoredShipment[];
  /** Order numbers that stand in it. */
  readonly numbers: readonly string[];
}

/**
 * A marketplace's own list, given back with the numbers that are known (F7, Qoo10): every row of an order gets the
 * order's first number; rows without one, the BOM, quoting and line ends stay byte for byte.
 */
export async function fillForm(
  ctx: Context,
  reads: Pick<Writes, 'shipments'>,
  shop: Shop,
  layout: ReadLayout,
  name: string,
  bytes: Uint8Array,
): Promise<FilledForm> {
  const opened = await openDocument((form) => openTable(bytes, name, form, ctx.config.limits), [layout]);
  if ('problem' in opened) return { bytes, filled: 0, unknown: 0, shipments: [], numbers: [] };
  const { match, facts } = opened;
  const column = (field: string) => match.columns.find(layout.fields[field]?.from?.[0] ?? '');
  const [numberAt, trackingAt, carrierAt, codeAt] = [
    column('form.orderNumber'),
    column('form.trackingNumber'),
    column('form.carrier'),
    column('form.carrierCode'),
  ];
  // A row that is "as above" speaks of the order above it and stays as it came.
  const rows = Array.from(
    opened.rows(() => {}),
    (row) => ({
      no: row.no,
      number: row.isAbove?.(numberAt) ? '' : row.text(numberAt).trim(),
    }),
  );
  const numbers = [...new Set(rows.map((row) => row.number).filter((number) => number !== ''))];
  const shipments = numbers.length === 0 ? [] : await reads.shipments({ shop: shop.name, numbers });
  // Goods that travel in another order's parcel have its number (A4).
  const carriers = await carriersOf(reads, shipments);
  const byNumber = new Map<string, { readonly stored: StoredShipment; readonly by: StoredShipment }>();
  const knownNumbers = new Set(shipments.map((one) => one.shipment.orderNumber));
  for (const stored of shipments) {
    const by = carriers.get(stored.shipment.id) ?? stored;
    const { orderNumber } = stored.shipment;
    if (by.waybills.length > 0 && !byNumber.has(orderNumber)) byNumber.set(orderNumber, { stored, by });
  }
  const edits = new Map<number, Map<number, string>>();
  const used = new Set<StoredShipment>();
  for (const row of rows) {
    const found = byNumber.get(row.number);
    if (!found) continue;
    const { stored, by } = found;
    const waybill = firstNumber(by);
    if (whyKept(ctx, by)) continue;
    const { method } = parcelMethod(ctx, by);
    const codes = method?.codes[shop.marketplace];
    const edit = new Map([[trackingAt, waybill.number]]);
    const went = { method, carrier: waybill.carrier };
    if (carrierAt >= 0 && isNameless(shop.marketplace, went)) continue;
    if (carrierAt >= 0) edit.set(carrierAt, carrierToTell(shop.marketplace, went));
    if (codeAt >= 0 && codes?.carrierCode) edit.set(codeAt, codes.carrierCode);
    edits.set(row.no, edit);
    used.add(stored);
  }
  const cp932 = facts.encoding === 'cp932';
  const encode = (text: string) => (cp932 ? encodeCp932(text).bytes : Buffer.from(text, 'utf8'));
  return {
    bytes: edits.size === 0 ? bytes : fillCells(bytes, facts.delimiter, edits, encode),
    filled: edits.size,
    unknown: rows.filter((row) => row.number !== '' && !knownNumbers.has(row.number)).length,
    shipments: [...used],
    numbers,
  };
}

/** Puts a filled form on its way to the outbox, unless exactly these bytes were written before. */
export async function putForm(
  ctx: Context,
  tx: Writes,
  shop: Shop,
  layout: ReadLayout,
  name: string,
  form: FilledForm,
): Promise<boolean> {
  if (form.filled === 0 || (await tx.document(sha256(form.bytes))) !== undefined) return false;
  const at = ctx.now().toString();
  const dot = name.lastIndexOf('.');
  const ending = dot > 0 ? name.slice(dot) : '.csv';
  await putFile(ctx, tx, {
    shop: shop.name,
    purpose: 'return-form',
    // Not the name of the file that came: people put customers' names there, and paths are kept in clear.
    path: `${shop.name}/${layout.name}-${japanStamp(ctx.now())}${/^\.[A-Za-z0-9]{1,5}$/.test(ending) ? ending : '.csv'}`,
    bytes: form.bytes,
    shipments: form.shipments.map((one) => one.shipment),
    layout: `${layout.name}@${layout.version}`,
  });
  await tx.addJournal(
    form.shipments.map(
      ({ shipment }): JournalEntry => ({
        at,
        actor: 'notify',
        what: 'told',
        shop: shop.name,
        orderNumber: shipment.orderNumber,
        shipment: shipment.customerNo,
        details: { layout: layout.name },
      }),
    ),
  );
  const closing = form.shipments.filter((one) => one.state === 'shipped');
  await tx.saveShipments(closing.map((stored) => ({ ...stored, state: 'closed' as const })));
  return true;
}

/**
 * Something happened to these orders: fills again every form in which one of them stands, in the transaction at hand. Gives how many
 * files it made.
 */
export async function refillForms(ctx: Context, tx: Writes, shop: Shop, numbers: readonly string[]): Promise<number> {
  let written = 0;
  for (const hash of await tx.formsOf(shop.name, numbers)) {
    const document = await tx.document(hash);
    const layout = ctx.layouts.read.get(document?.layout.split('@')[0] ?? '');
    const bytes = await tx.documentBytes(hash);
    if (!document || !bytes || layout?.yields !== 'return-form') continue;
    const form = await fillForm(ctx, tx, shop, layout, document.name, bytes);
    if (await putForm(ctx, tx, shop, layout, document.name, form)) written++;
  }
  return written;
}

const linked = 'forms:linked';

/** Forms of an earlier version, of which nobody noted which orders stand in them: once. */
export async function linkOldForms(ctx: Context): Promise<void> {
  if ((await ctx.store.cursor('', linked)) !== '') return;
  for (const layout of ctx.layouts.read.values()) {
    if (layout.yields !== 'return-form') continue;
    const forms = eachRow((page) => ctx.store.listDocuments({ layoutName: layout.name, direction: 'in' }, page));
    for await (const { hash, shop, name } of forms) {
      const own = ctx.config.shops[shop];
      const bytes = await ctx.store.documentBytes(hash);
      if (!own || !bytes) continue;
      const { numbers } = await fillForm(ctx, ctx.store, own, layout, name, bytes);
      await ctx.store.write((tx) => tx.linkForm(hash, shop, numbers));
    }
  }
  const at = ctx.now().toString();
  await ctx.store.write((tx) => tx.setCursor('', linked, 'done', at));
}

export function formProblems(form: FilledForm, file: string): Problem[] {
  const place = { file };
  if (form.filled === 0) return [{ code: 'form-nothing-to-fill', kind: 'done', place }];
  return form.unknown > 0 ? [{ code: 'form-order-unknown', kind: 'done', place, args: { count: form.unknown } }] : [];
}
