import type { Truth } from '../truth.ts';

/** How sure it is; the tables of README.md say the same. */
export const truth: Truth = {
  rows: [
    {
      id: 'sign-in-with-mail',
      what: 'sign-in with mail and password, five an hour, then 429 `Retry later`; that failed ones count, C',
      trust: 'B',
    },
    {
      id: 'authorization-token-token-bearer',
      what: '`Authorization: Token token="…"`; Bearer and wrong tokens are 401 `ASS1001`',
      trust: 'B',
    },
    { id: 'a-new-sign-in', what: 'a new sign-in leaves older tokens good; a new password ends them', trust: 'C' },
    {
      id: 'calls-of-a-day',
      what: 'calls of a day, counted from 9:00 to 9:00 in Japan; beyond them 429 in bare text, with or without `Retry-After` (habit `quota-answer`)',
      trust: 'A that and when; the number (2,000, change `set-quota`), the answer C',
    },
    {
      id: 'two-calls-a-second',
      what: 'two calls a second, thirty at once, then 429 with `Retry-After: 3`',
      trust: 'C: no figure is public',
    },
    { id: 'paths-with-and-without', what: 'paths with and without `.json`; unknown paths are 404 JSON', trust: 'B; C' },
    {
      id: 'unknown-parameters-search-words',
      what: 'unknown parameters, search words, includes are 400; Ransack would search for everything (habit `unknown-parameters`)',
      trust: 'lab',
    },
    { id: 'bulk-calls-take-100', what: 'bulk calls take 100 rows', trust: 'C' },
    {
      id: 'get-admin-orders-id',
      what: '`GET admin/orders` `/{id}` · JSON:API with `included`; `q[ATTRIBUTE_PREDICATE]`, `q[with_deleted]`, `page`, `per` ≤ 100, `sort`, `include`, `lighter`; `_eq` of a time finds nothing',
      trust: 'B',
    },
    {
      id: 'get-admin-orders-id-total-pages-missing',
      what: '`total_pages` missing or 0 (habit `total-pages`); types `order-item`, `order_items`, `order_item` (habit `relations`); ids as numbers or text (`ids`); `data` of nothing and of one (`empty`, `single`)',
      trust: 'B; C',
    },
    {
      id: 'get-admin-orders-id-which-address-an',
      what: 'which address an item goes to, where there are several (habit `item-address`)',
      trust: 'C',
    },
    { id: 'get-admin-orders-id-what-lighter-leaves', what: 'what `lighter` leaves out', trust: 'C' },
    {
      id: 'put-admin-orders-bulk',
      what: '`PUT admin/orders/bulk_update` · rows with `id` and `state`; **a bad row is a failure inside 200**: `AOR2001` unknown, `AOR3002` no such state, `AOR0000` around both',
      trust: 'B',
    },
    { id: 'put-admin-orders-id', what: '`PUT admin/orders/{id}` · other members vanish without a word', trust: 'B' },
    {
      id: 'put-admin-orders-shipping',
      what: '`PUT admin/orders/shipping` · slip, day, carrier id, `shipping_address_id` where there are several addresses; answers `ORDER-ADDRESS` for those',
      trust: 'B; codes C',
    },
    {
      id: 'put-admin-orders-shipping-moves-no-state',
      what: 'moves no state; with the automation option (habit `automation`) it does',
      trust: 'C; A that both together process twice',
    },
    {
      id: 'get-put-admin-stock',
      what: '`GET` `PUT admin/stock_items` · by `variant_sku` and `stock_location_code`; `ASI2002`, `ASI3002`; counts come back as text',
      trust: 'B',
    },
    {
      id: 'get-admin-shipping-carriers',
      what: "`GET admin/shipping_carriers`, `payment_methods`, `subs_orders` · the shop's own tables; 6 = ネコポス",
      trust: 'B; A',
    },
    {
      id: 'post-payment-status',
      what: '`POST …/payment_status` · 501, and it stands in the ledger: nobody may touch payments from here',
      trust: 'lab',
    },
    { id: 'all-writes', what: 'all writes · a body of nothing, or `null`, with 200 (habit `write-body`)', trust: 'B' },
  ],
  operations: {
    sign_in: ['B', 'sign-in-with-mail', 'a-new-sign-in'],
    sign_out: ['C', 'a-new-sign-in'],
    'orders.list': [
      'B',
      'get-admin-orders-id',
      'get-admin-orders-id-total-pages-missing',
      'get-admin-orders-id-which-address-an',
      'get-admin-orders-id-what-lighter-leaves',
    ],
    'orders.get': [
      'B',
      'get-admin-orders-id',
      'get-admin-orders-id-total-pages-missing',
      'get-admin-orders-id-which-address-an',
      'get-admin-orders-id-what-lighter-leaves',
    ],
    'orders.bulk_update': ['B', 'put-admin-orders-bulk', 'all-writes', 'bulk-calls-take-100'],
    'orders.update': ['B', 'put-admin-orders-id', 'all-writes'],
    'orders.shipping': ['B', 'put-admin-orders-shipping', 'put-admin-orders-shipping-moves-no-state', 'all-writes'],
    'orders.payment_status': ['C', 'post-payment-status'],
    'orders.payment_status.bulk_update': ['C', 'post-payment-status'],
    'stock_items.list': ['B', 'get-put-admin-stock'],
    'stock_items.update': ['B', 'get-put-admin-stock', 'all-writes'],
    'shipping_carriers.list': ['B', 'get-admin-shipping-carriers'],
    'shipping_carriers.get': ['B', 'get-admin-shipping-carriers'],
    'payment_methods.list': ['B', 'get-admin-shipping-carriers'],
    'subs_orders.list': ['B', 'get-admin-shipping-carriers'],
  },
  refusals: {
    ASS1001: ['B', 'authorization-token-token-bearer'],
    AOR2001: ['B', 'put-admin-orders-bulk'],
    AOR3002: ['B', 'put-admin-orders-bulk'],
    ASI2002: ['B', 'get-put-admin-stock'],
    ASI3002: ['B', 'get-put-admin-stock'],
    '400': ['C', 'unknown-parameters-search-words'],
    '401': ['B', 'authorization-token-token-bearer'],
    '404': ['C', 'paths-with-and-without'],
    '429': ['C', 'two-calls-a-second'],
  },
  codesOf: (answer) =>
    [
      ...answer.body
        .toString()
        .slice(0, 2000)
        .matchAll(/"code":\s*"([A-Z]{3}\d{4})"/g),
    ].map((one) => one[1]!),
};
