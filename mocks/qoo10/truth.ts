import type { Truth } from '../truth.ts';

/** How sure it is; the tables of README.md say the same. */
export const truth: Truth = {
  rows: [
    {
      id: 'method-in-the-path',
      what: 'method in the path or as `method`; key in `GiosisCertificationKey` or `key`; version in `QAPIVersion` or `v`; GET or POST; all mixtures',
      trust: 'A for path and header, B for the rest',
    },
    {
      id: 'the-older-form-service',
      what: 'the older form `<Service>.qapi/<Method>` is 404',
      trust: 'lab: one client uses it',
    },
    { id: 'method-names-in-any', what: 'method names in any case', trust: 'B' },
    { id: 'http-200-whatever-happened', what: 'HTTP 200 whatever happened; `ResultCode` 0 is success', trust: 'A' },
    {
      id: 'unknown-service-or-method',
      what: "unknown service or method: bare text `Can't find service Name X`, `Can't find method Info Y` with 200, before the key is looked at",
      trust: 'B',
    },
    {
      id: 'wrong-or-missing-key',
      what: 'wrong or missing key: `{"ErrorCode":-90001,"ErrorMsg":"存在しないAPIです。"}`, a second envelope; or `ResultCode` -10000 (habit `key-errors`)',
      trust: 'B; A for the code in the guide',
    },
    {
      id: 'expired-key-90004-api',
      what: 'expired key -90004; API key in place of a certification key -90002',
      trust: 'A; C for the second',
    },
    {
      id: 'a-version-that-the',
      what: 'a version that the method does not have: -90001; none means 1.0',
      trust: 'C; B',
    },
    {
      id: 'returntype-json-or-xml',
      what: '`returnType` json or xml with or without `application/`, `text/`; none = JSON; names of XML list elements are our own',
      trust: 'A; B; C',
    },
    {
      id: 'unknown-parameter-10101-the',
      what: 'unknown parameter -10101; **the real one ignores it** (habit `unknown-parameters`)',
      trust: 'lab; B',
    },
    { id: 'parameter-twice-unknown-returntype', what: 'parameter twice, unknown `returnType`: -10101', trust: 'C' },
    {
      id: '10-calls-a-second',
      what: '10 calls a second, 20 at once, for all methods together; beyond it HTTP 429 in bare text',
      trust: 'C: no figure is public, 5 to 10 a second are advised',
    },
    {
      id: 'maintenance-an-html-page',
      what: 'maintenance: an HTML page with 200',
      trust: 'B for pages with 200, C for the API',
    },
    {
      id: 'certification-key-from-api',
      what: 'certification key from API key and QSM login, good for a year; older ones go on',
      trust: 'A; B; C',
    },
    {
      id: 'a-change-of-the',
      what: 'a change of the QSM password ends all keys (habit `password-ends-keys`)',
      trust: 'B',
    },
    {
      id: 'shippingbasic-getshippinginfo-v3',
      what: "`ShippingBasic.GetShippingInfo_v3` · one row an order number, exactly 58 members, no pages; status 0 or none = 1 and 2; dates of 8 or 14 digits in Japan's time; by order, payment, shipping, delivery",
      trust: 'A',
    },
    {
      id: 'shippingbasic-getshippinginfo-v3-status-as-on-request',
      what: 'status as `On request(2)`; times `YYYY-MM-DD HH:MM:SS`; phones `+81-90-…`, empty `+81--`; wish in three shapes, a day alone followed by a space',
      trust: 'B',
    },
    {
      id: 'shippingbasic-getshippinginfo-v3-cancelled-orders-are-in',
      what: '**cancelled orders are in no status**, in claims only; orders with a request stay',
      trust: 'B; C',
    },
    {
      id: 'shippingbasic-getshippinginfo-v3-unpaid-orders-have-no',
      what: "**unpaid orders have no carrier**; afterwards the name of the item's shipping group",
      trust: 'A; B',
    },
    {
      id: 'shippingbasic-getshippinginfo-v3-bad-date-10002-more',
      what: "bad date -10002, more than 90 days -10003 (the guide's codes of claims); what lies 90 days back is not found",
      trust: 'C; B',
    },
    {
      id: 'shippingbasic-getshippinginfo-v3-orderprice-without-surcharge-total',
      what: '`OrderPrice` without surcharge, `Total` with; `RelatedOrder` names itself, too',
      trust: 'B',
    },
    {
      id: 'shippingbasic-getshippinginfo-v3-additional-options-stand-in',
      what: 'additional options stand in `Option` like all others, their codes in `OptionCode` behind `\\|\\|*`',
      trust: 'C; B that they get there',
    },
    { id: 'getshippinginfo-v2', what: '`GetShippingInfo_v2` · the same in its older names', trust: 'B' },
    {
      id: 'getshippingandclaiminfobyorderno-v2',
      what: '`GetShippingAndClaimInfoByOrderNo_V2` · shipping and claim of one order; unknown number: nothing found',
      trust: 'A; C',
    },
    {
      id: 'getclaiminfo-v3',
      what: '`GetClaimInfo_V3` · both dates required; claim 1–6, 11–16; by order, request, completion; members of mixed case',
      trust: 'A',
    },
    {
      id: 'setsellercheckyn-v2-bulk',
      what: '`SetSellerCheckYN_V2` `…Bulk` · 新規注文 → 配送準備; only the number is required, and without a day it is confirmed without one; bulk needs it (-10016); 500 rows (-10011)',
      trust: 'A; B for without a day',
    },
    {
      id: 'setsellercheckyn-v2-bulk-confirmed-already-10012-other',
      what: 'confirmed already -10012; other states -10013; later than 10 days -10017; today or earlier -10018; several numbers -10001',
      trust: 'A; B for the last',
    },
    {
      id: 'setsellercheckyn-v2-bulk-packing-number-and-delivery',
      what: 'packing number and delivery number appear',
      trust: 'A',
    },
    {
      id: 'setsendinginfo-bulk',
      what: '`SetSendingInfo` `…Bulk` · 配送準備 (or 新規注文) → 配送中, one line at a time, 500 rows; the time is now',
      trust: 'A; B for 新規注文',
    },
    {
      id: 'setsendinginfo-bulk-carriers-state-carriers-ts-another',
      what: 'carriers: `state/carriers.ts`; another text is refused',
      trust: 'B; C',
    },
    {
      id: 'setsendinginfo-bulk-the-number-must-be-real',
      what: 'the number must be real: check digit modulo 7 for Yamato, Sagawa, Japan Post',
      trust: 'A that it must; B for the digit; C that this is how',
    },
    {
      id: 'setsendinginfo-bulk-unpaid-asked-to-cancel-cancelled',
      what: 'unpaid, asked to cancel, cancelled, on its way already: -10101',
      trust: 'C',
    },
    {
      id: 'itemsorder-setgoodspriceqty-bulk-1',
      what: '`ItemsOrder.SetGoodsPriceQty` `…Bulk` (1.1) · **missing `Qty` = 9999**, `unchanged` keeps it; missing `ExpireDate` = a year from now; number required; 0, -1, -2',
      trust: 'A',
    },
    {
      id: 'itemsoptions-updateinventoryqtyunit-updateinventorydataunit-bulk',
      what: '`ItemsOptions.UpdateInventoryQtyUnit` `UpdateInventoryDataUnit` `…Bulk` · found by name and value with `\\|\\|*` between axes; option code required in the first; prices within ±50 %, one at 0',
      trust: 'A; C for blank price or quantity = as it is',
    },
    {
      id: 'editgoodsinventory',
      what: '`EditGoodsInventory` · replaces the whole table; `0` = no code; wrong form -10002',
      trust: 'A',
    },
    {
      id: 'editmovegoodsinventory',
      what: '`EditMoveGoodsInventory` · all types and sizes: what is left out is gone for good, what never was is not made',
      trust: 'A',
    },
    {
      id: 'itemslookup-getitemdetailinfo-1-2',
      what: '`ItemsLookup.GetItemDetailInfo` (1.2) · all text; a MOVE item is not found',
      trust: 'A; B',
    },
    {
      id: 'getmoveitemdetailinfo',
      what: '`GetMoveItemDetailInfo` · one object; `OptionQty` in the form of `EditMoveGoodsInventory`',
      trust: 'B (one client)',
    },
    {
      id: 'getgoodsinventoryinfo-getgoodsoptioninfo-getallgoodsinfo-getsellerdeliverygroupinfo',
      what: '`GetGoodsInventoryInfo` `GetGoodsOptionInfo` `GetAllGoodsInfo` `GetSellerDeliveryGroupInfo` · as the guide types them',
      trust: 'A',
    },
    {
      id: 'all-item-methods',
      what: 'all item methods · items not in S1 or S2 are not changed; reads see changes at once',
      trust: 'B; C',
    },
    {
      id: 'certificationapi-createcertificationkey',
      what: '`CertificationAPI.CreateCertificationKey` · wrong login -10001',
      trust: 'A; C for the code',
    },
  ],
  operations: {
    'CertificationAPI.CreateCertificationKey': [
      'A',
      'certificationapi-createcertificationkey',
      'certification-key-from-api',
    ],
    'ShippingBasic.GetShippingInfo_v3': [
      'A',
      'shippingbasic-getshippinginfo-v3',
      'shippingbasic-getshippinginfo-v3-status-as-on-request',
      'shippingbasic-getshippinginfo-v3-cancelled-orders-are-in',
      'shippingbasic-getshippinginfo-v3-unpaid-orders-have-no',
      'shippingbasic-getshippinginfo-v3-bad-date-10002-more',
      'shippingbasic-getshippinginfo-v3-orderprice-without-surcharge-total',
      'shippingbasic-getshippinginfo-v3-additional-options-stand-in',
    ],
    'ShippingBasic.GetShippingInfo_v2': ['B', 'getshippinginfo-v2'],
    'ShippingBasic.GetShippingAndClaimInfoByOrderNo_V2': ['A', 'getshippingandclaiminfobyorderno-v2'],
    'ShippingBasic.GetClaimInfo_V3': ['A', 'getclaiminfo-v3'],
    'ShippingBasic.SetSellerCheckYN_V2': [
      'A',
      'setsellercheckyn-v2-bulk',
      'setsellercheckyn-v2-bulk-confirmed-already-10012-other',
      'setsellercheckyn-v2-bulk-packing-number-and-delivery',
    ],
    'ShippingBasic.SetSellerCheckYNBulk': [
      'A',
      'setsellercheckyn-v2-bulk',
      'setsellercheckyn-v2-bulk-confirmed-already-10012-other',
      'setsellercheckyn-v2-bulk-packing-number-and-delivery',
    ],
    'ShippingBasic.SetSendingInfo': [
      'A',
      'setsendinginfo-bulk',
      'setsendinginfo-bulk-carriers-state-carriers-ts-another',
      'setsendinginfo-bulk-the-number-must-be-real',
      'setsendinginfo-bulk-unpaid-asked-to-cancel-cancelled',
    ],
    'ShippingBasic.SetSendingInfoBulk': [
      'A',
      'setsendinginfo-bulk',
      'setsendinginfo-bulk-carriers-state-carriers-ts-another',
      'setsendinginfo-bulk-the-number-must-be-real',
      'setsendinginfo-bulk-unpaid-asked-to-cancel-cancelled',
    ],
    'ItemsLookup.GetItemDetailInfo': ['A', 'itemslookup-getitemdetailinfo-1-2'],
    'ItemsLookup.GetMoveItemDetailInfo': ['B', 'getmoveitemdetailinfo'],
    'ItemsLookup.GetGoodsInventoryInfo': [
      'A',
      'getgoodsinventoryinfo-getgoodsoptioninfo-getallgoodsinfo-getsellerdeliverygroupinfo',
    ],
    'ItemsLookup.GetGoodsOptionInfo': [
      'A',
      'getgoodsinventoryinfo-getgoodsoptioninfo-getallgoodsinfo-getsellerdeliverygroupinfo',
    ],
    'ItemsLookup.GetAllGoodsInfo': [
      'A',
      'getgoodsinventoryinfo-getgoodsoptioninfo-getallgoodsinfo-getsellerdeliverygroupinfo',
    ],
    'ItemsLookup.GetSellerDeliveryGroupInfo': [
      'A',
      'getgoodsinventoryinfo-getgoodsoptioninfo-getallgoodsinfo-getsellerdeliverygroupinfo',
    ],
    'ItemsOrder.SetGoodsPriceQty': ['A', 'itemsorder-setgoodspriceqty-bulk-1', 'all-item-methods'],
    'ItemsOrder.SetGoodsPriceQtyBulk': ['A', 'itemsorder-setgoodspriceqty-bulk-1', 'all-item-methods'],
    'ItemsOptions.UpdateInventoryQtyUnit': [
      'A',
      'itemsoptions-updateinventoryqtyunit-updateinventorydataunit-bulk',
      'all-item-methods',
    ],
    'ItemsOptions.UpdateInventoryDataUnit': [
      'A',
      'itemsoptions-updateinventoryqtyunit-updateinventorydataunit-bulk',
      'all-item-methods',
    ],
    'ItemsOptions.UpdateInventoryDataBulk': [
      'A',
      'itemsoptions-updateinventoryqtyunit-updateinventorydataunit-bulk',
      'all-item-methods',
    ],
    'ItemsOptions.EditGoodsInventory': ['A', 'editgoodsinventory', 'all-item-methods'],
    'ItemsOptions.EditMoveGoodsInventory': ['A', 'editmovegoodsinventory', 'all-item-methods'],
  },
  refusals: {
    '-90001': ['B', 'wrong-or-missing-key'],
    '-90002': ['C', 'expired-key-90004-api'],
    '-90004': ['A', 'expired-key-90004-api'],
    '-10000': ['A', 'wrong-or-missing-key'],
    '-10002': ['C', 'shippingbasic-getshippinginfo-v3-bad-date-10002-more'],
    '-10003': ['C', 'shippingbasic-getshippinginfo-v3-bad-date-10002-more'],
    '-10101': ['C', 'unknown-parameter-10101-the'],
    '404': ['B', 'unknown-service-or-method'],
    '429': ['C', '10-calls-a-second'],
  },
  codesOf: (answer) =>
    [
      ...answer.body
        .toString()
        .slice(0, 200)
        .matchAll(/"(?:ResultCode|ErrorCode)":\s*"?(-\d+)/g),
    ].map((one) => one[1]!),
};
