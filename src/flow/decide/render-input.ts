import { carrierToTell } from '../../core/carrier-name.ts';
import type { DeliveryMethod } from '../../core/masters.ts';
import { fileKey, type Party } from '../../core/order.ts';
import type { Shipment, ShipmentLine } from '../../core/shipment.ts';
import type { Shop } from '../../core/shop.ts';
import type { StoredOrder, StoredWaybill } from '../../store/types.ts';
import { itemNames } from './item-names.ts';

/** Facts of the order that a layout may write beside the shipment. */
export interface OrderFacts {
  readonly number: string;
  readonly orderedAt: string | null;
  readonly note: string;
  readonly total: number | null;
  readonly payment: { readonly method: string; readonly state: string };
}

export function orderFacts(stored: Pick<StoredOrder, 'order'>): OrderFacts {
  const { number, orderedAt, note, total, payment } = stored.order;
  return { number, orderedAt, note, total, payment: { method: payment.method, state: payment.state } };
}

/**
 * Everything a write layout may name (`core/fields.ts`, writeFields) for one shipment; `line` and `waybill` only for
 * layouts that take them.
 */
export function renderInput(
  shipment: Shipment,
  order: OrderFacts,
  shop: Shop,
  today: string,
  more: {
    readonly line?: ShipmentLine;
    readonly waybill?: StoredWaybill;
    readonly method?: DeliveryMethod | null;
  } = {},
) {
  const [first, second] = itemNames(shipment, shop).names;
  return {
    today,
    shop: { name: shop.name, title: shop.title },
    order,
    shipment: {
      ...shipment,
      destination: fileKey(shipment.destination),
      shipDate: shipment.shipDate ?? today,
      handling1: shipment.handling[0],
      handling2: shipment.handling[1],
      itemName1: first,
      itemName2: second,
      itemCode1: '',
      itemCode2: '',
    },
    consignee: flat(shipment.consignee),
    orderer: flat(shipment.sender ?? shipment.orderer),
    seller: flat(shipment.sender ?? shop.seller),
    shipper: flat(shipment.sender ?? (shop.sender === 'seller' ? shop.seller : shipment.orderer)),
    billing: shop.billing,
    ...(more.line && { line: more.line }),
    ...(more.waybill && { waybill: waybillFacts(shipment, shop, today, more.waybill, more.method ?? null) }),
  };
}

export type RenderInput = ReturnType<typeof renderInput>;

/** A party with its address parts one level up, as layouts name them. */
function flat(party: Party) {
  return { ...party, ...party.address };
}

function waybillFacts(
  shipment: Shipment,
  shop: Shop,
  today: string,
  waybill: StoredWaybill,
  method: DeliveryMethod | null,
) {
  const codes = method?.codes[shop.marketplace] ?? {};
  return {
    number: waybill.number,
    carrier: waybill.carrier,
    carrierCode: codes.carrierCode ?? '',
    carrierName: carrierToTell(shop.marketplace, { method, carrier: waybill.carrier }),
    shipMethod: codes.shipMethod ?? '',
    shipDate: waybill.shipDate ?? today,
    codMethod: shipment.codAmount === null ? '' : 'DirectPayment',
  };
}
