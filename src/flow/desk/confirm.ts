import type { DeliveryMethod } from '../../core/masters.ts';
import type { SentenceArgs, SentenceCode } from '../../core/sentences/index.ts';
import { type ShipmentState, stateTitles } from '../../core/shipment.ts';
import { japanDay } from '../../core/time.ts';
import type { JournalEntry, StoredShipment, Writes } from '../../store/types.ts';
import { openHolds } from '../decide/index.ts';
import type { Context } from '../types.ts';
import { type Arranged, type Arranger, arranging, type Said, said } from './arranging.ts';

type Verdict =
  | { readonly path: readonly ShipmentState[] }
  | { readonly code: SentenceCode; readonly args?: SentenceArgs };

/**
 * 出荷確定: a person says that these went out. Order numbers or お客様管理番号. What has its number moves to 出荷済み; a method
 * that needs no number (定形外郵便 …) may go without label and number (A2). Those that cannot are refused one by one.
 */
export function confirmShipped(ctx: Context, numbers: readonly string[], arranger: Arranger = {}): Promise<Arranged> {
  return moveAll(ctx, numbers, arranger, 'shipment-confirmed', (stored) => {
    const method = ctx.masters.methods.find((one) => one.code === stored.shipment.method);
    return mayConfirm(stored, method);
  });
}

/** 出荷確定戻し: back to 印刷済み. Confirmed again, it is notified again (A8). */
export function undoConfirm(ctx: Context, numbers: readonly string[], arranger: Arranger = {}): Promise<Arranged> {
  return moveAll(ctx, numbers, arranger, 'shipment-unconfirmed', ({ state, shipment }) => {
    if (state === 'shipped') return { path: ['issued'] };
    if (state === 'closed') return { path: ['shipped', 'issued'] };
    return { code: 'unconfirm-not-shipped', args: { customerNo: shipment.customerNo, state: stateTitles[state] } };
  });
}

function mayConfirm(stored: StoredShipment, method: DeliveryMethod | undefined): Verdict {
  const { state, shipment } = stored;
  const { customerNo } = shipment;
  const needsNone = method?.needsNumber === false;
  // That the method is not Yamato's is no reason against a parcel that went another way.
  const held = openHolds(stored).some((hold) => !(needsNone && hold.code === 'not-a-yamato-method'));
  const refused: Verdict = { code: 'confirm-not-issued', args: { customerNo, state: stateTitles[state] } };
  if (state !== 'issued' && !(needsNone && (state === 'ready' || state === 'held'))) return refused;
  if (held) return { code: 'confirm-held', args: { customerNo } };
  if (stored.waybills.length === 0 && !needsNone) return { code: 'confirm-number-missing', args: { customerNo } };
  return { path: state === 'issued' ? ['shipped'] : ['issued', 'shipped'] };
}

async function moveAll(
  ctx: Context,
  numbers: readonly string[],
  { shop, actor = 'operator' }: Arranger,
  what: 'shipment-confirmed' | 'shipment-unconfirmed',
  judge: (stored: StoredShipment) => Verdict,
): Promise<Arranged> {
  const refused: Said[] = [];
  const done = await arranging(ctx, async (tx) => {
    refused.length = 0; // a transaction may be run again
    const found = await shipmentsOf(tx, numbers, shop, refused);
    for (const stored of found) {
      const verdict = judge(stored);
      const { orderNumber, customerNo } = stored.shipment;
      if ('code' in verdict) refused.push(said(orderNumber, verdict.code, verdict.args));
      else await move(ctx, tx, stored, verdict.path, actor, what, customerNo);
    }
    return { shop, numbers: [...new Set(found.map((one) => one.shipment.orderNumber))] };
  });
  return { ...done, refused: [...refused, ...done.refused] };
}

/** Shipments by order number (all that are not cancelled) or by お客様管理番号. */
async function shipmentsOf(
  tx: Writes,
  numbers: readonly string[],
  shop: string | undefined,
  refused: Said[],
): Promise<StoredShipment[]> {
  const found = new Map<string, StoredShipment>();
  for (const number of numbers) {
    const [exact] = await tx.shipments({ customerNos: [number], ...(shop && { shop }) });
    const all = exact ? [exact] : await tx.shipments({ numbers: [number], ...(shop && { shop }) });
    const own = exact ? all : all.filter((one) => one.state !== 'cancelled');
    const shops = new Set(own.map((one) => one.shipment.shop));
    if (own.length === 0) {
      const known = (await tx.orders({ numbers: [number], ...(shop && { shop }) })).length > 0;
      if (!known) refused.push(said(number, 'arrange-no-order'));
      else if (all.some((one) => one.shipment.bundledInto !== '')) refused.push(said(number, 'confirm-bundled'));
      else refused.push(said(number, 'arrange-nothing-to-ship', { state: stateTitles.cancelled }));
    } else if (shops.size > 1) refused.push(said(number, 'arrange-several-shops', { shops: [...shops].join(' ') }));
    else for (const one of own) found.set(one.shipment.id, one);
  }
  return [...found.values()];
}

async function move(
  ctx: Context,
  tx: Writes,
  stored: StoredShipment,
  path: readonly ShipmentState[],
  actor: string,
  what: string,
  customerNo: string,
): Promise<void> {
  const { shop, orderNumber, undone } = stored.shipment;
  const isUndo = what === 'shipment-unconfirmed';
  const shipment = isUndo
    ? { ...stored.shipment, undone: undone + 1, shippedOn: null }
    : { ...stored.shipment, shippedOn: japanDay(ctx.now()) };
  for (const [step, state] of path.entries()) {
    await tx.saveShipments([{ ...stored, shipment, state, version: stored.version + step }]);
  }
  const details: JournalEntry['details'] = { from: stored.state, to: path.at(-1)! };
  await tx.addJournal([{ at: ctx.now().toString(), actor, what, shop, orderNumber, shipment: customerNo, details }]);
}
