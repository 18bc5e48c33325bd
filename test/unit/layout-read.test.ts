import { describe, expect, it } from 'vitest';
import { loadMasters } from '../../src/layout/masters.ts';
import { readTable } from '../../src/layout/read.ts';
import { brief, grid, noMasters, opened, readCells, readLayout, tableOf } from '../support/layouts.ts';

const { masters } = loadMasters([
  { name: 'slots', shown: 's', text: '午前中: "0812"\n14時~16時: "1416"\n' },
  { name: 'no-wish', shown: 'n', text: '設定なし: ""\n' },
]);
const head = (read: string) => `title: 受注
source: { doc: d, checked: 2026-11-21, trust: B }
read: { yields: order${read} }
fits: [番号, 数量]
fields:
`;
const fields = `  order.number: { from: 番号, required: true }
  order.total: { from: 合計 }
  order.payment.state: { from: 入金, map: { 済: paid, 未: unpaid, "": unknown } }
  order.payment.codAmount: { from: 代引額 }
  order.orderer.name: { from: 注文者 }
  line.no: { from: 明細 }
  line.sku: { from: 品番 }
  line.quantity: { from: 数量, required: true }
  line.consignee.name: { from: 届け先 }
  line.consignee.postalCode: { from: 郵便 }
  line.consignee.address: { join: [県, 住所] }
  line.delivery.key: { from: 届け先番号 }
  line.delivery.wishedDate: { from: 希望日, blank: no-wish }
  line.delivery.timeSlot: { from: 時間, dictionary: slots }
`;
const layout = readLayout(head('') + fields, masters);
const read = (text: string, more: Parameters<typeof readCells>[2] = {}, own = layout) =>
  readCells(own, grid(text), { masters, ...more });

describe('rows become orders', () => {
  it('gathers the rows of one order wherever they stand, in the order of the file', async () => {
    const { orders, counts } = await read(`番号|品番|数量\nA|x|1\nB|y|2\nA|z|3`);
    expect(orders.map((one) => [one.order.number, one.rows])).toEqual([
      ['A', [2, 4]],
      ['B', [3]],
    ]);
    expect(orders[0]!.order.lines).toMatchObject([
      { no: '1', sku: 'x', quantity: 1, destination: '' },
      { no: '2', sku: 'z', quantity: 3, destination: '' },
    ]);
    expect(counts).toEqual({ rows: 3, lines: 3 });
  });

  it('holds an order with a garbled cell, and the others go on', async () => {
    const { orders } = await read('番号|品番|数量|届け先\nA|x|1|縺ゅ＞縺\nB|y|1|縺田 一');
    expect(orders.map((one) => brief(one.problems))).toEqual([['fix text-garbled 2 届け先'], []]);
  });

  it('knows the same order number with and without a guard of Excel', async () => {
    const { orders } = await read('番号|品番|数量\nA1|x|1\n\'A1|y|2\n="A1"|z|3');
    expect(orders.map((one) => [one.order.number, one.rows])).toEqual([['A1', [2, 3, 4]]]);
    expect(orders[0]!.problems).toEqual([]);
  });

  it('takes ="…" off every cell, of headers too, and says so once for the file', async () => {
    const { orders, problems } = await read(
      '="番号"|品番|="数量"|届け先|郵便|県|住所|入金\nA|="007"|="1"|="山田 太郎"|="100-0001"|="東京都"|="千代田区千代田9-9-9"|="済"\n="B"|x|1|佐藤 "花" 子|100-0001|東京都|千代田区千代田9-9-9|済',
    );
    expect(orders.map((one) => [one.order.number, one.problems.length])).toEqual([
      ['A', 0],
      ['B', 0],
    ]);
    const [first] = orders.map((one) => one.order);
    expect(first).toMatchObject({ payment: { state: 'paid' }, lines: [{ sku: '007', quantity: 1 }] });
    expect(first!.destinations[0]!.consignee).toMatchObject({ name: '山田 太郎', address: { street: '千代田9-9-9' } });
    const said = problems.filter(({ code }) => code === 'cells-guarded');
    expect(said).toEqual([expect.objectContaining({ kind: 'done', args: expect.objectContaining({ count: 8 }) })]);
    for (const column of ['番号', '届け先', '住所', '数量']) expect(said[0]!.args!.columns).toContain(column);
  });

  it.each(['plain', '"quoted"', '="a"&"b"', '=A1', "'012", '="', '=""x'])('leaves %s alone', async (name) => {
    const { orders, problems } = await read(`番号|品番|数量|届け先\nA|x|1|${name}`);
    expect(orders[0]!.order.destinations[0]!.consignee.name).toBe(name);
    expect(problems.map(({ code }) => code)).not.toContain('cells-guarded');
  });

  it('refuses an order number that comes in two groups', async () => {
    const own = readLayout(head(', group: カート') + fields, masters);
    const result = await read('カート|番号|数量\nC1|A|1\nC2|A|2\nC1|A|3', {}, own);
    expect(result.orders.map((one) => one.rows)).toEqual([[2, 4]]);
    expect(brief(result.problems)).toEqual(['fix order-number-twice 3']);
    expect(result.refusedOrders).toEqual(['A']);
  });

  it('converts by the type of the field when the rule names no converter', async () => {
    const { orders } = await read(
      `番号|数量|合計|入金|郵便|県|住所|希望日|時間\n'A1|２|1,234円|済|〒100-0001|東京都|千代田区千代田1-1|2026/12/5|１４時～１６時`,
    );
    expect(orders[0]!.order).toMatchObject({
      number: 'A1',
      total: 1234,
      payment: { state: 'paid' },
      lines: [{ quantity: 2 }],
      destinations: [
        {
          consignee: {
            postalCode: '1000001',
            address: { prefecture: '東京都', city: '千代田区', street: '千代田1-1' },
          },
          wishedDate: '2026-12-05',
          timeSlot: '1416',
        },
      ],
    });
  });

  it('refuses the whole order for a bad quantity and lets the others in', async () => {
    const result = await read('番号|数量\nA|1\nA|0\nB|1\nC|1.5\nD|-1\nE|二');
    expect(result.orders.map((one) => one.order.number)).toEqual(['B']);
    expect(result.refusedOrders).toEqual(['A', 'C', 'D', 'E']);
    expect(brief(result.problems)).toEqual([
      'fix count-zero 3 数量',
      'fix count-fraction 5 数量',
      'fix count-negative 6 数量',
      'fix count-unreadable 7 数量',
    ]);
    expect(result.problems.map((problem) => [problem.order, problem.place.value])).toEqual([
      ['A', '0'],
      ['C', '1.5'],
      ['D', '-1'],
      ['E', '二'],
    ]);
  });

  it('lets an order with a bad wish in, with a problem that holds it', async () => {
    const { orders, refusedOrders } = await read('番号|数量|希望日|時間\nA|1|2026/2/30|夕方');
    expect(refusedOrders).toEqual([]);
    expect(brief(orders[0]!.problems)).toEqual(['fix date-impossible 2 希望日', 'fix unknown-word 2 時間']);
    expect(orders[0]!.order.destinations[0]).toMatchObject({ wishedDate: null, timeSlot: '' });
  });

  it('counts words of the blank dictionary as blank', async () => {
    const { orders } = await read('番号|数量|希望日\nA|1|設定なし');
    expect(orders[0]).toMatchObject({ problems: [], order: { destinations: [{ wishedDate: null }] } });
  });

  it('refuses a row without an order number by itself', async () => {
    const result = await read('番号|数量\n|1\nA|1');
    expect(brief(result.problems)).toEqual(['fix order-number-missing 2']);
    expect(result.orders).toHaveLength(1);
  });

  it('refuses an order number in exponent form', async () => {
    const result = await read('番号|数量\n5.03E+16|1');
    expect(result.orders).toEqual([]);
    expect(result.refusedOrders).toEqual(['5.03E+16']);
    expect(brief(result.problems)).toEqual(['fix code-exponent 2 番号']);
  });

  it('holds an order whose rows disagree about the order, naming both rows', async () => {
    const { orders } = await read('番号|数量|合計|注文者\nA|1|100|山田\nA|1|200|山田\nA|2|100|山田');
    expect(brief(orders[0]!.problems)).toEqual(['fix order-differs 3 合計']);
    expect(orders[0]!.problems[0]?.args).toEqual({ field: '合計金額', first: 2, second: 3 });
    expect(orders[0]!.order.total).toBe(100);
  });

  it('does not mind the same value written in two ways', async () => {
    const { orders } = await read('番号|数量|合計\nA|1|1,000\nA|2|1000円');
    expect(orders[0]!.problems).toEqual([]);
  });

  it('counts a line once that stands twice with the same number and content', async () => {
    const { orders } = await read('番号|明細|数量\nA|1|1\nA|1|1');
    expect(orders[0]!.order.lines).toHaveLength(1);
    expect(brief(orders[0]!.notes)).toEqual(['done line-repeated-same 3 明細']);
  });

  it('refuses an order in which one line number has two contents', async () => {
    const result = await read('番号|明細|数量\nA|1|1\nA|1|2');
    expect(result.refusedOrders).toEqual(['A']);
    expect(brief(result.problems)).toEqual(['fix line-repeated-different 3 明細']);
  });

  it('holds an order with the very same row twice where lines have no numbers', async () => {
    const { orders } = await read('番号|品番|数量\nA|x|1\nB|x|1\nA|x|1');
    expect(brief(orders[0]!.problems)).toEqual(['fix row-repeated 4']);
    expect(orders[0]!.order.lines).toHaveLength(2);
    expect(orders[1]!.problems).toEqual([]);
  });

  it('skips a header that comes again and says so', async () => {
    const result = await read('番号|数量\nA|1\n番号|数量\nB|1');
    expect(result.orders).toHaveLength(2);
    expect(brief(result.problems)).toEqual(['done repeated-header 3']);
  });

  it('refuses the order of a row with values beyond the header, because its cells have slipped', async () => {
    const result = await read('番号|数量\nA|1|x\nB|1|\nA|2');
    expect(result.orders.map((one) => one.order.number)).toEqual(['B']);
    expect(result.refusedOrders).toEqual(['A']);
    expect(brief(result.problems)).toEqual(['fix too-many-cells 2']);
  });

  it('refuses the order of a row that the reader could not make out', async () => {
    const table = tableOf(grid('番号|数量\nA|1\nB|1'));
    const broken = {
      facts: table.facts,
      *rows(onProblem: Parameters<typeof table.rows>[0]) {
        for (const row of table.rows(onProblem)) {
          if (row.no === 3) onProblem({ code: 'value-missing', kind: 'fix', place: { row: 3 } }, row);
          else yield row;
        }
      },
    };
    const result = readTable(await opened(broken, [layout]), { masters, today: '2026-11-21' });
    expect(result.orders.map((one) => one.order.number)).toEqual(['A']);
    expect(result.refusedOrders).toEqual(['B']);
  });
});

describe('destinations', () => {
  it('makes one destination per key, in the order of their first line', async () => {
    const { orders } = await read('番号|数量|届け先番号|届け先\nA|1|D2|乙\nA|2|D1|甲\nA|3|D2|乙');
    const { destinations, lines } = orders[0]!.order;
    expect(destinations.map((one) => [one.key, one.consignee.name])).toEqual([
      ['D2', '乙'],
      ['D1', '甲'],
    ]);
    expect(lines.map((line) => line.destination)).toEqual(['D2', 'D1', 'D2']);
  });

  it('tells destinations without a key apart by the consignee', async () => {
    const { orders } = await read('番号|数量|届け先\nA|1|甲\nA|2|乙\nA|3|甲');
    expect(orders[0]!.order.destinations.map((one) => one.key)).toEqual(['', '#2']);
    expect(orders[0]!.order.lines.map((line) => line.destination)).toEqual(['', '#2', '']);
  });

  it('reads an order of thousands of destinations without slowing down', async () => {
    const cells = Array.from({ length: 6000 }, (_, i) => ['A', '1', `宛名${i % 3000}`]);
    const start = performance.now();
    const { orders } = await readCells(layout, [['番号', '数量', '届け先'], ...cells], { masters });
    expect(orders[0]!.order.destinations).toHaveLength(3000);
    expect(orders[0]!.order.lines[3001]!.destination).toBe('#2');
    expect(performance.now() - start).toBeLessThan(3000);
  });

  it('holds the order when one destination has two wishes or two consignees', async () => {
    const wishes = await read('番号|数量|届け先|希望日\nA|1|甲|2026/12/1\nA|2|甲|2026/12/2');
    expect(brief(wishes.orders[0]!.problems)).toEqual(['fix destination-differs 3 希望日']);
    expect(wishes.orders[0]!.order.destinations).toHaveLength(1);
    const people = await read('番号|数量|届け先番号|届け先\nA|1|D1|甲\nA|2|D1|乙');
    expect(brief(people.orders[0]!.problems)).toEqual(['fix destination-differs 3 届け先']);
  });

  it('sends to the orderer when the consignee is blank and the layout says so', async () => {
    const own = readLayout(head(', same-as-orderer-when-blank: true') + fields, masters);
    const { orders } = await read('番号|数量|注文者|届け先\nA|1|山田|\nA|2|山田|川口', {}, own);
    expect(orders[0]!.order.destinations.map((one) => one.consignee.name)).toEqual(['山田', '川口']);
  });

  it('takes blank later rows for the same as above where the format leaves them blank', async () => {
    const own = readLayout(head(', continuation: blank-is-same') + fields, masters);
    const { orders } = await read('番号|品番|数量|合計|届け先|希望日\nA|x|1|100|甲|2026/12/1\nA|y|2|||', {}, own);
    expect(orders[0]!.problems).toEqual([]);
    expect(orders[0]!.order).toMatchObject({ total: 100, destinations: [{ wishedDate: '2026-12-01' }] });
    expect(orders[0]!.order.lines.map((line) => line.destination)).toEqual(['', '']);
  });
});

describe('damage by spreadsheets', () => {
  it('repairs a postal code without its zero only when the address proves it, and says so', async () => {
    const { orders } = await read(
      '番号|数量|郵便|県|住所\nA|1|600001|北海道|札幌市中央区北一条西1\nB|1|600001|沖縄県|那覇市1',
    );
    expect(orders[0]!.order.destinations[0]!.consignee.postalCode).toBe('0600001');
    expect(brief(orders[0]!.notes)).toEqual(['done postal-repaired 2 郵便']);
    expect(brief(orders[1]!.problems)).toEqual(['fix postal-short 3 郵便']);
  });

  it('holds back the whole order when one of its rows is hidden', async () => {
    const { orders } = await read('番号|数量\nA|1\nA|2\nB|1', { hidden: [3], format: 'xlsx' });
    expect(orders.map((one) => brief(one.problems))).toEqual([['fix hidden-row 3'], []]);
  });

  it('does not believe a time slot or a code that Excel turned into a date, nor an error cell', async () => {
    const { orders, problems } = await read('番号|数量|時間|品番\nA|1|2026/12/14|x\nB|1||2026/01/02\nC|#N/A||', {
      format: 'xlsx',
      kinds: { '2:2': 'date', '3:3': 'date', '4:1': 'error' },
    });
    expect(brief(orders[0]!.problems)).toEqual(['fix slot-became-date 2 時間']);
    expect(brief(orders[1]!.problems)).toEqual(['fix cell-became-date 3 品番']);
    expect(brief(problems)).toEqual(['fix cell-error 4 数量']);
  });
});

describe('payment', () => {
  it('takes an amount to collect for cash on delivery, and knows when it does not know', async () => {
    const { orders } = await read('番号|数量|入金|代引額\nA|1|済|3,240\nB|1|未|\nC|1||\nD|1|多分|');
    expect(orders.map((one) => one.order.payment.state)).toEqual(['cod', 'unpaid', 'unknown', 'unknown']);
    expect(orders[0]!.order.payment.codAmount).toBe(3240);
    expect(brief(orders[3]!.problems)).toEqual(['fix unmapped-word 5 入金']);
  });
});

describe('formats of two files', () => {
  it('marks what is still missing', async () => {
    const header = readLayout(
      head(', part: header') + fields.replace(/ {2}line\.(no|sku|quantity).*\n/g, '').replaceAll('数量', '届け先'),
      masters,
    );
    const orders = await readCells({ ...header, fits: ['番号'] }, grid('番号|届け先\nA|甲'), { masters });
    expect(orders.orders[0]!.order).toMatchObject({ missing: ['lines'], lines: [], destinations: [{ key: '' }] });
    const lines = readLayout(head(', part: lines') + fields, masters);
    const items = await readCells(lines, grid('番号|数量\nA|2'), { masters });
    expect(items.orders[0]!.order).toMatchObject({ missing: ['header'], destinations: [], lines: [{ quantity: 2 }] });
  });
});

describe('records', () => {
  const stock = readLayout(`title: 在庫
source: { doc: d, checked: 2026-11-21, trust: B }
read: { yields: stock }
fits: [品番, 在庫]
fields:
  stock.sku: { from: 品番, required: true }
  stock.onHand: { from: 在庫, as: stock, required: true }
`);

  it('takes good rows and names the bad ones', async () => {
    const result = await readCells(stock, grid('品番|在庫\nx|0\ny|-1\n|3\nz|1,200'), { masters: noMasters });
    expect(result.stock).toEqual([
      { value: { sku: 'x', onHand: 0 }, row: 2 },
      { value: { sku: 'z', onHand: 1200 }, row: 5 },
    ]);
    expect(brief(result.problems)).toEqual(['fix count-negative 3 在庫', 'fix value-missing 4 品番']);
  });
});

describe("the shop's own status", () => {
  const statuses = {
    methods: [],
    dictionaries: {
      'order-status': new Map(
        Object.entries({
          未発送: 'ready',
          入金待ち: 'unpaid',
          発送済み: 'shipped',
          キャンセル: 'cancelled',
          返品: 'returned',
          入金済: 'paid',
          申請中: 'cancel-requested',
          要確認: 'checking',
          予約: 'reserved',
          保留: 'hold',
        }),
      ),
    },
  };
  const layout = (rule: string) =>
    readLayout(
      `title: t\nsource: { doc: d, checked: 2026-11-21, trust: B }\nread: { yields: order }\nfits: [番号, 数量]\nfields:\n` +
        `  order.number: { from: 番号, required: true }\n  line.quantity: { from: 数量, required: true }\n  order.status: ${rule}\n`,
      statuses,
    );
  const read = async (rule: string, words: readonly string[]) => {
    const rows = words.map((word, i) => `N${i + 1}|1|${word}`).join('\n');
    return (await readCells(layout(rule), grid(`番号|数量|状態\n${rows}`), { masters: statuses })).orders;
  };
  const common = '{ from: 状態, dictionary: order-status }';

  it('stops what must not go out, each by its name, and lets the rest alone', async () => {
    const orders = await read(common, ['未発送', '入金待ち', '発送済み', 'キャンセル', '返品', '入金済', '申請中', '']);
    expect(orders.map(({ order }) => order.payment.state)).toEqual([
      'unknown',
      'unpaid',
      'unknown',
      'unknown',
      'unknown',
      'paid',
      'unknown',
      'unknown',
    ]);
    expect(orders.map(({ order }) => order.destinations[0]!.trackingNumber)).toEqual([
      '',
      '',
      '発送済み',
      '',
      '',
      '',
      '',
      '',
    ]);
    expect(orders.map(({ order }) => order.cancelled)).toEqual([false, false, false, true, false, false, false, false]);
    expect(orders.map(({ order }) => order.lines[0]!.status)).toEqual([
      'open',
      'open',
      'open',
      'open',
      'returned',
      'open',
      'open',
      'open',
    ]);
    expect(orders.map(({ order }) => order.lines[0]!.cancelRequested)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
      true,
      undefined,
    ]);
    expect(orders.flatMap((one) => one.problems)).toEqual([]);
  });

  it('keeps the word with which the shop says: not now', async () => {
    const orders = await read(common, ['要確認', '予約', ' 保留 ']);
    expect(orders.map(({ order }) => order.stop)).toEqual([
      { why: 'checking', word: '要確認' },
      { why: 'reserved', word: '予約' },
      { why: 'hold', word: '保留' },
    ]);
  });

  it("takes the layout's own words before those of the dictionary", async () => {
    const orders = await read('{ from: 状態, map: { 未発送: paid, 梱包中: shipped }, dictionary: order-status }', [
      '未発送',
      '梱包中',
      '保留',
    ]);
    expect(orders[0]!.order.payment.state).toBe('paid');
    expect(orders[1]!.order.destinations[0]!.trackingNumber).toBe('発送済み');
    expect(orders[2]!.order.stop?.why).toBe('hold');
  });

  it('holds the order of a word that nobody knows, and of a word in the map that means nothing', async () => {
    const orders = await read('{ from: 状態, map: { 特別: redy }, dictionary: order-status }', ['謎の状態', '特別']);
    expect(orders.map((one) => brief(one.problems))).toEqual([
      ['fix unknown-word 2 状態'],
      ['fix bad-field-value 3 状態'],
    ]);
  });

  it('reads several status columns, of the order and of each destination', async () => {
    const own = readLayout(
      `title: t\nsource: { doc: d, checked: 2026-11-21, trust: B }\nread: { yields: order }\nfits: [番号, 数量]\nfields:\n` +
        `  order.number: { from: 番号, required: true }\n  line.quantity: { from: 数量, required: true }\n` +
        `  line.delivery.key: { from: 先 }\n  order.status: { from: 状態, dictionary: order-status }\n` +
        `  order.status.check: { from: 確認, map: { "1": checking, "0": ready } }\n` +
        `  line.delivery.status: { from: 発送, dictionary: order-status }\n`,
      statuses,
    );
    const rows =
      'A|1|甲|未発送|0|未発送\nA|1|乙|未発送|0|発送済み\nB|1|甲|入金待ち|1|キャンセル\nC|1|甲|未発送|9|未発送';
    const { orders } = await readCells(own, grid(`番号|数量|先|状態|確認|発送\n${rows}`), { masters: statuses });
    expect(orders[0]!.order.destinations.map((one) => one.trackingNumber)).toEqual(['', '発送済み']);
    expect(orders[0]!.order.cancelled).toBe(false);
    expect(orders[1]!.order).toMatchObject({
      stop: { why: 'checking', word: '確認：1' },
      payment: { state: 'unpaid' },
    });
    expect(orders[1]!.order.destinations[0]!.deleted).toBe(true);
    expect(orders[1]!.order.cancelled).toBe(false);
    expect(brief(orders[2]!.problems)).toEqual(['fix unmapped-word 5 確認']);
  });
});
