import { paymentLabels } from '../catalog.ts';
import { type Address, goodsOf, type Item, type Order, totalOf } from '../state/order.ts';
import type { EcforceState, StockItem } from '../state/state.ts';
import { toText } from '../state/times.ts';

type Attributes = Record<string, unknown>;

export interface Resource {
  readonly id: string;
  readonly type: string;
  readonly attributes: Attributes;
  readonly relationships?: Record<string, unknown>;
}

/** Attributes of an order (names: trust B; the list is longer at the real one). */
export function orderResource(
  state: EcforceState,
  order: Order,
  includes: readonly string[],
  lighter: boolean,
): Resource {
  const { habits } = state;
  const id = habits.ids === 'text' ? String(order.id) : order.id;
  const carrier = state.carriers.find((one) => one.id === order.carrierId);
  const light: Attributes = {
    id,
    number: order.number,
    state: order.state,
    human_state: state.states.get(order.state) ?? '不明なステータス',
    payment_state: order.paymentState,
    payment_human_state: order.paymentLabel ?? paymentLabels[order.paymentState] ?? '',
    shipping_slip: order.slip || null,
    shipped_at: order.shippedAt === '' ? null : order.shippedAt.replaceAll('-', '/'),
    deleted_at: order.deletedAt === undefined ? null : toText(order.deletedAt),
    updated_at: toText(order.updatedAt),
    created_at: toText(order.createdAt),
  };
  const attributes: Attributes = lighter
    ? light
    : {
        ...light,
        link_number: null,
        kind: order.subscription ? '定期受注' : '通常受注',
        customer_id: 9000 + order.id,
        email: order.email,
        tbc: order.tbc,
        multiple_shipping: order.shipping.length > 1,
        subs_order_id: order.subscription?.id ?? null,
        subs_order_number: order.subscription?.number ?? null,
        times: order.subscription?.times ?? null,
        subtotal: goodsOf(order),
        deliv_fee: order.delivFee,
        charge: order.charge,
        tax: order.tax,
        total: totalOf(order),
        payment_total: totalOf(order),
        payment_method_name: state.methods.find((one) => one.id === order.methodId)?.name ?? '',
        payment_completed_at: order.paymentState === 'completed' ? toText(order.updatedAt) : null,
        shipping_carrier_id: order.carrierId,
        shipping_carrier_name: carrier?.name ?? null,
        stock_location_name: order.locationCode,
        scheduled_to_be_shipped_at: order.plannedOn === '' ? null : `${order.plannedOn.replaceAll('-', '/')} 00:00:00`,
        scheduled_to_be_delivered_at: order.wishedOn === '' ? null : `${order.wishedOn.replaceAll('-', '/')} 00:00:00`,
        scheduled_delivery_time: order.wishedTime || null,
        remark: order.remark || null,
        completed_at: toText(order.completedAt),
      };
  const relationships = {
    ...(includes.includes('billing_address') && { billing_address: one('address', order.billing.id) }),
    ...(includes.includes('shipping_address') && { shipping_address: one('address', order.shipping[0]!.id) }),
    ...(includes.includes('shipping_addresses') && {
      shipping_addresses: { data: order.shipping.map((address) => ({ id: String(address.id), type: 'address' })) },
    }),
    ...(includes.includes('order_items') && {
      // The names of types do not agree with one another (trust B).
      order_items: {
        data: order.items.map((item) => ({
          id: String(item.id),
          type: habits.relations === 'plural' ? 'order_items' : 'order-item',
        })),
      },
    }),
  };
  return { id: String(order.id), type: 'order', attributes, relationships };
}

const one = (type: string, id: number) => ({ data: { id: String(id), type } });

/** What was asked for along with the orders. */
export function includedOf(state: EcforceState, orders: readonly Order[], includes: readonly string[]): Resource[] {
  const found = new Map<string, Resource>();
  for (const order of orders) {
    const addresses = [
      ...(includes.includes('billing_address') ? [order.billing] : []),
      ...(includes.includes('shipping_address') || includes.includes('shipping_addresses') ? order.shipping : []),
    ];
    for (const address of addresses) found.set(`address ${address.id}`, addressResource(address));
    if (includes.includes('order_items'))
      for (const item of order.items) found.set(`item ${item.id}`, itemResource(item, state.habits['item-address']));
  }
  return [...found.values()];
}

const addressResource = (address: Address): Resource => ({
  id: String(address.id),
  type: 'address',
  attributes: {
    id: address.id,
    name01: address.name01,
    name02: address.name02,
    kana01: address.kana01,
    kana02: address.kana02,
    company_name: address.companyName,
    zip01: address.zip01,
    zip02: address.zip02,
    prefecture_name: address.prefecture,
    addr01: address.addr01,
    addr02: address.addr02,
    addr03: address.addr03,
    tel01: address.tel01,
    tel02: address.tel02,
    tel03: address.tel03,
    full_name: `${address.name01} ${address.name02}`,
  },
});

const itemResource = (item: Item, habit: 'relation' | 'none'): Resource => ({
  id: String(item.id),
  type: 'order_item',
  attributes: {
    id: item.id,
    variant_id: 7000 + item.id,
    variant_sku: item.sku,
    product_number: item.productNumber,
    product_name: item.name,
    quantity: item.quantity,
    price: item.price,
    sales_price: item.price,
    tax_rate: item.taxRate,
    product_bundled_item_id: item.bundledItemId,
  },
  // How an item names its address is not known: our own (trust C).
  ...(habit === 'relation' &&
    item.shippingAddressId !== null && {
      relationships: { shipping_address: { data: { id: String(item.shippingAddressId), type: 'address' } } },
    }),
});

export const stockResource = (item: StockItem, no: number, places: Readonly<Record<string, string>>): Resource => ({
  id: String(no),
  type: 'stock_item',
  attributes: {
    id: no,
    stock_location_code: item.locationCode,
    stock_location_name: places[item.locationCode] ?? '',
    variant_sku: item.sku,
    product_number: `P-${item.sku}`,
    stock: item.stock,
    stock_unlimited: item.unlimited,
    stock_alert: false,
    stock_borderline: 0,
  },
});
