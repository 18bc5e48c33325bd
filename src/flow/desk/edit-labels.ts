import { isDeepStrictEqual } from 'node:util';
import type { DeliveryMethod } from '../../core/masters.ts';
import { serviceTitles } from '../../core/service.ts';
import { isBeyondRecall, type Shipment, type ShipmentState, stateTitles } from '../../core/shipment.ts';
import { findMethod } from '../../layout/masters.ts';
import {
  type JournalEntry,
  openHandOvers,
  type ShipmentChange,
  type StoredOrder,
  type StoredShipment,
  type Writes,
} from '../../store/types.ts';
import { asIfUnissued, carriedBy, carriedOrders, decider, knownFacts } from '../decide/index.ts';
import { liveStages } from '../outbox/index.ts';
import type { Context } from '../types.ts';
import { type AtDesk, entry, refuse, type Said, said } from './arranging.ts';

/** What a correction means for shipments whose label is out. */
export interface AfterLabels {
  readonly notes: readonly Said[];
  readonly changes: readonly ShipmentChange[];
  journal(actor: string): readonly JournalEntry[];
}

/**
 * A printed label never changes silently: the shipment keeps what stands on it, is marked, and it is said how a new label is
 * made. Only the delivery method follows a correction, because it is what the marketplace is told (and then told again, A8).
 *
 * @param next the corrected order, not stored yet.
 */
export async function afterLabels(ctx: Context, tx: Writes, desk: AtDesk, next: StoredOrder): Promise<AfterLabels> {
  const { shop, stored, shipments } = desk;
  const out = shipments.filter((one) => isBeyondRecall(one.state) && one.state !== 'returned');
  if (out.length === 0) return { notes: [], changes: [], journal: () => [] };
  const decideOrder = decider(ctx, shop, 'edit', await knownFacts(ctx, tx, shop, [stored.order, next.order]));
  const lastSerial = Math.max(...shipments.map((one) => one.shipment.serial));
  const as = async (order: StoredOrder) =>
    asIfUnissued(decideOrder, {
      ...order,
      bundledOrders: carriedBy(order.arrangement, await carriedOrders(tx, shop.name, [order])),
      prior: shipments,
      lastSerial,
    });
  const [before, after] = [await as(stored), await as(next)];
  const notes: Said[] = [];
  const changes: ShipmentChange[] = [];
  const told: StoredShipment[] = [];
  for (const one of out) {
    const { id, customerNo } = one.shipment;
    const [was, is] = [before.get(id)?.shipment, after.get(id)?.shipment];
    if (!was || !is || isDeepStrictEqual(was, is)) continue;
    const method = methodToTell(ctx, desk, was, is);
    let shipment: Shipment = one.shipment;
    if (method && (method.code !== shipment.method || is.service !== shipment.service)) {
      // Before the label, B2's answer still decides.
      const spoken = one.state === 'issuing' ? {} : { methodSaid: true as const };
      shipment = { ...shipment, method: method.code, service: is.service, ...spoken };
      told.push(one);
      if (one.state !== 'issuing')
        notes.push(said(next.order.number, 'edit-tells-again', { customerNo, method: method.title }));
    }
    if (!isDeepStrictEqual(withoutMethod(was), withoutMethod(is)) || one.state === 'issuing') {
      shipment = { ...shipment, outdated: true };
      notes.push(await notOnLabel(tx, next.order.number, one));
    }
    changes.push({ ...one, shipment });
  }
  return {
    notes,
    changes,
    journal: (actor) =>
      told.map(({ shipment: { customerNo } }) =>
        entry(
          ctx,
          desk,
          actor,
          'shipment-method-edited',
          { method: changes.find((one) => one.shipment.customerNo === customerNo)!.shipment.method },
          customerNo,
        ),
      ),
  };
}

function withoutMethod({ method: _, service: __, closureKey: ___, ...rest }: Shipment): unknown {
  return rest;
}

/** The method that the parcel really went by, when the correction is about that; undefined: it is not. */
function methodToTell(ctx: Context, { stored }: AtDesk, was: Shipment, is: Shipment): DeliveryMethod | undefined {
  const { methods } = ctx.masters;
  const named = methods.find((one) => one.code === is.method);
  if (was.method !== is.method) return named;
  if (was.service === is.service || is.service === '') return undefined;
  const can = (one: DeliveryMethod) => one.service === is.service || one.codService === is.service;
  if (named && can(named)) return named;
  const fitting = methods.filter((one) => can(one) && one.cool === is.cool);
  const plain = fitting.find((one) => findMethod(ctx.masters, one.carrier) === one);
  if (fitting.length === 1 || plain) return plain ?? fitting[0];
  refuse(stored.order.number, 'edit-slip-which-method', {
    service: serviceTitles[is.service],
    known: (fitting.length > 0 ? fitting : methods).map((one) => one.title).join('、'),
  });
}

async function notOnLabel(tx: Writes, number: string, { shipment, state }: StoredShipment): Promise<Said> {
  const { id, customerNo } = shipment;
  const args = { customerNo, state: stateTitles[state satisfies ShipmentState] };
  if (state !== 'issuing') return said(number, 'edit-not-on-label', args);
  const handOver = (await tx.handOvers({ states: openHandOvers })).find((one) => one.shipments.includes(id));
  if (handOver) return said(number, 'edit-not-on-label-b2', { ...args, id: handOver.id });
  const file = (await tx.outbox({ shipment: id, purpose: 'issue', stage: liveStages })).at(-1);
  return file
    ? said(number, 'edit-not-on-label-file', { ...args, file: file.path })
    : said(number, 'edit-not-on-label', args);
}
