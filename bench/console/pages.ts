import { orderNumber, phoneOf } from '../history/orders.ts';
import { holdCode, tag } from './busy-day.ts';

/** A page, a filter or a search that is measured. */
export interface Asked {
  readonly name: string;
  /** Its address in one round: no two rounds ask the same where an answer could be kept. */
  readonly path: (round: number, place: Place) => string;
  /** p95 of the server, ms. */
  readonly goal: number;
}

export interface Place {
  /** Closed orders. */
  readonly size: number;
  /** Ids that the first pages named. */
  readonly run: string;
  readonly document: string;
}

const page = (path: string, goal = 100): Asked => ({ name: path, path: () => path, goal });
const list = (name: string, query: string, goal = 100): Asked => ({ name, path: () => `/orders?${query}`, goal });
const word = encodeURIComponent;
const any = (round: number, { size }: Place, step: number): number => 1 + ((round * step) % (size - 2));
const search = (name: string, of: (round: number, place: Place) => string, more = ''): Asked => ({
  name: `search: ${name}`,
  path: (round, place) => `/orders?search=${word(of(round, place))}${more}`,
  goal: 200,
});

/** Everything that the console shows. `…` of a name = another one each time. */
export const asked: readonly Asked[] = [
  { name: '今日', path: () => '/', goal: 100 },
  page('/mails'),
  list('受注一覧', ''),
  list('受注一覧, 200 rows', 'size=200'),
  {
    name: '受注一覧, a page far inside …',
    path: (round) => `/orders?to=202${4 + (round % 3)}-0${1 + (round % 6)}-01`,
    goal: 100,
  },
  list('受注一覧: 出荷完了', 'state=closed'),
  list('受注一覧: 保留', 'state=held'),
  list('受注一覧: 保留, 200 rows', 'state=held&size=200'),
  list('受注一覧: nothing in this state', 'state=issued'),
  list('受注一覧: shop', 'shop=amazon'),
  list('受注一覧: shop and state', 'shop=amazon&state=closed'),
  list('受注一覧: shop without orders', 'shop=second'),
  list('受注一覧: shop without orders, and state', 'shop=second&state=closed'),
  list('受注一覧: shop without orders, and method', 'shop=second&method=yamato'),
  list('受注一覧: shop without orders, and tag', `shop=second&tag=${word(tag)}`),
  list('受注一覧: hold reason', `hold=${holdCode}`),
  list('受注一覧: hold reason, years ago', `hold=${holdCode}&to=2024-06-01`),
  list('受注一覧: method', 'method=yamato'),
  list('受注一覧: method and state', 'method=yamato&state=closed'),
  list('受注一覧: method that nothing has', 'method=none'),
  list('受注一覧: tag', `tag=${word(tag)}`),
  list('受注一覧: tag and 保留', `tag=${word(tag)}&state=held`),
  list('受注一覧: tag and method', `tag=${word(tag)}&method=yamato`),
  list('受注一覧: one day', 'from=2025-05-05&to=2025-05-05'),
  list('受注一覧: state, one day', 'state=closed&from=2025-05-05&to=2025-05-05'),
  search('a number …', (round, place) => orderNumber(any(round, place, 104_729))),
  search('the beginning of numbers', () => '250-00'),
  search('a number that nothing has', () => '999-9999999-9999999'),
  search('a telephone …', (round, place) => phoneOf(any(round, place, 7919))),
  search('last four digits …', (round) => String(1000 + ((round * 37) % 9000))),
  search('a name, one person …', (round) => `試験${(round * 7) % 97} 標本${(round * 3) % 89}子`),
  search('a name, many people', () => 'ケイソク'),
  search('two names, many people each', () => 'ケイソク タロウ'),
  search('a name, nobody', () => '無名野'),
  search('a postal code …', (round) => String(1_000_000 + ((round * 131) % 5000))),
  search('a postal code, nobody', () => '9999999'),
  search('many people, 保留', () => 'ケイソク', '&state=held'),
  search('many people, nothing in this state', () => 'ケイソク', '&state=issued'),
  search('many people, hold reason', () => 'ケイソク', `&hold=${holdCode}`),
  search('many people, tag', () => 'ケイソク', `&tag=${word(tag)}`),
  search('many people, shop without orders', () => 'ケイソク', '&shop=second'),
  search('many people, method that nothing has', () => 'ケイソク', '&method=none'),
  search('many people, one day', () => 'ケイソク', '&from=2025-05-05&to=2025-05-05'),
  { name: '受注 …', path: (round, place) => `/orders/amazon/${orderNumber(any(round, place, 7919))}`, goal: 50 },
  { name: '受注, held …', path: (round, { size }) => `/orders/amazon/${orderNumber(size + round * 4)}`, goal: 50 },
  { name: '受注 edit …', path: (round, { size }) => `/orders/amazon/${orderNumber(size + round * 4)}/edit`, goal: 50 },
  page('/picking?state=ready', 1000),
  page('/problems'),
  page(`/problems/${holdCode}`),
  page('/files'),
  page('/files/documents'),
  { name: '/files/documents/…', path: (_, { document }) => `/files/documents/${document}`, goal: 100 },
  page('/files/written'),
  page('/stock'),
  page('/stock?shop=amazon'),
  page('/stock?sku=SKU-4'),
  page('/stock/SKU-7'),
  page('/stock-sets'),
  page('/stock-map?shop=amazon'),
  page('/link-history'),
  page('/notices'),
  page('/notices?shop=amazon&kind=ship'),
  page('/notices?state=told'),
  page('/notices?state=told&shop=second'),
  page('/notices?state=told&kind=capture'),
  page('/notices?state=told&shop=amazon&kind=schedule'),
  page('/notices/shop/amazon'),
  page('/amazon/complete'),
  page('/amazon/amounts'),
  page('/runs'),
  page('/runs?shop=amazon'),
  { name: '/runs/…', path: (_, { run }) => `/runs/${run}`, goal: 100 },
  page('/jobs'),
  page('/rules/try'),
  page('/layouts'),
  page('/layouts/check'),
  page('/settings'),
  page('/settings/shops'),
  page('/settings/masters'),
  page('/settings/holidays'),
  page('/settings/users'),
  page('/settings/file'),
];
