import type { Limits } from '../../limits.ts';
import type { Random } from '../../random.ts';
import type { Access } from './access.ts';
import type { Habits } from './habits.ts';
import type { Item, ShippingGroup } from './item.ts';
import type { Cart, Order } from './order.ts';

/** The truth of the lab's Qoo10: one shop, its orders and its products. */
export interface Qoo10State {
  access: Access;
  habits: Habits;
  readonly limits: Limits;
  readonly random: () => Random;
  carts: Map<number, Cart>;
  /** By 注文番号. */
  orders: Map<number, Placed>;
  items: Map<string, Item>;
  groups: readonly ShippingGroup[];
  /** Every try to confirm or to send, oldest first. */
  told: Told[];
  /** Every try to change stock, oldest first. */
  stockChanges: StockChange[];
  /** Numbers given so far. */
  readonly counters: { pack: number; order: number; packing: number };
}

export interface Placed {
  readonly cart: Cart;
  readonly order: Order;
}

export interface Told {
  readonly at: number;
  readonly what: 'confirm' | 'send';
  readonly orderNo: string;
  /** Day of shipping, or carrier and number. */
  readonly value: string;
  readonly via: string;
  readonly effect: 'done' | 'refused' | 'ignored';
  readonly code: number;
  readonly message: string;
}

export interface StockChange {
  readonly at: number;
  readonly itemNo: string;
  readonly sellerCode: string;
  /** Values of the options, '' for a product without; type and size of a MOVE item. */
  readonly option: string;
  /** `null`: this row is gone. */
  readonly quantity: number | null;
  readonly via: string;
}

/** An order of the ones that are there, by its number as text. */
export const findOrder = (state: Qoo10State, text: string): Placed | undefined =>
  /^\d{1,10}$/.test(text) ? state.orders.get(Number(text)) : undefined;
