import type { Limits } from '../../limits.ts';
import type { Random } from '../../random.ts';
import type { Access } from './access.ts';
import type { Habits } from './habits.ts';
import type { Order } from './order.ts';

export interface StockItem {
  readonly sku: string;
  readonly name: string;
  readonly locationCode: string;
  stock: number;
  unlimited: boolean;
}

export interface Carrier {
  readonly id: number;
  readonly name: string;
}

export interface PaymentMethod {
  readonly id: number;
  readonly name: string;
}

/** Everything that was told through the API, and what became of it. */
export interface Told {
  readonly at: number;
  readonly what: 'state' | 'shipping' | 'stock' | 'payment';
  /** Order number or SKU. */
  readonly about: string;
  /** Id of the address, of an order that goes to several. */
  readonly parcel?: string;
  readonly value: string;
  readonly effect: 'done' | 'refused';
  readonly code: string;
}

/** The truth of the lab's ecforce: one shop, its orders, its stock. */
export interface EcforceState {
  access: Access;
  habits: Habits;
  readonly limits: Limits;
  readonly random: () => Random;
  /** By id. */
  orders: Map<number, Order>;
  /** By `SKU location`. */
  stock: Map<string, StockItem>;
  readonly carriers: readonly Carrier[];
  readonly methods: readonly PaymentMethod[];
  /** 対応状況: code → label. The shop's own. */
  states: Map<string, string>;
  told: Told[];
  readonly counters: { order: number; item: number; address: number };
}

export const stockKey = (sku: string, location: string): string => `${sku} ${location}`;

export const byNumber = (state: EcforceState, number: string): Order | undefined =>
  [...state.orders.values()].find((one) => one.number === number || String(one.id) === number);
