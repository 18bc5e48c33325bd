import { z } from 'zod';

/*
 * The order API of shopserve as data. It is not public: of the search, address, `since` and the list of parts are known, of the keys
 * `serial_code` (trust B); everything else here is a stand-in (trust C). When the vendor's specification is there, a shop writes what
 * differs under `order-api:` of its `api:` block, and the names of members that are only read into a copy of the read layout: no code
 * changes.
 */

/** A text may hold `{name}`: filled in. A text that is nothing but `{name}` becomes the value itself (number, list). */
const template: z.ZodType<Template> = z.lazy(() =>
  z.union([z.string(), z.number(), z.boolean(), z.array(template), z.record(z.string(), template)]),
);
export type Template = string | number | boolean | readonly Template[] | { readonly [name: string]: Template };

const call = (method: 'POST' | 'PUT', path: string, body: Template | undefined) =>
  z
    .strictObject({
      method: z.enum(['GET', 'POST', 'PUT', 'PATCH']).default(method),
      path: z.string().startsWith('/').default(path),
      body: template.optional().default(body as Template),
    })
    .prefault({});

const field = (name: string) => z.string().min(1).default(name);
const words = (...usual: string[]) => z.array(z.string().min(1)).default(usual);

const sort = { type: 'OrderDate', order: 'Asc' };

export const orderApi = z
  .strictObject({
    /** Parts of an order that are asked for; joined by `;` in the address. */
    parts: field('basic;client;payment;amounts;cancel;deliveries'),
    /** How a time is written: `2026-11-21T12:00:00+09:00`, or `2026-11-21 12:00:00`. */
    times: z.enum(['iso', 'plain']).default('iso'),
    /** Orders of the list 未確認をみる by order time. */
    search: call('POST', '/orders/_retrieve/{parts}', {
      since: '{since}',
      until: '{until}',
      from: '{offset}',
      size: '{size}',
      sort,
      filters: [{ confirm_status: ['Unconfirmed'] }],
    }),
    /** Single orders, by their keys or by the numbers that people see. */
    read: call('POST', '/orders/_retrieve/{parts}', { size: '{size}', filters: [{ serial_code: '{keys}' }] }),
    'read-by-number': call('POST', '/orders/_retrieve/{parts}', { size: '{size}', filters: [{ order_no: '{keys}' }] }),
    acknowledge: call('PUT', '/orders/{serialCode}/confirm', { confirm_status: 'Confirmed' }),
    capture: call('POST', '/orders/{serialCode}/settlement/_request', {}),
    ship: call('PUT', '/orders/{serialCode}/deliveries/{delivery}/shipping', {
      shipping_company: '{carrier}',
      slip_no: '{number}',
      shipped_date: '{day}',
      shipping_status: 'Shipped',
    }),
    complete: call('PUT', '/orders/{serialCode}/completion', { completed: 'Yes' }),
    /** Where the connector itself must look in answers. All else is the read layout's. */
    fields: z
      .strictObject({
        orders: field('contents'),
        total: field('total_count'),
        serialCode: field('serial_code'),
        orderNumber: field('order_no'),
        orderedAt: field('basic.order_date'),
        confirm: field('basic.confirm_status'),
        completed: field('basic.completed'),
        settlement: field('payment.settlement_status'),
        cancelled: field('cancel.cancelled'),
        deliveries: field('deliveries'),
        delivery: field('delivery_no'),
        slip: field('slip_no'),
        shipping: field('shipping_status'),
        error: field('errors.0.code'),
        errorField: field('errors.0.field'),
      })
      .prefault({}),
    /** What words mean: codes as they are, labels by their beginning (`回収予定 12/27`). */
    words: z
      .strictObject({
        yes: words('Yes'),
        confirmed: words('Confirmed', '確認済'),
        shipped: words('Shipped', '発送済'),
        /** 支払方法 */
        card: words('CreditCard', 'クレジットカード'),
        deferred: words('Deferred', 'NpDeferred', '後払い', 'NP後払い'),
        paidy: words('Paidy', 'あと払い(ペイディ)'),
        /** 決済ステータス: 依頼中 · 回収予定, 回収済 · 決済依頼済 · what ended badly */
        requesting: words('Requesting', '依頼中'),
        collected: words('CollectionPlanned', 'Collected', '回収予定', '回収済'),
        settled: words('Requested', '決済依頼済'),
        failed: words('AuthNg', 'Error', '与信NG', 'エラー'),
        /** Codes of refusals. */
        maintenance: words('Maintenance'),
        unknownOrder: words('NotFound'),
        cancelled: words('OrderCancelled'),
        alreadyRequested: words('AlreadyRequested'),
        notConfirmed: words('NotConfirmed'),
        notShipped: words('NotShipped'),
        alreadyShipped: words('AlreadyShipped'),
        /** Members of a refused body. */
        numberField: words('slip_no'),
        carrierField: words('shipping_company'),
        dayField: words('shipped_date'),
      })
      .prefault({}),
  })
  .prefault({});

export type OrderApi = z.output<typeof orderApi>;
export type OrderCall = OrderApi['search'];
export type Values = Readonly<Record<string, string | number | readonly string[]>>;

/** The stand-in as it is without a shop's own words. */
export const proposed: OrderApi = orderApi.parse(undefined);

/** Is this the stand-in, unchanged? */
export const isProposed = (api: OrderApi): boolean => JSON.stringify(api) === JSON.stringify(proposed);

/** The path with its names filled in; `;` of lists of parts stays as it is. */
export const fillPath = (path: string, values: Values): string =>
  path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(String(values[name] ?? '')).replaceAll('%3B', ';'),
  );

export function fillBody(body: Template, values: Values): unknown {
  if (typeof body === 'string') {
    const whole = /^\{(\w+)\}$/.exec(body);
    if (whole) return values[whole[1]!];
    return body.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
  }
  if (Array.isArray(body)) return body.map((one) => fillBody(one as Template, values));
  if (typeof body !== 'object') return body;
  return Object.fromEntries(Object.entries(body).map(([name, one]) => [name, fillBody(one, values)]));
}

const fold = (text: string): string => text.normalize('NFKC').replace(/\s/g, '').toLowerCase();

/** Is it one of these words, whole or (labels) at its beginning? Labels vary in width and carry days behind them (trust A). */
export function isOneOf(list: readonly string[], text: string): boolean {
  const word = fold(text);
  if (word === '') return false;
  return list.some((one) => word === fold(one) || (!/^[\x20-\x7e]+$/.test(one) && word.startsWith(fold(one))));
}
