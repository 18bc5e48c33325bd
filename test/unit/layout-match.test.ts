import { describe, expect, it } from 'vitest';
import { openDocument } from '../../src/layout/document.ts';
import { matchLayout } from '../../src/layout/match.ts';
import type { ReadForm, Row } from '../../src/layout/rows/row.ts';
import type { ReadLayout } from '../../src/layout/types.ts';
import { grid, readLayout, standard, tableOf } from '../support/layouts.ts';

const source = 'source: { doc: d, checked: 2026-11-21, trust: B }';
const orders = (fits: string, more = '', fields = '') =>
  readLayout(`title: 受注\n${source}\nread: { yields: order }\nfits: [${fits}]\n${more}
fields:
  order.number: { from: 注文番号, required: true }
  line.quantity: { from: 数量, required: true }
${fields}`);
const named = (layout: ReadLayout, name: string): ReadLayout => ({ ...layout, name });
const rows = (cells: string[][]): Row[] =>
  Array.from(
    tableOf(cells).rows(() => {}),
    (row) => ({ ...fixed(row) }),
  );
const fixed = (row: Row): Row => {
  const cells = Array.from({ length: row.size }, (_, i) => row.text(i));
  return { no: row.no, size: cells.length, text: (i) => cells[i] ?? '' };
};
const match = (text: string, layouts: ReadLayout[]) => matchLayout(rows(grid(text)), layouts);

describe('matching a table to a layout', () => {
  const plain = orders('注文番号, 数量');

  it('finds the header whatever its width, case and spaces', () => {
    const found = match('No. | 注 文 番 号 | 数量\n1 | A | 2', [plain]);
    expect(found).toMatchObject({ layout: { name: 'one' }, dataFrom: 1 });
    const wide = match('ＯＲＤＥＲ－ＩＤ | 数量\nA | 2', [
      readLayout(
        `title: t\n${source}\nread: { yields: order }\nfits: [order-id]\nfields:\n  order.number: { from: order-id, required: true }\n  line.quantity: { from: 数量, required: true }\n`,
      ),
    ]);
    expect(wide).toMatchObject({ dataFrom: 1 });
  });

  it('finds the header below title lines, within ten rows', () => {
    const title = '受注一覧\n出力日時 | 2026/11/21\n\n';
    expect(match(`${title}注文番号 | 数量\nA | 2`, [plain])).toMatchObject({ dataFrom: 4 });
    const deep = `${'x\n'.repeat(10)}注文番号 | 数量\nA | 2`;
    expect(matchLayout(rows(grid(deep)).slice(0, 10), [plain])).toMatchObject({ problem: { code: 'no-header' } });
  });

  it('reads a header of two rows as group and name', () => {
    const two = orders('注文番号, 数量', '', '  line.consignee.name: { from: お届け先 氏名, required: true }\n');
    const found = match('注文 |  | お届け先 |\n注文番号 | 数量 | 氏名 | 住所\nA | 2 | 山田 | 東京', [two]);
    expect(found).toMatchObject({ dataFrom: 2 });
    if ('problem' in found) return;
    expect(found.columns.find('お届け先 氏名')).toBe(2);
    expect(found.columns.find('数量')).toBe(1);
  });

  it('takes the first line of a header cell that explains itself', () => {
    const cells = [
      ['注文番号\n半角英数字', '数量\r\n1以上'],
      ['A', '2'],
    ];
    const found = matchLayout(rows(cells), [plain]);
    expect(found).toMatchObject({ dataFrom: 1, columns: { names: ['注文番号', '数量'] } });
  });

  it('tells the second column of a name by #2', () => {
    const found = match('注文番号 | 送料 | 数量 | 送料\nA | 1 | 2 | 3', [plain]);
    if ('problem' in found) throw new Error(found.problem.code);
    expect([found.columns.find('送料'), found.columns.find('送料#2'), found.columns.find('送料#3')]).toEqual([
      1, 3, -1,
    ]);
  });

  it('prefers the layout that knows most of the columns', () => {
    const rich = named(orders('注文番号, 数量', '', '  line.sku: { from: 品番 }\n'), 'rich');
    expect(match('注文番号 | 数量 | 品番\nA | 2 | x', [plain, rich])).toMatchObject({ layout: { name: 'rich' } });
  });

  it('refuses to choose between two layouts that fit equally well', () => {
    const found = match('注文番号 | 数量\nA | 2', [plain, named(plain, 'twin')]);
    expect(found).toMatchObject({
      problem: { code: 'ambiguous-headers', args: { layouts: '受注（one）、受注（twin）' } },
    });
  });

  it('keeps away from a layout whose unless column is there', () => {
    const old = orders('注文番号, 数量', 'unless: [SKU管理番号]');
    expect(match('注文番号 | 数量 | SKU管理番号\nA | 2 | x', [old])).toMatchObject({
      problem: { code: 'unknown-headers', args: { missing: '（別の形式の列があります）' } },
    });
  });

  it('names the nearest layout and the columns that it misses', () => {
    const other = named(orders('受注ID, 発注先, 店舗名'), 'other');
    const found = match('受注 | 個数 | 数量\nA | 1 | 2', [other, plain]);
    expect(found).toMatchObject({
      problem: { code: 'unknown-headers', place: { row: 1 }, args: { nearest: '受注', missing: '注文番号' } },
    });
  });

  it('refuses a table in which no header name is known at all', () => {
    expect(match('a | b\n1 | 2', [plain])).toMatchObject({ problem: { code: 'no-header' } });
  });

  const strangers = {
    'EC-CUBE 3':
      '注文ID | 会員ID | お名前(姓) | お名前(名) | 会社名 | 郵便番号1 | 郵便番号2 | 都道府県(名称) | 住所1 | 住所2 | TEL1 | TEL2 | TEL3 | 小計 | 送料 | 支払合計 | 対応状況(名称) | 支払方法(名称) | 受注日',
    'sales of Creema':
      '購入日 | 確定日 | 取引相手 | 作品タイトル | 作品URL | 種類 | 作品単価 | オプション1 | オプション1価格 | 作品価格 | 数量 | 作品合計 | (-)成約手数料 | (+)送料 | 売上金（広告費控除前） | 振込申請日',
    MakeShop: '日付 | 注文時間 | 注文番号 | 処理状況 | 会社名 | 部署名 | 注文者 | 注文者(振り仮名)',
    'TikTok Shop':
      'Order ID | Order Status | Order Substatus | SKU ID | Seller SKU | Product Name | Variation | Quantity | Order Amount | Created Time | Paid Time | Tracking ID | Payment Method | Buyer Username | Recipient',
    WooCommerce:
      'Order Number | Order Status | Order Date | First Name (Billing) | Last Name (Billing) | Address 1&2 (Billing) | City (Billing) | Postcode (Billing) | Phone (Billing) | Item Name | Quantity | Item Cost',
    'one word of a stock sheet': '商品コード | 型番 | 入荷日 | 仕入先',
  };

  it.each(Object.entries(strangers))('names no nearest layout for a file that is none of ours: %s', (_, header) => {
    const found = match(header, [...standard.layouts.read.values()]);
    expect(found).toHaveProperty('problem.code', expect.stringMatching(/^(unknown-kind|no-header)$/));
  });

  it('names every standard layout when one of its columns has lost its name', () => {
    const all = [...standard.layouts.read.values()].filter((layout) => layout.form.format !== 'json');
    const silent = all.flatMap((layout) => {
      const names = new Set([
        ...layout.fits,
        ...Object.values(layout.fields).flatMap(({ from, join }) => join ?? from?.slice(0, 1) ?? []),
      ]);
      return layout.fits.flatMap((lost) => {
        const cells = [...names].filter((name) => !name.includes('#')).map((name) => (name === lost ? '？？' : name));
        const found = matchLayout(rows([cells]), [layout]);
        return 'problem' in found && found.problem.args?.nearest === layout.title ? [] : [`${layout.name} ${lost}`];
      });
    });
    expect(silent).toEqual([]);
  });

  const issued = readLayout(`title: 発行済\n${source}
read: { yields: waybill, header: optional, headless: { sizes: [3, 4], column: 番号, as: tracking } }
fits: [管理番号, 番号]
positions: [管理番号, 種類, 番号, 予備]
fields:
  waybill.customerNo: { from: 管理番号, required: true }
  waybill.number: { from: 番号, required: true, as: tracking }
`);

  it('knows a file without a header by its size and by a column that converts', () => {
    expect(match('A_1 | 0 | 400000000002\nA_2 | 0 | 123456789013', [issued])).toMatchObject({ dataFrom: 0 });
    expect(match('管理番号 | 種類 | 番号\nA_1 | 0 | 400000000002', [issued])).toMatchObject({ dataFrom: 1 });
  });

  it('does not take a file without a header when one of its first rows does not fit', () => {
    expect(match('A_1 | 0 | 400000000002\nA_2 | 0 | 12345', [issued])).toHaveProperty('problem');
    expect(match('A_1 | 400000000002', [issued])).toHaveProperty('problem');
    expect(match('A_1 | 0 | ', [issued])).toHaveProperty('problem');
    expect(match('A_1 | 0 | 400000000002\nA_2 | 0 | ', [issued])).toMatchObject({ dataFrom: 0 });
  });
});

describe('opening a document', () => {
  it('opens the bytes again when the layout wants another form, and loses no row', async () => {
    const layout = readLayout(`title: t\n${source}\nread: { yields: order, format: tsv, quoted: false }\nfits: [a]
fields:
  order.number: { from: a, required: true }
  line.quantity: { from: b, required: true }
`);
    const forms: ReadForm[] = [];
    const other = orders('注文番号, 数量');
    const cells = [['a', 'b'], ...Array.from({ length: 30 }, (_, i) => [`A${i}`, '1'])];
    const opened = await openDocument(
      (form) => {
        forms.push(form);
        return tableOf(cells);
      },
      [other, layout],
    );
    if ('problem' in opened) throw new Error(opened.problem.code);
    expect(forms).toEqual([{}, { delimiter: '\t', quoted: false }]);
    const seen = Array.from(
      opened.rows(() => {}),
      (row) => [row.no, row.text(0)],
    );
    expect(seen).toEqual(cells.slice(1).map(([text], i) => [i + 2, text]));
  });
});
