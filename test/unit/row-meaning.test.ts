import { describe, expect, it } from 'vitest';
import { brief, grid, loadTexts, opened, readCells, readLayout, tableOf } from '../support/layouts.ts';

const source = 'source: { doc: d, checked: 2026-11-26, trust: B }';
const orders = (read: string, fields = '') =>
  readLayout(`title: 受注\n${source}\nread: { yields: order, ${read} }\nfits: [番号, 数量]
fields:
  order.number: { from: 番号, required: true }
  line.sku: { from: 品番 }
  line.name: { from: 品名 }
  line.quantity: { from: 数量, required: true }
  line.unitPrice: { from: 単価 }
  line.consignee.name: { from: 届け先 }
${fields}`);

describe('same-as-above', () => {
  const above = orders('same-as-above: "--- 同上 ---"');
  const read = (text: string) => readCells(above, grid(text));

  it('a cell that says so means the cell above it, over any number of rows and in any width', async () => {
    const { orders: made, problems } = await read(
      '番号|品番|数量|届け先\nA|x|1|見本\n--- 同上 ---|y|2|--- 同上 ---\n－－－　同上　－－－|z|3|---同上---\nB|w|1|例題',
    );
    expect(made.map(({ order, rows }) => [order.number, rows, order.destinations.length])).toEqual([
      ['A', [2, 3, 4], 1],
      ['B', [5], 1],
    ]);
    expect(made[0]!.order.lines.map((line) => [line.sku, line.quantity])).toEqual([
      ['x', 1],
      ['y', 2],
      ['z', 3],
    ]);
    expect(problems).toEqual([]);
  });

  it('a row that cannot be used keeps its whole order out, though its number is only said above', async () => {
    const { orders: made, refusedOrders } = await read(
      '番号|品番|数量|届け先\nA|x|1|見本\n--- 同上 ---|y|2|見本|too much\nB|w|1|例題',
    );
    expect([made.map(({ order }) => order.number), refusedOrders]).toEqual([['B'], ['A']]);
  });

  it('nothing stands above the first row: it has no number', async () => {
    const { orders: made, problems } = await read('番号|品番|数量|届け先\n--- 同上 ---|x|1|見本\nB|w|1|例題');
    expect([made.map(({ order }) => order.number), brief(problems)]).toEqual([['B'], ['fix order-number-missing 2']]);
  });

  it('rows say which of their cells are as above, and text that only holds the word is text', async () => {
    const table = await opened(tableOf(grid('番号|品名|数量\nA|同上|1\n--- 同上 ---|上と同上 --- 同上 --- です|2')), [
      above,
    ]);
    const rows = Array.from(
      table.rows(() => {}),
      (row) => [row.text(0), row.text(1), row.isAbove?.(0), row.isAbove?.(1)],
    );
    expect(rows).toEqual([
      ['A', '同上', false, false],
      ['A', '上と同上 --- 同上 --- です', true, false],
    ]);
  });
});

describe('lists in the cells of one row', () => {
  const lists = orders('lists: { count: [個数, 数量], columns: [品番, 品名, 単価] }');
  const read = (cells: string[][]) => readCells(lists, [['番号', '品番', '品名', '数量', '単価', '届け先'], ...cells]);

  it('become as many lines as there are quantities; a single one is never cut', async () => {
    const { orders: made, counts } = await read([
      ['A', 'x,y,z', '茶,湯呑み,急須', '1,2,1', '100,200,', '見本'],
      ['B', 'w', '茶,赤', '3', '1,200', '例題'],
    ]);
    expect(
      made.map(({ order }) => order.lines.map((line) => [line.sku, line.name, line.quantity, line.unitPrice])),
    ).toEqual([
      [
        ['x', '茶', 1, 100],
        ['y', '湯呑み', 2, 200],
        ['z', '急須', 1, null],
      ],
      [['w', '茶,赤', 3, 1200]],
    ]);
    expect(counts).toEqual({ rows: 4, lines: 4 });
  });

  it('blank lists are blank in every line', async () => {
    const { orders: made, problems } = await read([
      ['A', 'x, y', '茶,湯呑み', '1,2', '', '見本'],
      ['B', 'w', '茶、赤,白', '3', '1,200', '例題'],
    ]);
    expect(problems).toEqual([]);
    expect(
      made.map(({ order }) => order.lines.map((line) => [line.sku, line.name, line.quantity, line.unitPrice])),
    ).toEqual([
      [
        ['x', '茶', 1, null],
        ['y', '湯呑み', 2, null],
      ],
      [['w', '茶、赤,白', 3, 1200]],
    ]);
    expect(made.map(({ rows, problems: held }) => [rows, held])).toEqual([
      [[2, 2], []],
      [[3], []],
    ]);
  });

  it('entries that look alike are different lines: no row stands there twice', async () => {
    const { orders: made } = await read([['A', 'x,x', '茶,茶', '1,1', '', '見本']]);
    expect([made[0]!.order.lines.length, made[0]!.problems]).toEqual([2, []]);
  });

  it('lists of another length refuse the order, with column and numbers, and the others go on', async () => {
    const {
      orders: made,
      refusedOrders,
      problems,
    } = await read([
      ['A', 'x,y', '茶, 赤,湯呑み', '1,2', '', '見本'],
      ['B', 'w', '茶', '3', '', '例題'],
    ]);
    expect([made.map(({ order }) => order.number), refusedOrders]).toEqual([['B'], ['A']]);
    expect(problems).toMatchObject([
      {
        code: 'list-lengths-differ',
        order: 'A',
        place: { row: 2, column: '品名' },
        args: { counts: '数量', entries: 2, others: 3 },
      },
    ]);
  });
});

describe('rows that are no goods', () => {
  const fees = orders('', '  line.notGoods: { from: 区分, map: { 商品: "", 送料: "true", 手数料: "true" } }\n');
  const read = (text: string) => readCells(fees, grid(text));

  it('have no line and no destination, and are said once for the file', async () => {
    const { orders: made, problems } = await read(
      '番号|品番|数量|届け先|区分\nA|x|1|見本|商品\nA||1||送料\nA||one||手数料\nB||1||送料\nB|y|1|例題|商品',
    );
    expect(made.map(({ order }) => [order.number, order.lines.length, order.destinations.length])).toEqual([
      ['A', 1, 1],
      ['B', 1, 1],
    ]);
    expect(problems).toMatchObject([{ code: 'rows-not-goods', kind: 'done', place: { row: 3 }, args: { count: 3 } }]);
  });

  it('say nothing of the order either: what they leave blank is no contradiction', async () => {
    const own = orders(
      '',
      '  order.note: { from: 備考 }\n  line.notGoods: { from: 区分, map: { 商品: "", 送料: "true" } }\n',
    );
    const { orders: made } = await readCells(
      own,
      grid('番号|品番|数量|届け先|区分|備考\nA||1||送料|\nA|x|1|見本|商品|のし\nA|y|1|見本|商品|のし'),
    );
    expect(made.map(({ order, problems }) => [order.note, order.lines.length, problems])).toEqual([['のし', 2, []]]);
  });

  it('a cancelled order of fees alone is known as cancelled', async () => {
    const own = orders(
      '',
      '  order.cancelled: { from: 取消, as: filled }\n  line.notGoods: { from: 区分, map: { 送料: "true" } }\n',
    );
    const { orders: made } = await readCells(own, grid('番号|品番|数量|届け先|区分|取消\nA||1||送料|2026-11-20'));
    expect(made.map(({ order }) => [order.cancelled, order.lines, order.destinations])).toEqual([[true, [], []]]);
  });

  it('a word that is not known is goods, and holds the order', async () => {
    const { orders: made } = await read('番号|品番|数量|届け先|区分\nA|x|1|見本|おまけ');
    expect([made[0]!.order.lines.length, brief(made[0]!.problems)]).toEqual([1, ['fix unmapped-word 2 区分']]);
  });

  it('an order of fees alone is not taken in, and said', async () => {
    const { orders: made, problems } = await read('番号|品番|数量|届け先|区分\nA||1||送料');
    expect(made).toEqual([]);
    expect(brief(problems)).toEqual(['done order-without-goods 2 番号', 'done rows-not-goods 2']);
  });
});

it('a mistake in lists is said with its place', () => {
  const { complaints } = loadTexts({
    'read/one': `title: t\n${source}\nread: { yields: order, lists: { columns: [x] } }\nfits: [a]\nfields:\n  order.number: { from: a, required: true }\n  line.quantity: { from: b, required: true }\n`,
  });
  expect(complaints.join('\n')).toMatch(/one\.yaml:3.*count/);
});
