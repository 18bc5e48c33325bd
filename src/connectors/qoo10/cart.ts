import { textOf } from './answer.ts';
import type { Goods } from './goods.ts';
import { type Additional, additionalText, splitOptions } from './options.ts';
import { orderOf, packOf, type Row, statusOf } from './search.ts';
import type { Qoo10Settings } from './settings.ts';
import { fromText } from './times.ts';

/** A purchase (カート): its rows of `GetShippingInfo_v3` as they came, and what claims say of them. */
export interface Cart {
  readonly packNo: string;
  /** Order time as Qoo10 writes it. */
  readonly orderedAt: string;
  readonly rows: readonly Row[];
  /** Order numbers whose buyer has asked to cancel. */
  readonly requested: ReadonlySet<string>;
  /** Lines that are cancelled, of which the search says nothing any more. */
  readonly cancelled: readonly CancelledLine[];
}

export interface CancelledLine {
  readonly orderNo: string;
  readonly sku: string;
  readonly carrier: string;
  readonly row: Row;
  /** Lines that were made of its additional options (Q8): they go with it. */
  readonly extra: readonly ExtraLine[];
}

export interface ExtraLine {
  readonly no: string;
  readonly sku: string;
}

/** Number of the line that is made of an additional option: that of the goods, and its place among the product's options. */
const extraNo = (orderNo: string, at: number): string => `${orderNo}+${at}`;
/** Was the line made of an additional option of this one? */
export const isExtraOf = (orderNo: string, no: string): boolean => no.startsWith(`${orderNo}+`);

const noRequests: ReadonlySet<string> = new Set();

/** Rows of one purchase together, oldest purchase first. */
export function cartsOf(rows: readonly Row[]): Cart[] {
  const carts = [...Map.groupBy(rows, packOf)].map(
    ([packNo, own]): Cart => ({
      packNo,
      orderedAt: textOf(own[0]!.OrderDate).trim(),
      rows: own.toSorted((a, b) => Number(orderOf(a)) - Number(orderOf(b))),
      requested: noRequests,
      cancelled: [],
    }),
  );
  return carts.sort((a, b) => compare(a.orderedAt, b.orderedAt) || Number(a.packNo) - Number(b.packNo));
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

export const placedAt = (cart: Cart): Temporal.Instant | undefined => fromText(cart.orderedAt);

/**
 * One line of the page that is stored: the row as Qoo10 gave it, then what the bridge found out about it. The last member carries
 * the additional options that the buyer chose (Q8: the last column of the row form).
 */
export type PageLine = Readonly<Record<string, unknown>>;

/** A purchase as it stands in a page. */
export interface PageOrder {
  readonly PackNo: string;
  readonly OrderDate: string;
  /** 'true' when nothing of it is left. */
  readonly Cancelled: string;
  readonly lines: readonly PageLine[];
}

/** Words that stand where a code is missing: the rule for codes then refuses the line, and the report shows why. */
const missing = { item: '（販売者商品コードなし）', option: '（販売者オプションコードなし）' };

const onItsWay = new Set(['4', '5']);
const statuses = new Set(['1', '2', '3', '4', '5']);

/** The purchase with everything that Qoo10 does not say in its rows: carriers of unpaid orders, kinds of options. Throws `CallFailed`. */
export async function pageOrder(cart: Cart, goods: Goods, settings: Qoo10Settings): Promise<PageOrder> {
  const found: { row: Row; carrier: string; additional: readonly Additional[] }[] = [];
  for (const row of cart.rows) {
    const itemNo = textOf(row.ItemNo);
    const given = textOf(row.DeliveryCompany).trim();
    // Unpaid orders have no carrier; that of the product's shipping group stands in for it (Q3).
    const carrier = given !== '' || itemNo === '' ? given : await goods.carrier(itemNo);
    const hasOptions = textOf(row.Option).trim() !== '' && itemNo !== '';
    found.push({ row, carrier, additional: hasOptions ? await goods.additional(itemNo) : [] });
  }
  const numbers = numbersOnTheWay(found);
  const lines = found.flatMap(({ row, carrier, additional }) =>
    linesOf(cart, row, carrier, numbers.get(carrier) ?? '', additional, settings),
  );
  const first = cart.rows[0];
  const gone = cart.cancelled.flatMap((line) => cancelledLines(cart, line, first));
  const isLeft = cart.rows.length > 0;
  const order = { PackNo: cart.packNo, OrderDate: cart.orderedAt, Cancelled: isLeft ? '' : 'true' };
  // A cancelled line stays in its place: the parcels of a purchase keep their numbers.
  const all = [...lines, ...gone].sort((a, b) => Number(a.OrderNo) - Number(b.OrderNo));
  return { ...order, lines: all };
}

/** Tracking number by carrier, where everything that goes by it is on its way already: somebody shipped it elsewhere. */
function numbersOnTheWay(lines: readonly { row: Row; carrier: string }[]): ReadonlyMap<string, string> {
  const numbers = new Map<string, string>();
  for (const [carrier, own] of Map.groupBy(lines, (one) => one.carrier)) {
    if (!own.every(({ row }) => onItsWay.has(statusOf(row)))) continue;
    numbers.set(carrier, textOf(own[0]!.row.TrackingNo).trim() || '発送済み');
  }
  return numbers;
}

function linesOf(
  cart: Cart,
  row: Row,
  carrier: string,
  trackingNumber: string,
  known: readonly Additional[],
  settings: Qoo10Settings,
): PageLine[] {
  const orderNo = orderOf(row);
  const status = statusOf(row);
  const chosen = splitOptions(textOf(row.Option), textOf(row.OptionCode), known);
  const beside = settings['additional-options'] === 'column';
  const texts = chosen.additional.map(additionalText);
  const common = {
    Carrier: carrier,
    LineStatus: '',
    Requested: cart.requested.has(orderNo) ? 'true' : '',
    Elsewhere: onItsWay.has(status) ? 'true' : '',
    ShippedNumber: trackingNumber,
    UnknownStatus: statuses.has(status) ? '' : textOf(row.ShippingStatus),
  };
  const own: PageLine = {
    ...row,
    LineNo: orderNo,
    Key: orderNo,
    Sku: skuOf(row, chosen.combination, chosen.code, settings),
    LineName: textOf(row.ItemTitle),
    LineOption: [chosen.combination, ...(beside ? texts : [])].filter((one) => one !== '').join(' / '),
    LineQuantity: textOf(row.OrderQty),
    LinePrice: textOf(row.OrderPrice),
    ...common,
    AdditionalOption: beside ? texts.join(' / ') : '',
  };
  if (beside) return [own];
  const extra = chosen.additional.map((one): PageLine => {
    const at = known.indexOf(one) + 1;
    return {
      ...row,
      LineNo: extraNo(orderNo, at),
      // No order number of its own: nothing is told of it.
      Key: '',
      Sku: one.code || `${textOf(row.SellerItemCode).trim() || 'OPTION'}-OPT${at}`,
      LineName: additionalText(one),
      LineOption: '',
      LineQuantity: textOf(row.OrderQty),
      LinePrice: String(one.price),
      ...common,
      AdditionalOption: '',
    };
  });
  return [own, ...extra];
}

/** 品番: 販売者商品コード, with 販売者オプションコード behind it where the buyer chose a combination (Q6). */
function skuOf(row: Row, combination: string, code: string, settings: Qoo10Settings): string {
  const item = textOf(row.SellerItemCode).trim() || missing.item;
  if (combination === '' && code === '') return item;
  return `${item}${settings['code-separator']}${code || missing.option}`;
}

/** A line that Qoo10 no longer lists, so that the order is known to have lost it; the rest is as the other lines say it. */
function cancelledLines(cart: Cart, line: CancelledLine, other: Row | undefined): PageLine[] {
  const { orderNo, sku, carrier, row, extra } = line;
  const base = other ?? fromClaim(cart, row);
  const own: PageLine = {
    ...base,
    OrderNo: orderNo,
    LineNo: orderNo,
    Key: orderNo,
    Sku: sku,
    LineName: textOf(row.itemTitle),
    LineOption: '',
    LineQuantity: textOf(row.orderQty) || '1',
    LinePrice: '',
    Carrier: carrier,
    LineStatus: 'cancelled',
    Requested: '',
    Elsewhere: '',
    ShippedNumber: '',
    UnknownStatus: '',
    AdditionalOption: '',
  };
  return [own, ...extra.map((one) => ({ ...own, LineNo: one.no, Key: '', Sku: one.sku, LineName: '' }))];
}

/** Members of a claim under the names of the search, where nothing of the purchase is left to copy. */
const fromClaim = (cart: Cart, row: Row): Row => ({
  ShippingStatus: '',
  PackNo: cart.packNo,
  OrderDate: cart.orderedAt,
  PaymentDate: textOf(row.PaymentDate),
  Buyer: textOf(row.buyer),
  BuyerTel: textOf(row.buyerTel),
  BuyerMobile: textOf(row.buyerMobile),
  Receiver: textOf(row.receiver),
  ReceiverTel: textOf(row.receiverTel),
  ReceiverMobile: textOf(row.receiverMobile),
  ZipCode: textOf(row.zipCode),
  ShippingAddress: '',
});
