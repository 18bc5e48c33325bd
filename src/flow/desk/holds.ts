import { isDisputeHold } from '../../core/decide/edit-holds.ts';
import { findField, shortName } from '../../core/edit/editable.ts';
import { type SentenceCode, say } from '../../core/sentences/index.ts';
import { eachRow } from '../../store/each-row.ts';
import type { HoldListFilter, Keyed, ListPage, PageRequest, StoredHold, StoredShipment } from '../../store/types.ts';
import { redecide, spokenHold } from '../decide/index.ts';
import { allocate } from '../stock/index.ts';
import type { Context, HoldView } from '../types.ts';

/** A page of open holds, with the id that `clearHold` takes; those of the newest orders first. */
export async function listHolds(
  ctx: Context,
  filter: HoldListFilter,
  page: PageRequest,
): Promise<ListPage<HoldView & Keyed>> {
  const { rows, next } = await ctx.store.listHolds(filter, page);
  const ids = [...new Set(rows.map((row) => row.shipment))];
  const full = new Map((await ctx.store.shipments({ ids })).map((one) => [one.shipment.id, one]));
  const views = rows.flatMap(({ shipment, no, key }) => {
    const stored = full.get(shipment);
    const hold = stored?.holds[no];
    // Cleared in this very moment.
    return stored && hold?.cleared === null ? [{ ...viewHold(ctx, stored, hold), key }] : [];
  });
  return { rows: views, next };
}

/** Every open hold; never more than a page of them in memory. */
export function eachHold(ctx: Context, filter: HoldListFilter = {}): AsyncGenerator<HoldView & Keyed> {
  return eachRow((page) => listHolds(ctx, filter, page));
}

function viewHold(ctx: Context, stored: StoredShipment, hold: StoredHold): HoldView {
  const { shop, orderNumber, customerNo } = stored.shipment;
  return {
    id: `${customerNo}:${hold.code}`,
    shop,
    number: orderNumber,
    customerNo,
    ...spokenHold(ctx, shop, hold),
    ...(isDisputeHold(hold) && hold.place?.value !== undefined && { values: hold.place.value }),
  };
}

export interface Cleared {
  readonly cleared: readonly HoldView[];
  /** Holds that a person cannot clear: the data or the settings must change (`remedy` says how). */
  readonly refused: readonly HoldView[];
  readonly problem?: { readonly code: SentenceCode; readonly sentence: string; readonly remedy: string };
}

/**
 * Clears holds by hand, with a note. `id` is a hold id (`customerNo:code`), an お客様管理番号 or an order number (then all
 * its holds that a person may clear). The shipment is decided again at once: clearing a wish drops it, clearing a
 * character replaces it.
 *
 * @param drop a cell whose words nobody understood is given up: without it such a hold is refused, and says what would be lost
 */
export async function clearHold(
  ctx: Context,
  id: string,
  note: string,
  actor = 'operator',
  { drop = false } = {},
): Promise<Cleared> {
  if (note.trim() === '')
    return { cleared: [], refused: [], problem: { code: 'hold-note-missing', ...say('hold-note-missing') } };
  return ctx.store.write(async (tx) => {
    const colon = id.lastIndexOf(':');
    const [target, code] = colon > 0 ? [id.slice(0, colon), id.slice(colon + 1)] : [id, ''];
    const byNumber = await tx.shipments({ customerNos: [target] });
    const found = byNumber.length > 0 ? byNumber : await tx.shipments({ numbers: [target] });
    const shops = [...new Set(found.map((one) => one.shipment.shop))];
    if (shops.length > 1) {
      const words = say('order-in-several-shops', { number: target, shops: shops.join('・') });
      return { cleared: [], refused: [], problem: { code: 'order-in-several-shops', ...words } };
    }
    const at = ctx.now().toString();
    const cleared: HoldView[] = [];
    const refused: HoldView[] = [];
    for (const stored of found) {
      const holds = stored.holds.map((hold): StoredHold => {
        if (hold.cleared !== null || (code !== '' && hold.code !== code)) return hold;
        if (hold.clearedBy !== 'operator') {
          refused.push(viewHold(ctx, stored, hold));
          return hold;
        }
        if (!drop && losesWords(hold)) {
          refused.push({ ...viewHold(ctx, stored, hold), ...lostWords(hold) });
          return hold;
        }
        cleared.push(viewHold(ctx, stored, hold));
        return { ...hold, cleared: { at, by: actor, note } };
      });
      if (holds.every((hold, index) => hold === stored.holds[index])) continue;
      const { shop: shopName, orderNumber, customerNo } = stored.shipment;
      await tx.addJournal([
        {
          at,
          actor,
          what: 'hold-cleared',
          shop: shopName,
          orderNumber,
          shipment: customerNo,
          details: {
            codes: holds
              .filter((hold, index) => hold !== stored.holds[index])
              .map((hold) => hold.code)
              .join(' '),
          },
        },
      ]);
      await tx.saveShipments([{ ...stored, holds }]);
      const shop = ctx.config.shops[shopName];
      const [order] = await tx.orders({ shop: shopName, numbers: [orderNumber] });
      if (!shop || !order) continue;
      await redecide(ctx, tx, shop, order, actor);
    }
    if (cleared.length > 0) await allocate(ctx, tx);
    if (cleared.length + refused.length > 0) return { cleared, refused };
    return { cleared, refused, problem: { code: 'hold-not-found', ...say('hold-not-found', { id }) } };
  });
}

/** Clearing it leaves the field blank: a wish that nobody understood would be lost without a word. */
const losesWords = ({ code, place }: StoredHold): boolean =>
  (code === 'unknown-word' || code === 'unmapped-word') && (place?.value ?? '') !== '';

function lostWords({ place, args, field }: StoredHold): { sentence: string; remedy: string } {
  const known = field === undefined ? undefined : findField(field);
  return say('hold-clear-loses', {
    field: String(args?.field ?? known?.label ?? place?.column ?? ''),
    value: place?.value ?? '',
    name: known ? shortName(known.path) : (field ?? ''),
  });
}
