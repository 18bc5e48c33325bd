import { describe, expect, it } from 'vitest';
import { compileWrite, type RenderInput } from '../../src/layout/write.ts';
import { standard, writeLayout } from '../support/layouts.ts';

const layout = (columns: string, form = '') =>
  writeLayout(`title: t
source: { doc: d, checked: 2026-11-21, trust: B }
write: { takes: shipment${form} }
columns:
${columns
  .trim()
  .split('\n')
  .map((line) => `  - { ${line.trim()} }`)
  .join('\n')}
`);
const render = (columns: string, input: object, form = '') => {
  const { cells, problems } = compileWrite(layout(columns, form), standard.masters).render({
    today: '2026-11-21',
    ...input,
  } as RenderInput);
  return { cells, problems: problems.map(({ code, place, args }) => [code, place.column, args]), raw: problems };
};

describe('writing a row', () => {
  it('takes fields by path, numbers as digits, and leaves columns without a source blank', () => {
    const { cells, problems } = render(
      'no: 1, name: a, from: consignee.name\nno: 2, name: b, from: shipment.packages\nno: 3, name: c\nno: 4, name: d, value: "0012"\nno: 5, name: e, from: [shipment.shipDate, today], as: date-slash',
      { consignee: { name: '山田' }, shipment: { packages: 2, shipDate: null } },
    );
    expect(cells).toEqual(['山田', '2', '', '0012', '2026/11/21']);
    expect(problems).toEqual([]);
  });

  it('finds address parts in the address or one level up', () => {
    const columns = 'no: 1, name: a, from: consignee.city\nno: 2, name: b, from: consignee.address';
    const address = { prefecture: '東京都', city: '千代田区', street: '1-1', building: 'ビル' };
    expect(render(columns, { consignee: { address } }).cells).toEqual(['千代田区', '東京都千代田区1-1ビル']);
    expect(render(columns, { consignee: address }).cells).toEqual(['千代田区', '東京都千代田区1-1ビル']);
  });

  it('carries over what does not fit to the front of the next column, and loses no character', () => {
    const columns =
      'no: 1, name: a, from: consignee.company, width: 10, overflow: 2\nno: 2, name: b, from: consignee.department, width: 20';
    const { cells, problems } = render(columns, { consignee: { company: 'あいうえおかき', department: '営業部' } });
    expect(cells).toEqual(['あいうえお', 'かき 営業部']);
    expect(problems).toEqual([]);
  });

  it('stops the row when even the next column is too narrow, and cuts nothing', () => {
    const { cells, problems } = render(
      'no: 1, name: 会社, from: consignee.company, width: 4, overflow: 2\nno: 2, name: 部署, width: 4',
      { consignee: { company: 'あいうえお' } },
    );
    expect(cells).toEqual(['あい', 'うえお']);
    expect(problems).toEqual([['write-too-wide', '部署', { column: '部署', no: 2, width: 4, excess: 2 }]]);
  });

  it('names what is too wide where nothing takes the rest', () => {
    expect(
      render('no: 1, name: 名, from: consignee.name, width: 4', { consignee: { name: 'ｱｲｳあ' } }).problems,
    ).toEqual([['write-too-wide', '名', { column: '名', no: 1, width: 4, excess: 1 }]]);
  });

  it('refuses characters that CP932 lacks, unifies waves and dashes that look the same', () => {
    const columns = 'no: 1, name: 名, from: consignee.name\nno: 2, name: 注, from: shipment.note';
    const { cells, problems } = render(columns, { consignee: { name: '𠮷田❤' }, shipment: { note: '9〜12時−' } });
    expect(cells[1]).toBe('9～12時－');
    expect(problems).toEqual([['write-char-lacking', '名', { column: '名', no: 1, characters: '𠮷❤' }]]);
    expect(render(columns, { consignee: { name: '𠮷田' } }, ', encoding: utf-8')).toMatchObject({
      cells: ['𠮷田', ''],
      problems: [],
    });
  });

  it.each([
    ['alnum', 'A-1_z', 'A 1'],
    ['digits', '0012', '1-2'],
    ['digits-hyphen', '03-1234', '03(1)'],
    ['date', '2026/11/21', '21.11.2026'],
    ['kana-half', 'ﾔﾏﾀﾞ ﾀﾛｳ', 'ヤマダ'],
    ['mail', 'a@b.jp', 'a＠b.jp'],
    ['full', '全角　ダ', '全角 だ'],
    ['text', '何でも', '二\n行'],
    ['blank', '', 'x'],
  ])('takes only what a column of type %s may hold', (type, good, bad) => {
    const columns = `no: 1, name: 列, from: shipment.note, type: ${type}`;
    expect(render(columns, { shipment: { note: good } }).problems).toEqual([]);
    expect(render(columns, { shipment: { note: bad } }).problems).toMatchObject([['write-wrong-characters', '列', {}]]);
  });

  it('wants required columns filled: always, for a group of slip types, or with another column', () => {
    const columns = [
      'no: 1, name: 一, from: shipment.note, required: true',
      'no: 2, name: 二, from: consignee.phone, required-for: [T, P]',
      'no: 3, name: 三, from: shipment.itemCode1',
      'no: 4, name: 四, from: shipment.itemCode2, needed-with: { no: 3, is: ["1"] }',
    ].join('\n');
    const missing = (shipment: object) => render(columns, { shipment }).problems.map(([, column]) => column);
    expect(missing({})).toEqual(['一']);
    expect(missing({ note: 'x', service: 'prepaid' })).toEqual(['二']);
    expect(missing({ note: 'x', service: 'yumail' })).toEqual([]);
    expect(missing({ note: 'x', itemCode1: '1' })).toEqual(['四']);
  });

  it('refuses codes that the receiver does not know and words that no map has', () => {
    const columns =
      'no: 1, name: 時, from: shipment.timeSlot, codes: ["0812", "1416"]\nno: 2, name: 種, from: shipment.service, map: { prepaid: "0" }';
    const { problems } = render(columns, { shipment: { timeSlot: '1214', service: 'nekopos' } });
    expect(problems.map(([code, column]) => [code, column])).toEqual([
      ['write-unknown-code', '時'],
      ['unmapped-word', '種'],
    ]);
  });

  it('puts the order number and never personal data into a problem but its value', () => {
    const { raw } = render('no: 1, name: 名, from: consignee.name, width: 2', {
      order: { number: 'A-1' },
      consignee: { name: '山田太郎' },
    });
    expect(raw).toEqual([
      {
        code: 'write-too-wide',
        kind: 'fix',
        order: 'A-1',
        place: { column: '名', value: '山田太郎' },
        args: { column: '名', no: 1, width: 2, excess: 6 },
      },
    ]);
  });
});

describe('the address box of B2', () => {
  const columns =
    'no: 1, name: 住所, join: [consignee.prefecture, consignee.city, consignee.street], as: b2-address, width: 64, overflow: 2\nno: 2, name: 建物, from: consignee.building, width: 32';
  const box = (address: object) => render(columns, { consignee: { address } });

  it('counts each part for itself: a street that is too long goes on in the building although the whole would fit', () => {
    const street = '神宮前一丁目二番三号グリーンハイツ四〇五';
    const { cells, problems } = box({ prefecture: '東京都', city: '渋谷区', street, building: '' });
    expect(cells).toEqual(['東京都渋谷区神宮前一丁目二番三号グリーンハイ', 'ツ四〇五']);
    expect(problems).toEqual([]);
  });

  it('parts the street at a space or before a number, not inside one', () => {
    const spaced = box({
      prefecture: '東京都',
      city: '渋谷区',
      street: '神宮前１－２－３　グリーンハイツ４０５号室',
      building: 'A棟',
    });
    expect(spaced.cells).toEqual(['東京都渋谷区神宮前１－２－３', 'グリーンハイツ４０５号室 A棟']);
    const number = box({
      prefecture: '東京都',
      city: '渋谷区',
      street: 'あいうえおかきくけこさしす１２３４号室',
      building: '',
    });
    expect(number.cells).toEqual(['東京都渋谷区あいうえおかきくけこさしす', '１２３４号室']);
  });

  it('stops when the municipality is wider than its part', () => {
    const { problems } = box({ prefecture: '東京都', city: 'あ'.repeat(13), street: '1', building: '' });
    expect(problems).toEqual([
      ['write-address-part', '住所', { column: '住所', no: 1, part: '市区町村', width: 24, excess: 2 }],
    ]);
  });

  it('stops when street and building together are too long', () => {
    const { cells, problems } = box({
      prefecture: '東京都',
      city: '渋谷区',
      street: 'あ'.repeat(20),
      building: 'い'.repeat(14),
    });
    expect(cells[1]).toBe(`${'あ'.repeat(4)} ${'い'.repeat(14)}`);
    expect(problems).toMatchObject([['write-too-wide', '建物', { excess: 5 }]]);
  });
});

describe('tracing a cell', () => {
  it('tells the sources of a column and of what overflowed into it, step by step', () => {
    const write = compileWrite(
      layout(
        'no: 1, name: a, from: consignee.company, as: alnum, width: 4, overflow: 2\nno: 2, name: b, from: consignee.department',
      ),
      standard.masters,
    );
    const input = { today: '2026-11-21', consignee: { company: 'ＡＢＣＤ　Ｅ', department: '営業部' } };
    expect(write.trace(input, 1)).toEqual({
      sources: [{ path: 'consignee.company', value: 'ＡＢＣＤ　Ｅ' }],
      steps: [
        { what: 'from consignee.company', value: 'ＡＢＣＤ　Ｅ' },
        { what: 'as alnum', value: 'ABCD E' },
        { what: 'overflow to 2', value: 'E' },
      ],
      cell: 'ABCD',
    });
    expect(write.trace(input, 2)).toMatchObject({
      sources: [{ path: 'consignee.company' }, { path: 'consignee.department', value: '営業部' }],
      cell: 'E 営業部',
    });
  });
});
