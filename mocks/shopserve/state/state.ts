import type { Limits } from '../../limits.ts';
import type { Random } from '../../random.ts';
import type { Access } from './access.ts';
import type { Habits } from './habits.ts';
import type { Order } from './order.ts';
import type { Goods } from './stock.ts';

/** The truth of the lab's shopserve: one shop, its orders and its products. */
export interface ShopserveState {
  access: Access;
  habits: Habits;
  readonly limits: Limits;
  readonly random: () => Random;
  /** By serial code, oldest first. */
  orders: Map<string, Order>;
  goods: Map<string, Goods>;
  /** Every try to change an order, oldest first. */
  acts: Act[];
  stockChanges: StockChange[];
  readonly counters: { serial: number; order: number };
  /** Closed by hand, whatever the calendar says. */
  isClosed: boolean;
}

export interface Act {
  readonly at: number;
  readonly what: 'confirm' | 'settle' | 'ship' | 'complete';
  readonly serialCode: string;
  readonly orderNo: string;
  readonly delivery: number | '';
  readonly value: string;
  readonly via: 'API' | 'admin';
  /** `same`: it was so already, nothing changed. */
  readonly effect: 'done' | 'same' | 'refused';
  readonly code: string;
}

export interface StockChange {
  readonly at: number;
  readonly code: string;
  readonly variation: string;
  readonly quantity: number;
  readonly threshold: number | '';
}
