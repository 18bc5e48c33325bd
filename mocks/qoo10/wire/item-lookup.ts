import { findItem, type Item, itemStatuses } from '../state/item.ts';
import type { Qoo10State } from '../state/state.ts';
import { noItem } from '../state/stock.ts';
import { japanTime } from '../state/times.ts';
import type { Ask, Method } from './door.ts';
import { param } from './fields.ts';
import { found, given, type Reply } from './reply.ts';

export const itemParams = [
  param('ItemCode', 'number of the item', { required: 'without SellerCode' }),
  param('SellerCode', "the shop's own code", { required: 'without ItemCode' }),
];
/** Items on a page (trust A). */
const pageSize = 500;

const lookup = (
  name: string,
  versions: readonly string[],
  state: Qoo10State,
  render: (item: Item) => Reply,
): Method => ({
  name: `ItemsLookup.${name}`,
  versions,
  sends: itemParams,
  answer: ({ text }: Ask) => {
    const item = findItem(state.items, text('ItemCode'), text('SellerCode'));
    return item ? render(item) : noItem;
  },
});

/** Everything that reads products and shipping groups. */
export const itemLookups = (state: Qoo10State): readonly Method[] => [
  // A MOVE item is not found here: a working client then asks for it as one (trust B).
  lookup('GetItemDetailInfo', ['1.0', '1.1', '1.2'], state, (item) =>
    item.kind === 'move' ? found([]) : found([renderDetail(item)]),
  ),
  // One object, not a list, and the stock as the text that `EditMoveGoodsInventory` takes (trust B). Newer versions are let pass (B).
  lookup('GetMoveItemDetailInfo', ['1.0', '1.1', '1.2'], state, (item) =>
    item.kind === 'move' ? given(renderMove(item)) : noItem,
  ),
  lookup('GetGoodsInventoryInfo', ['1.0'], state, (item) => found(item.rows.map(renderRow))),
  lookup('GetGoodsOptionInfo', ['1.0'], state, (item) =>
    found(
      item.additional.map(({ name, value, price, code }) => ({
        Name: name,
        Value: value,
        Price: price,
        OptionCode: code,
      })),
    ),
  ),
  {
    name: 'ItemsLookup.GetAllGoodsInfo',
    versions: ['1.0'],
    sends: [
      param('ItemStatus', 'text', { required: true, values: itemStatuses }),
      param('Page', 'number from 1; left out = 1'),
    ],
    limits: [`${pageSize} items a page`],
    answer: ({ text }) => allGoods(state, text('ItemStatus'), text('Page') || '1'),
  },
  {
    name: 'ItemsLookup.GetSellerDeliveryGroupInfo',
    versions: ['1.0'],
    sends: [],
    answer: () =>
      found(
        state.groups.map((group) => ({
          ShippingNo: group.no,
          ShippingFee: group.fee,
          ShippingType: group.type,
          FreeCondition: group.freeFrom,
          Region: 'N',
          Oversea: 'N',
          transcName: group.carrier,
        })),
      ),
  },
];

function allGoods(state: Qoo10State, status: string, pageText: string): Reply {
  if (!itemStatuses.some((one) => one === status)) {
    return { code: -10001, message: 'Please enter the correct ItemStatus. (S0/S1/S2/S4)' };
  }
  const page = /^\d+$/.test(pageText) ? Math.max(1, Number(pageText)) : 1;
  const items = [...state.items.values()].filter((item) => item.status === status);
  return given({
    TotalItems: items.length,
    TotalPages: Math.ceil(items.length / pageSize),
    PresentPage: page,
    Items: items.slice((page - 1) * pageSize, page * pageSize).map((item) => ({
      ItemCode: item.itemNo,
      SellerCode: item.sellerCode,
      ItemStatus: item.status,
    })),
  });
}

/** Every value is text (trust A). */
const renderDetail = (item: Item): Readonly<Record<string, string>> => ({
  ItemCode: item.itemNo,
  ItemStatus: item.status,
  ItemTitle: item.title,
  PromotionName: '',
  MainCatCd: '100000001',
  MainCatNm: '日用品',
  FirstSubCatCd: '200000001',
  FirstSubCatNm: '日用品',
  SecondSubCatCd: '300000001',
  SecondSubCatNm: '日用品',
  Drugtype: '',
  SellerCode: item.sellerCode,
  ProductionPlaceType: '1',
  ProductionPlace: '日本',
  IndustrialCodeType: '',
  IndustrialCode: '',
  RetailPrice: String(item.price),
  ItemPrice: String(item.price),
  TaxRate: item.taxRate,
  SettlePrice: String(Math.floor(item.price * 0.9)),
  ItemQty: String(item.kind === 'plain' ? item.quantity : item.rows.reduce((sum, row) => sum + row.quantity, 0)),
  ExpireDate: item.expireDate,
  ModelNM: '',
  ManufacturerDate: '',
  BrandNo: '',
  Material: item.material,
  AdultYN: 'N',
  DesiredShippingDate: '3',
  AvailableDateType: String(item.availableType),
  AvailableDateValue: item.availableValue,
  ShippingNo: String(item.shippingNo),
  OptionShippingNo1: '',
  OptionShippingNo2: '',
  ContactInfo: '',
  ItemDetail: '',
  ImageUrl: '',
  VideoURL: '',
  Keyword: '',
  ListedDate: japanTime(item.changedAt),
  ChangedDate: japanTime(item.changedAt),
});

const renderMove = (item: Item): Readonly<Record<string, string>> => ({
  ItemCode: item.itemNo,
  ItemStatus: item.status,
  ItemSeriesName: item.title,
  PromotionName: '',
  SellerCode: item.sellerCode,
  ItemPrice: String(item.price),
  TaxRate: item.taxRate,
  OptionType: [...new Set(item.rows.map((row) => row.values[0]!))]
    .map((type, index) => `${type}||*000000||*${index === 0 ? 'Y' : 'N'}`)
    .join('$$'),
  OptionQty: item.rows.map((row) => [...row.values, row.quantity, row.code || '0'].join('||*')).join('$$'),
  ShippingNo: String(item.shippingNo),
  AvailableDateValue: item.availableValue,
  ExpireDate: `${item.expireDate}T00:00:00`,
});

/** Up to five names and values; the option code has another name here than where it is written (trust A). */
function renderRow(row: Item['rows'][number]): Readonly<Record<string, unknown>> {
  const pairs = [0, 1, 2, 3, 4].flatMap((axis) => [
    [`Name${axis + 1}`, row.names[axis] ?? ''],
    [`Value${axis + 1}`, row.values[axis] ?? ''],
  ]);
  return { ...Object.fromEntries(pairs), Price: row.price, Qty: row.quantity, ItemTypeCode: row.code };
}
