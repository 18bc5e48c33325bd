import type { Truth } from '../truth.ts';

/** How sure it is; the tables of README.md say the same. */
export const truth: Truth = {
  rows: [
    {
      id: 'http-basic-shop-id',
      what: 'HTTP Basic, shop id and manager key; JSON in UTF-8; `_` before actions; flags `Yes` `No`; CamelCase words',
      trust: 'B',
    },
    {
      id: 'the-manager-key-has',
      what: 'the manager key has no end; a new one ends the old one (change `change-key`)',
      trust: 'A; C for the second',
    },
    {
      id: 'five-wrong-keys-in',
      what: 'five wrong keys in an hour: 403 `Locked` with `Retry-After` for the rest of it',
      trust: 'C',
    },
    {
      id: '5-calls-a-second',
      what: '5 calls a second, 20 at once; 20,000 a day until midnight in Japan; beyond it 429 with `Retry-After`',
      trust: 'C: no figure is public',
    },
    {
      id: 'errors-errors-code-message',
      what: 'errors `{errors:[{code, message, field?}]}`; 400, 401, 404, 409, 422, 429, 500, 503',
      trust: 'C',
    },
    {
      id: 'maintenance-closed-on-the',
      what: 'maintenance: closed on the third Wednesday of a month, 02:00–08:00; change `maintenance` closes it by hand',
      trust: 'A for window and closing; C how it looks (habit)',
    },
    { id: 'unknown-address-query-member', what: 'unknown address, query, member, part, filter: refused', trust: 'lab' },
    {
      id: 'retrieveorders-post-orders-retrieve',
      what: '`retrieveOrders` POST `/orders/_retrieve/{parts}` · address, parts joined by `;`, the part `basic`, the first member `since`',
      trust: 'B',
    },
    {
      id: 'retrieveorders-post-orders-retrieve-parts-the-other',
      what: 'the other parts, `until`, `from`, `size` (1–100), `sort`, `filters`, `total_count`, `contents`, every member of an order',
      trust: 'C, in the style of the item side',
    },
    {
      id: 'retrieveorders-post-orders-retrieve-parts-a-week',
      what: 'a week at most, two years back',
      trust: "A as the manual's limits; C that the API has them",
    },
    {
      id: 'retrieveorders-post-orders-retrieve-parts-serial-code',
      what: '`serial_code` is the key, `order_no` a label that may repeat (change `restart-numbers`)',
      trust: 'B',
    },
    {
      id: 'retrieveorders-post-orders-retrieve-parts-no-carrier',
      what: 'no carrier without a slip number; new orders carry a provisional one',
      trust: 'A',
    },
    {
      id: 'confirmorder-put-orders-serial',
      what: '`confirmOrder` PUT `/orders/{serial}/confirm` · 未確認 → 確認済, once more is no mistake',
      trust: 'A that it exists; C',
    },
    {
      id: 'requestsettlement-post-settlement-request',
      what: '`requestSettlement` POST `…/settlement/_request` · 202; 依頼中, for cards ten minutes later 回収予定, thirty days later 回収済; 後払い, Paidy: 決済依頼済',
      trust: 'A for labels and times of cards; C',
    },
    {
      id: 'requestsettlement-post-settlement-request-asked-already-no',
      what: 'asked already, no such payment, no credit, cancelled: 409',
      trust: 'C',
    },
    {
      id: 'requestsettlement-post-settlement-request-from-day-15',
      what: 'from day 15 on it may fail (habit `late-settlement`)',
      trust: 'A',
    },
    {
      id: 'registershipping-put-deliveries-no',
      what: '`registerShipping` PUT `…/deliveries/{no}/shipping` · carrier, number, day, → 発送済 by destination; writes over what stood there',
      trust: 'A; C that it is by destination',
    },
    {
      id: 'registershipping-put-deliveries-no-shipping-without-a',
      what: 'without a number 422; not confirmed, cancelled 409',
      trust: 'A; C',
    },
    {
      id: 'completeorder-put-completion',
      what: '`completeOrder` PUT `…/completion` · 取引完了; wants all destinations shipped; the settlement is not looked at',
      trust: 'C',
    },
    {
      id: 'getstock-putstock-items-code',
      what: '`getStock`, `putStock` `/items/{code}/stock` · members, 0–9999, `unlimited`, 99999999 read back, one combination a call',
      trust: 'B',
    },
    { id: 'searchitems-post-items-search', what: '`searchItems` POST `/items/_search` · in outline', trust: 'B' },
  ],
  operations: {
    retrieveOrders: [
      'B',
      'retrieveorders-post-orders-retrieve',
      'retrieveorders-post-orders-retrieve-parts-the-other',
      'retrieveorders-post-orders-retrieve-parts-a-week',
      'retrieveorders-post-orders-retrieve-parts-serial-code',
      'retrieveorders-post-orders-retrieve-parts-no-carrier',
    ],
    confirmOrder: ['C', 'confirmorder-put-orders-serial'],
    requestSettlement: [
      'C',
      'requestsettlement-post-settlement-request',
      'requestsettlement-post-settlement-request-asked-already-no',
      'requestsettlement-post-settlement-request-from-day-15',
    ],
    registerShipping: [
      'C',
      'registershipping-put-deliveries-no',
      'registershipping-put-deliveries-no-shipping-without-a',
    ],
    completeOrder: ['C', 'completeorder-put-completion'],
    searchItems: ['B', 'searchitems-post-items-search'],
    getStock: ['B', 'getstock-putstock-items-code'],
    putStock: ['B', 'getstock-putstock-items-code'],
  },
  refusals: {
    Locked: ['C', 'five-wrong-keys-in'],
    '400': ['C', 'errors-errors-code-message'],
    '401': ['C', 'errors-errors-code-message'],
    '404': ['C', 'errors-errors-code-message'],
    '409': ['C', 'errors-errors-code-message'],
    '422': ['C', 'errors-errors-code-message'],
    '429': ['C', '5-calls-a-second'],
    '503': ['C', 'maintenance-closed-on-the'],
  },
  codesOf: (answer) =>
    answer.status < 400
      ? []
      : [
          ...answer.body
            .toString()
            .slice(0, 2000)
            .matchAll(/"code":\s*"([^"]+)"/g),
        ].map((one) => one[1]!),
};
