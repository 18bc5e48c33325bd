import type { GoodsAttributes } from '../core/goods.ts';
import type { Masters } from '../core/masters.ts';
import type { Order } from '../core/order.ts';
import type { Problem } from '../core/problem.ts';
import type { ProductLink, SetPart, StockLevel } from '../core/stock.ts';
import type { Waybill } from '../core/waybill.ts';

/** What reading needs of the world. */
export interface ReadEnv {
  readonly masters: Masters;
  /** Business day in Japan, `YYYY-MM-DD`: meaning of dates without a year. */
  readonly today: string;
  /** The shop sends orders without any ship-to to the orderer (setting `blank-ship-to`), whatever the layout says. */
  readonly blankIsOrderer?: boolean;
  /** File name for places of problems. */
  readonly file?: string;
}

export interface ReadOrder {
  readonly order: Order;
  /** File rows that it stands in, as people count them. */
  readonly rows: readonly number[];
  /** Why it must be held: something in it is wrong or unsure. */
  readonly problems: readonly Problem[];
  /** What was repaired or left out, only said. */
  readonly notes: readonly Problem[];
}

/** One row of a marketplace's own list that is given back with numbers. */
export interface ReturnFormRow {
  readonly orderNumber: string;
  readonly trackingNumber: string;
  readonly carrier: string;
}

export interface Placed<T> {
  readonly value: T;
  readonly row: number;
}

export interface ReadResult {
  readonly orders: readonly ReadOrder[];
  readonly waybills: readonly Placed<Waybill>[];
  readonly stock: readonly Placed<StockLevel>[];
  readonly products: readonly Placed<ProductLink>[];
  readonly goods: readonly Placed<GoodsAttributes>[];
  readonly sets: readonly Placed<SetPart>[];
  /** Sets of which a row cannot be read; '' = nobody knows which. */
  readonly lostSets: readonly Placed<string>[];
  readonly returnForms: readonly Placed<ReturnFormRow>[];
  /** Of the file, and of rows and orders that did not get in (`order` set where it is known); also what is only said of the file. */
  readonly problems: readonly Problem[];
  /** Order numbers of which nothing got in, because a row of theirs cannot be read. */
  readonly refusedOrders: readonly string[];
  readonly counts: { readonly rows: number; readonly lines: number };
}

export const emptyResult: ReadResult = {
  orders: [],
  waybills: [],
  stock: [],
  products: [],
  goods: [],
  sets: [],
  lostSets: [],
  returnForms: [],
  problems: [],
  refusedOrders: [],
  counts: { rows: 0, lines: 0 },
};
