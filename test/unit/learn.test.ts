import { describe, expect, it } from 'vitest';
import { settle } from '../../src/layout/learn/index.ts';
import { asked, csv, learned, proposalOf, proposed, sure } from '../support/learn.ts';
import { xlsxOf } from '../support/xlsx.ts';

const people = `
注文番号 | 氏名(注文者) | 郵便番号(注文者) | 住所(注文者) | 電話番号(注文者) | 氏名(お届け先) | 郵便番号(お届け先) | 住所(お届け先) | 電話番号(お届け先) | 商品名 | 商品コード | 数量 | 入金状況
A-1 | 見本 花子 | 150-0001 | 東京都渋谷区神宮前1-2-3 | 090-0000-0001 | 見本 花子 | 150-0001 | 東京都渋谷区神宮前1-2-3 | 090-0000-0001 | 茶 | T-1 | 2 | 入金済
A-1 | 見本 花子 | 150-0001 | 東京都渋谷区神宮前1-2-3 | 090-0000-0001 | 例題 次郎 | 460-0008 | 愛知県名古屋市中区栄1-2-3 | 052-000-0003 | 碗 | C-1 | 1 | 入金済
A-2 | 試験 太郎 | 530-0001 | 大阪府大阪市北区梅田3-1-3 | 06-0000-0002 | 試験 太郎 | 530-0001 | 大阪府大阪市北区梅田3-1-3 | 06-0000-0002 | 茶 | T-1 | 1 | 未入金`;

describe('a file with orderer and consignee', () => {
  it('is understood without a question, several destinations of one order too', async () => {
    const proposal = await proposalOf(people);
    expect(sure(proposal)).toMatchObject({
      'order.number': '注文番号',
      'line.consignee.name': '氏名(お届け先)',
      'line.consignee.address': '住所(お届け先)',
      'order.orderer.phone': '電話番号(注文者)',
      'line.quantity': '数量',
      'line.sku': '商品コード',
      'order.payment.state': '入金状況',
    });
    expect(asked(proposal)).toEqual([]);
    const { proved } = await learned(csv(people), 'orders.csv');
    expect(JSON.parse(Buffer.from(proved.expected.bytes).toString('utf8')).orders[0].order.destinations).toHaveLength(
      2,
    );
  });

  it('gives the reasons of each field', async () => {
    const { fields } = await proposalOf(people);
    const number = fields.find((one) => one.path === 'order.number')!;
    expect(number.reasons.map((one) => one.code)).toEqual(['header-says', 'in-every-row', 'binds-rows']);
  });
});

describe('whose a column is', () => {
  const rows = (header: string, ...cells: string[]) => `注文番号 | 数量 | 商品名 | ${header}\n${cells.join('\n')}`;

  it('that names nobody is the consignee where it is the only person', async () => {
    const proposal = await proposalOf(
      rows('氏名 | 〒 | 住所 | TEL', '1 | 1 | 茶 | 見本 花子 | 150-0001 | 東京都渋谷区神宮前1-2 | 090-0000-0001'),
    );
    expect(sure(proposal)).toMatchObject({
      'line.consignee.name': '氏名',
      'line.consignee.postalCode': '〒',
      'line.consignee.address': '住所',
      'line.consignee.phone': 'TEL',
    });
  });

  it('that names nobody is the orderer beside a whole お届け先', async () => {
    const proposal = await proposalOf(
      rows(
        'お名前 | ご住所 | 郵便番号 | お届け先名 | お届け先郵便番号 | お届け先住所',
        '1 | 1 | 茶 | 見本 花子 | 東京都渋谷区神宮前1-2 | 150-0001 | 試験 太郎 | 530-0001 | 大阪府大阪市北区梅田3-1-3',
      ),
    );
    expect(sure(proposal)).toMatchObject({ 'order.orderer.name': 'お名前', 'line.consignee.name': 'お届け先名' });
  });

  it.each([
    ['the same names twice', '氏名 | 郵便番号 | 住所 | 氏名 | 郵便番号 | 住所'],
    ['two words for the orderer', '購入者名 | 購入者郵便番号 | 購入者住所 | 請求先名 | 請求先郵便番号 | 請求先住所'],
    [
      'two words for the consignee',
      'お届け先名 | お届け先郵便番号 | お届け先住所 | 配送先名 | 配送先郵便番号 | 配送先住所',
    ],
  ])('is asked for %s: two addresses are never put together', async (_, header) => {
    const proposal = await proposalOf(
      rows(
        header,
        '1 | 1 | 茶 | 見本 花子 | 150-0001 | 東京都渋谷区神宮前1-2 | 試験 太郎 | 530-0001 | 大阪府大阪市北区梅田3-1-3',
      ),
    );
    expect(Object.keys(sure(proposal)).filter((path) => /consignee|orderer/.test(path))).toEqual([]);
    expect(proposal.questions.some((one) => one.needed || one.kind === 'pick')).toBe(true);
  });

  it('of the shop, of ご依頼主 and of 贈り主 is nobody whom a field takes', async () => {
    const proposal = await proposalOf(
      rows(
        'お届け先名 | お届け先住所 | お届け先郵便番号 | ご依頼主名 | ご依頼主住所 | 店舗電話番号',
        '1 | 1 | 茶 | 見本 花子 | 東京都渋谷区神宮前1-2 | 150-0001 | 見本商店 | 大阪府大阪市北区梅田3-1-3 | 06-0000-0002',
      ),
    );
    expect(Object.keys(sure(proposal)).filter((path) => path.startsWith('order.orderer'))).toEqual([]);
    expect(sure(proposal)['line.consignee.address']).toBe('お届け先住所');
  });

  it('asks whether goods go to the orderer when the file has no other address', async () => {
    const text = rows(
      '注文者名 | 注文者住所 | 注文者郵便番号',
      '1 | 1 | 茶 | 見本 花子 | 東京都渋谷区神宮前1-2 | 150-0001',
    );
    expect(asked(await proposalOf(text))).toContain('ship-to-orderer');
    const { made } = await learned(csv(text), 'o.csv', { 'ship-to-orderer': 'yes' });
    expect(made.layout).toContain('same-as-orderer-when-blank: true');
  });
});

describe('pieces that make one field', () => {
  it('are put together: names, addresses in four columns in any order, codes and numbers in parts', async () => {
    const proposal = await proposalOf(`
注文番号 | 数量 | 商品名 | 送付先姓 | 送付先名 | 送付先建物名 | 送付先番地 | 送付先市区町村 | 送付先都道府県 | 送付先郵便番号1 | 送付先郵便番号2 | 送付先電話番号1 | 送付先電話番号2 | 送付先電話番号3
1 | 1 | 茶 | 見本 | 花子 | 表参道ハイツ201 | 神宮前1-2-3 | 渋谷区 | 東京都 | 150 | 0001 | 090 | 0000 | 0001
2 | 1 | 茶 | 試験 | 太郎 |  | 梅田3-1-3 | 大阪市北区 | 大阪府 | 530 | 0001 | 06 | 0000 | 0002`);
    const rules = settle(proposal, {}).rules;
    expect(rules.get('line.consignee.name')).toEqual({ join: ['送付先姓', '送付先名'], with: '　' });
    expect(rules.get('line.consignee.address')?.join).toEqual([
      '送付先都道府県',
      '送付先市区町村',
      '送付先番地',
      '送付先建物名',
    ]);
    expect(rules.get('line.consignee.postalCode')).toMatchObject({ as: 'postal-parts' });
    expect(rules.get('line.consignee.phone')).toMatchObject({ as: 'phone-parts' });
  });

  it('are not put together when one says all of the others again: no street stands twice on a label', async () => {
    const proposal = await proposalOf(`
注文番号 | 数量 | 商品名 | お届け先名 | お届け先郵便番号 | お届け先住所 | お届け先住所１ | お届け先住所２
1 | 1 | 茶 | 見本 花子 | 150-0001 | 東京都渋谷区神宮前1-2-3 | 東京都 | 渋谷区神宮前1-2-3
2 | 1 | 茶 | 試験 太郎 | 530-0001 | 大阪府大阪市北区梅田3-1-3 | 大阪府 | 大阪市北区梅田3-1-3`);
    expect(sure(proposal)['line.consignee.address']).toBe('お届け先住所');
  });

  it('of two whole telephone numbers the first that is there counts', async () => {
    const proposal = await proposalOf(`
注文番号 | 数量 | 商品名 | お届け先名 | お届け先住所 | お届け先郵便番号 | お届け先電話番号 | お届け先携帯電話番号
1 | 1 | 茶 | 見本 花子 | 東京都渋谷区神宮前1-2-3 | 150-0001 | - | 090-0000-0001`);
    expect(settle(proposal, {}).rules.get('line.consignee.phone')).toEqual({
      from: ['お届け先電話番号', 'お届け先携帯電話番号'],
      blank: 'no-wish',
    });
  });
});

describe('the order number', () => {
  const table = (header: string, ...rows: string[]) =>
    `${header} | お届け先名 | お届け先郵便番号 | お届け先住所 | 商品名 | 数量\n${rows
      .map((row) => `${row} | 見本 花子 | 150-0001 | 東京都渋谷区神宮前1-2-3 | 茶 | 1`)
      .join('\n')}`;

  it.each([
    ['two columns of that name that do not go together', table('注文番号 | 受注番号', '1 | 9', '2 | 9', '3 | 8')],
    ['a cart that binds several numbers', table('注文番号 | カート番号', '101 | 9', '102 | 9')],
    ['no header that says it', table('伝票 | 連番', '101 | 1', '102 | 2')],
    ['numbers that Excel made exponents', table('注文番号', '5.03E+16', '5.04E+16', '503-1')],
  ])('is asked for %s', async (_, text) => {
    const proposal = await proposalOf(text);
    expect(sure(proposal)['order.number']).toBeUndefined();
    expect(proposal.questions.find((one) => one.id === 'order.number')).toMatchObject({ needed: true });
  });

  it('is the preferred of two that say the same of every order', async () => {
    expect(sure(await proposalOf(table('注文ID | 注文番号', '11 | 11', '12 | 12')))['order.number']).toBe('注文番号');
  });
});

describe('what may stop a shipment', () => {
  const table = (header: string, ...words: string[]) =>
    `注文番号 | お届け先名 | お届け先郵便番号 | お届け先住所 | 商品名 | 数量 | ${header}\n${words
      .map((word, i) => `${i + 1} | 見本 花子 | 150-0001 | 東京都渋谷区神宮前1-2-3 | 茶 | 1 | ${word}`)
      .join('\n')}`;

  it('asks for each unknown word, and holds it without an answer', async () => {
    const text = table('対応状況', '未発送', '倉庫待ち', '倉庫待ち', '別便', '発送済み');
    const proposal = await proposalOf(text);
    expect(proposal.questions.filter((one) => one.kind === 'word').map(({ word, count }) => [word, count])).toEqual([
      ['倉庫待ち', 2],
      ['別便', 1],
    ]);
    expect(settle(proposal, {}).rules.get('order.status')).toEqual({ from: ['対応状況'], dictionary: 'order-status' });
    const answered = settle(proposal, { 'word:order.status:倉庫待ち': 'ready' }).rules.get('order.status');
    expect(answered).toEqual({ from: ['対応状況'], dictionary: 'order-status', map: { 倉庫待ち: 'ready' } });
  });

  it.each(['*', '*要確認', '要確認*'])('never makes a pattern of the word "%s"', async (word) => {
    const proposal = await proposalOf(table('対応状況', '未発送', word));
    expect(proposal.questions.filter((one) => one.kind === 'word')).toEqual([]);
  });

  it.each([
    ['a header that nobody knows, with words of a status', 'フェーズ', ['未発送', '発送済み', 'キャンセル']],
    ['a part of a header', '社内確認ステータス', ['OK', 'NG', 'OK']],
    ['a day of shipping', '発送日', ['', '2026/11/20', '']],
    ['発送 alone', '発送', ['済', '未', '済']],
    ['two states of payment that disagree', '入金状況 | 決済ステータス', ['未入金 | 与信OK', '入金済 | ']],
  ])('must be answered: %s', async (_, header, words) => {
    const proposal = await proposalOf(table(header, ...words));
    expect(proposal.questions.some((one) => one.needed)).toBe(true);
  });

  it('reads a day of shipping as "shipped" where it is filled', async () => {
    const text = table('発送日', '', '2026/11/20');
    const { proved } = await learned(csv(text), 'o.csv');
    const { orders } = JSON.parse(Buffer.from(proved.expected.bytes).toString('utf8'));
    expect(
      orders.map(
        (one: never) =>
          (one as { order: { destinations: { trackingNumber?: string }[] } }).order.destinations[0]!.trackingNumber,
      ),
    ).toEqual([undefined, '発送済み']);
  });

  it('asks before a slip number that is filled in, and before a ship date, is used', async () => {
    const proposal = await proposalOf(table('送り状番号 | 発送予定日', '999999999994 | 2026/11/30'));
    expect(asked(proposal)).toEqual(
      expect.arrayContaining(['use:line.delivery.trackingNumber', 'use:line.delivery.plannedShipDate']),
    );
  });

  it('asks whether all is paid when nothing in the file says so', async () => {
    const proposal = await proposalOf(table('備考', 'a', 'b'));
    expect(asked(proposal)).toContain('all-paid');
    expect(settle(proposal, {}).rules.has('order.payment.state')).toBe(false);
    expect(settle(proposal, { 'all-paid': 'yes' }).rules.get('order.payment.state')).toEqual({ value: 'paid' });
  });
});

describe('headers and cells that contradict each other are asked', () => {
  it.each([
    ['郵便番号', 'お届け先郵便番号', '090-0000-0001', 'line.consignee.postalCode'],
    ['電話番号', 'お届け先電話番号', '150-0001', 'line.consignee.phone'],
    ['数量', '個数', 'たくさん', 'line.quantity'],
    ['注文日', '注文日', '来週', 'order.orderedAt'],
    ['メール', 'メールアドレス', '見本 花子', 'order.orderer.email'],
  ])('%s', async (_, header, cell, path) => {
    const proposal = await proposalOf(
      `注文番号 | お届け先名 | お届け先住所 | ${header}\n1 | 見本 花子 | 東京都渋谷区神宮前1-2-3 | ${cell}\n2 | 試験 太郎 | 大阪府大阪市北区梅田3-1-3 | ${cell}`,
    );
    expect(sure(proposal)[path]).toBeUndefined();
    expect(proposal.questions.some((one) => one.path === path)).toBe(true);
  });
});

describe('rows that go on', () => {
  it('may leave everything but the number and the goods blank', async () => {
    const text = `
注文番号 | お届け先名 | お届け先郵便番号 | お届け先住所 | 支払方法 | 商品名 | 数量
1 | 見本 花子 | 150-0001 | 東京都渋谷区神宮前1-2-3 | クレジットカード | 茶 | 1
1 |  |  |  |  | 碗 | 2
2 | 試験 太郎 | 530-0001 | 大阪府大阪市北区梅田3-1-3 | 代金引換 | 茶 | 1`;
    const { proposal, proved } = await learned(csv(text), 'o.csv');
    expect(proposal.settings.continuation).toBe('blank-is-same');
    const { orders } = JSON.parse(Buffer.from(proved.expected.bytes).toString('utf8'));
    expect(orders[0].order).toMatchObject({ lines: [{ quantity: 1 }, { quantity: 2 }] });
    expect(orders[0].order.destinations).toHaveLength(1);
  });
});

it('says how many rows have no order number, as merged cells leave them', async () => {
  const proposal = await proposalOf(`
注文番号 | お届け先名 | お届け先郵便番号 | お届け先住所 | 商品名 | 数量
1 | 見本 花子 | 150-0001 | 東京都渋谷区神宮前1-2-3 | 茶 | 1
 |  |  |  | 碗 | 2
2 | 試験 太郎 | 530-0001 | 大阪府大阪市北区梅田3-1-3 | 茶 | 1`);
  expect(proposal.notes).toContainEqual({ code: 'blank-numbers', args: { count: 1 } });
});

describe('files as they come', () => {
  const [header = '', ...rows] = people.trim().split('\n');

  it('have title lines above the header', async () => {
    const text = `受注一覧\n出力: 2026/11/21 担当 見本\n\n${header}\n${rows.join('\n')}`;
    const { proposal, made } = await learned(csv(text), 'o.csv');
    expect(sure(proposal)['order.number']).toBe('注文番号');
    expect(Buffer.from(made.input.bytes).toString('utf8')).not.toContain('担当');
  });

  it('have two header rows, group above name', async () => {
    const proposal = await proposalOf(`
 |  | 注文者 |  |  | お届け先 |  |  |
注文番号 | 数量 | 氏名 | 郵便番号 | 住所 | 氏名 | 郵便番号 | 住所 | 商品名
1 | 1 | 見本 花子 | 150-0001 | 東京都渋谷区神宮前1-2 | 試験 太郎 | 530-0001 | 大阪府大阪市北区梅田3-1-3 | 茶`);
    expect(sure(proposal)).toMatchObject({
      'order.orderer.name': '注文者 氏名',
      'line.consignee.name': 'お届け先 氏名',
    });
  });

  it('have names that stand twice and columns without a name', async () => {
    const text = people
      .trim()
      .split('\n')
      .map((line, i) => `${line} | ${i === 0 ? '送料' : '500'} | ${i === 0 ? '' : 'x'} | ${i === 0 ? '送料' : '0'}`)
      .join('\n');
    const proposal = await proposalOf(text);
    expect(proposal.columns.slice(-3).map((column) => column.ref)).toEqual(['送料', '', '送料#2']);
    expect(proposal.left.find((one) => one.reason.code === 'no-name')).toBeDefined();
  });

  it('are workbooks and UTF-16, with tabs and quotation marks that mean nothing', async () => {
    const cells = people
      .trim()
      .split('\n')
      .map((line) => line.split('|').map((cell) => cell.trim()));
    expect(sure((await proposed(xlsxOf(cells), 'o.xlsx')) as never)['order.number']).toBe('注文番号');
    const tabs = cells.map((row) => row.join('\t')).join('\r\n');
    const utf16 = Buffer.from(`\ufeff${tabs}\r\n`, 'utf16le');
    expect(sure((await proposed(utf16, 'o.txt')) as never)['order.number']).toBe('注文番号');
    const quotes = Buffer.from(`${tabs.replace('碗', '"白" 碗')}\r\n`, 'utf8');
    const { made } = await learned(quotes, 'o.txt');
    expect(made.layout).toContain('quoted: false');
  });

  it('have one row', async () => {
    const { proposal } = await learned(csv(`${header}\n${rows[0]}`), 'o.csv');
    expect(sure(proposal)['order.number']).toBe('注文番号');
  });

  it('have 500 columns', async () => {
    const more = Array.from({ length: 487 }, (_, i) => i);
    const wide = `${header} | ${more.map((i) => `項目${i}`).join(' | ')}\n${rows.map((row) => `${row} | ${more.map((i) => (i % 3 ? '' : `値${i}`)).join(' | ')}`).join('\n')}`;
    const { proposal } = await learned(csv(wide), 'o.csv');
    expect(proposal.columns).toHaveLength(500);
    expect(sure(proposal)['order.number']).toBe('注文番号');
    expect(proposal.questions.length).toBeLessThan(5);
  });

  it.each([
    [
      'nothing but values',
      'A-1 | 見本 花子 | 150-0001 | 090-0000-0001\nA-2 | 試験 太郎 | 530-0001 | 06-0000-0002',
      'learn-no-header',
    ],
    ['a header without rows', header, 'learn-only-header'],
    ['stock', '商品コード | 商品名 | 在庫数\nT-1 | 茶 | 5', 'learn-not-orders'],
  ])('are refused in words: %s', async (_, text, code) => {
    expect(await proposed(csv(text))).toBe(code);
  });

  it('are refused in words when they are JSON', async () => {
    expect(await proposed(Buffer.from('[{"orderId":"1","name":"a"},{"orderId":"2","name":"b"}]'), 'o.json')).toBe(
      'learn-json',
    );
  });
});
