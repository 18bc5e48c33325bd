import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { madeUpPhone } from '../../src/layout/learn/case/phone.ts';
import { madeUpPlace } from '../../src/layout/learn/case/place.ts';
import { madeUpCode, madeUpText } from '../../src/layout/learn/case/text.ts';
import { cp932Code, encodeCp932 } from '../../src/text/cp932.ts';
import { readPhone } from '../../src/text/phone.ts';
import { postalFits } from '../../src/text/postal.ts';
import { width } from '../../src/text/width.ts';
import { csvOf, headerLists } from '../support/header-lists.ts';
import { learned } from '../support/learn.ts';

/** Kind of a character: what a printer, a width and a converter would see. */
function kindOf(char: string): string {
  if (/[0-9]/.test(char)) return 'digit';
  if (/[０-９]/.test(char)) return 'wide digit';
  if (/[A-Za-z]/.test(char)) return /[a-z]/.test(char) ? 'small' : 'capital';
  if (/[Ａ-Ｚａ-ｚ]/.test(char)) return 'wide letter';
  if (/[\u3041-\u3096]/.test(char)) return 'hiragana';
  if (/[\u30a1-\u30fa]/.test(char)) return 'katakana';
  if (/[\uff66-\uff9d]/.test(char)) return 'half kana';
  if (!/[\u3400-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}]/u.test(char)) return char;
  if (char.length > 1) return 'astral kanji';
  const code = cp932Code(char.charCodeAt(0));
  return code === 0
    ? 'kanji beyond CP932'
    : (code >= 0x8740 && code <= 0x879f) || code >= 0xed00
      ? 'dependent kanji'
      : 'kanji';
}

const shape = (text: string) => [...text].map(kindOf).join(',');

describe('made-up text', () => {
  it.each([
    '山田　太郎',
    'ﾔﾏﾀﾞ ﾀﾛｳ',
    '髙橋 𠮷田',
    '株式会社サンプル（東京）',
    'Smith, John-Paul',
    '３階　Ａ棟',
    '鷗外',
    'やまだ・たろう',
  ])('has the shape of %s: length, kinds, width, and no character at its place', (text) => {
    for (let turn = 0; turn < 30; turn++) {
      const made = madeUpText(text, turn);
      expect(shape(made)).toBe(shape(text));
      expect(width(made)).toBe(width(text));
      expect(encodeCp932(made).bad.length > 0).toBe(encodeCp932(text).bad.length > 0);
      [...text].forEach((char, i) => {
        if (/[\p{L}\p{N}]/u.test(char) && !/[ーｰﾞ]/.test(char)) expect([...made][i], text).not.toBe(char);
      });
    }
  });

  it.each([
    ['00123', /^00[1-9]{3}$/],
    ['250-1111111-0000001', /^\d{3}-\d{7}-\d{7}$/],
    ['5.03E+16', /^\d\.\d\dE\+16$/],
    ['#1001', /^#\d{4}$/],
  ])('keeps what matters of the code %s', (code, pattern) => {
    for (let turn = 0; turn < 20; turn++) {
      expect(madeUpCode(code, turn)).toMatch(pattern);
      expect(madeUpCode(code, turn)).not.toBe(code);
    }
  });
});

describe('made-up telephone numbers', () => {
  it.each([
    '090-1234-5678',
    '０９０１２３４５６７８',
    '9012345678',
    '03-1234-5678',
    '0312345678',
    '011-234-5678',
    '+81 90-1234-5678',
    '0120-123-456',
    '（06）1234-5678',
  ])('are numbers of the kind of %s', (phone) => {
    for (let turn = 0; turn < 30; turn++) {
      const made = madeUpPhone(phone, turn);
      expect(readPhone(made).problem).toBeUndefined();
      expect(shape(made)).toBe(shape(phone));
      expect(made).not.toBe(phone);
    }
  });

  it.each(['12345', '9.01E+10', '03-1234-5678/090-1111-2222', '電話なし'])('of %s are no numbers either', (phone) => {
    expect(readPhone(madeUpPhone(phone, 3)).problem?.code).toBe(readPhone(phone).problem?.code);
  });
});

describe('made-up addresses', () => {
  it.each([
    [['大阪府大阪市北区梅田3-1-3 ビル501'], ['530-0001']],
    [['東京都', '渋谷区', '神宮前1-2-3', '表参道ハイツ201'], ['1500001']],
    [['神奈川県', '横浜市西区みなとみらい2-3-4'], ['２２００００１']],
    [['北海道札幌市東区北四十四条東1-2-3'], ['70844']],
    [
      ['愛知県', '名古屋市中区栄1-2-3'],
      ['460', '0008'],
    ],
  ])('%s is another place with its own postal code, in the same cells', (address, postal) => {
    for (let turn = 0; turn < 30; turn++) {
      const made = madeUpPlace({ address, postal }, turn);
      expect(made.address.map((part) => part.length)).toEqual(address.map((part) => part.length));
      const code = made.postal.join('').normalize('NFKC').replace(/\D/g, '').padStart(7, '0');
      expect(postalFits(code, made.address.join(''))).toBe('fits');
      expect(made.address.join('')).not.toContain(address.at(-1)!);
    }
  });
});

/** Everything that names somebody in a header list. */
const secretKinds =
  /^(?:name|family|given|kana|family-kana|given-kana|postal|city-street|street|building|address|prefecture-city-street|phone|email|note)$/;

describe('the first case of a learned layout', () => {
  it.each(
    headerLists()
      .filter((list) => list.kinds.some((kind) => secretKinds.test(kind)))
      .map((list) => [list.name, list] as const),
  )('%s: nothing of a person is left, byte by byte', async (_, list) => {
    for (const encoding of ['utf8', 'cp932'] as const) {
      const text = csvOf(list).toString('utf8').replaceAll('〜', '～');
      const { made, proved } = await learned(
        encoding === 'utf8' ? Buffer.from(text) : Buffer.from(encodeCp932(text).bytes),
        'o.csv',
      );
      const written = [Buffer.from(made.layout), Buffer.from(made.input.bytes), Buffer.from(proved.expected.bytes)];
      const secrets = list.rows.flatMap((row) =>
        row
          .filter((cell, at) => cell.length > 1 && secretKinds.test(list.kinds[at]!))
          .flatMap((cell) => [cell, ...cell.split(' ')]),
      );
      expect(secrets.length).toBeGreaterThan(0);
      for (const secret of new Set(secrets.filter((one) => one.length > 1)))
        for (const file of written) {
          expect(file.includes(Buffer.from(secret)), `${secret} in UTF-8`).toBe(false);
          expect(file.includes(Buffer.from(encodeCp932(secret).bytes)), `${secret} in CP932`).toBe(false);
        }
    }
  });

  it('holds no person of any file, whoever they are', async () => {
    const kanji = fc.constantFrom(...'田山川佐藤鈴木高橋渡辺伊東京都大阪区市見本例題試験仮名空海花森髙𠮷々');
    const name = fc
      .tuple(fc.array(kanji, { minLength: 2, maxLength: 4 }), fc.array(kanji, { minLength: 2, maxLength: 3 }))
      .map(([a, b]) => `${a.join('')}　${b.join('')}`);
    const digits = (length: number) =>
      fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length }).map((all) => all.join(''));
    const street = fc
      .tuple(fc.array(kanji, { minLength: 2, maxLength: 4 }), digits(2), digits(3))
      .map(([town, a, b]) => `${town.join('')}${a}-${b}`);
    const row = fc.record({
      number: digits(9),
      name,
      phone: digits(8).map((one) => `090${one}`),
      street,
      note: fc.string({ minLength: 5, maxLength: 20 }).filter((one) => !/["\r\n]/.test(one) && one.trim().length > 4),
      mail: digits(6).map((one) => `u${one}@mail.example`),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 6 }), async (rows) => {
        const lines = rows.map((one) =>
          [
            one.number,
            one.name,
            '150-0001',
            `東京都渋谷区${one.street}`,
            one.phone,
            one.mail,
            `"${one.note}"`,
            '茶',
            '1',
          ].join(','),
        );
        const file = `注文番号,お届け先名,お届け先郵便番号,お届け先住所,お届け先電話番号,メールアドレス,備考,商品名,数量\r\n${lines.join('\r\n')}\r\n`;
        const { made, proved } = await learned(Buffer.from(file), 'o.csv');
        const written = [Buffer.from(made.input.bytes), Buffer.from(proved.expected.bytes)].map((one) =>
          one.toString('utf8'),
        );
        const secrets = rows.flatMap((one) => [
          one.number,
          one.name,
          ...one.name.split('　'),
          one.phone,
          one.street,
          one.note.trim(),
          one.mail,
        ]);
        for (const secret of secrets) for (const text of written) expect(text.includes(secret), secret).toBe(false);
      }),
      { numRuns: 60 },
    );
  });

  it('keeps what the layout is made of: header, encoding, line ends, rows of one order, words, amounts and days', async () => {
    const list = headerLists().find((one) => one.name === 'ec-cube-4')!;
    const { made } = await learned(
      Buffer.from(encodeCp932(csvOf(list).toString('utf8').replaceAll('〜', '～')).bytes),
      'o.csv',
    );
    const text = new TextDecoder('shift_jis').decode(made.input.bytes);
    const [header = '', ...rows] = text.trim().split('\r\n');
    expect(header).toBe(list.headers.join(','));
    expect(rows.length).toBe(3);
    const cells = rows.map((one) => one.split(','));
    expect(cells[0]![1]).toBe(cells[1]![1]);
    expect(cells[0]![1]).not.toBe(cells[2]![1]);
    expect(text).toContain('新規受付');
    expect(text).toContain('代金引換');
    expect(text).toContain('2026-11-20 10:11:12');
  });
});
