import iconv from 'iconv-lite';
import { describe, expect, test } from 'vitest';
import { fold } from '../../src/core/fold.ts';
import { proposeReplacement, shownCharacter } from '../../src/text/characters.ts';
import { mojibake, stripGuard } from '../../src/text/guard.ts';
import { toFullKana, toHalfKana, toKatakana } from '../../src/text/kana.ts';
import { readName } from '../../src/text/name.ts';
import { fit as fitWidth, width } from '../../src/text/width.ts';

describe('width', () => {
  test('half-width characters count 1, all others 2', () => {
    expect(width('')).toBe(0);
    expect(width('ABC 123')).toBe(7);
    expect(width('ｱﾊﾞｰﾄ')).toBe(5);
    expect(width('東京　①')).toBe(8);
    expect(width('𠮷')).toBe(2);
    expect(width('\ud842')).toBe(2);
    expect(width('\u00e9¥')).toBe(4);
  });

  test('a text is cut at the limit and nothing is lost', () => {
    expect(fitWidth('東京都千代田区', 7)).toEqual({ head: '東京都', rest: '千代田区' });
    expect(fitWidth('ABC', 3)).toEqual({ head: 'ABC', rest: '' });
    expect(fitWidth('東', 1)).toEqual({ head: '', rest: '東' });
    expect(fitWidth('', 0)).toEqual({ head: '', rest: '' });
  });

  test('a pair, a mark and a voiced half-width kana are never parted from their character', () => {
    expect(fitWidth('a𠮷b', 2)).toEqual({ head: 'a', rest: '𠮷b' });
    expect(fitWidth('ｱﾊﾞ', 2)).toEqual({ head: 'ｱ', rest: 'ﾊﾞ' });
    expect(fitWidth('xか\u3099', 3)).toEqual({ head: 'x', rest: 'か\u3099' });
    expect(fitWidth('x葛\u{e0100}', 4)).toEqual({ head: 'x', rest: '葛\u{e0100}' });
  });
});

describe('fold', () => {
  test('spellings of one header are the same', () => {
    const same: [string, string][] = [
      ['品名１', '品名1'],
      ['ｺﾚｸﾄ代金引換額（税込)', 'コレクト代金引換額(税込)'],
      ['お届け先　電話番号', 'お届け先電話番号'],
      ['Order-ID', 'order‐id'],
      ['【注文】番号', '[注文]番号'],
      ['9〜12時', '9～12時'],
      ['ﾒｰﾙ便', 'メール便'],
      ['\ufeff注文番号', '注文番号'],
    ];
    for (const [a, b] of same) expect([a, fold(a)]).toEqual([a, fold(b)]);
    expect(fold('品名1')).not.toBe(fold('品名2'));
  });
});

describe('kana', () => {
  test('kana become half-width with their marks apart, and what cannot is reported', () => {
    expect(toHalfKana('ヤマダ　たろう')).toEqual({ text: 'ﾔﾏﾀﾞ ﾀﾛｳ', bad: [] });
    expect(toHalfKana('パーティー・ヴ（ＡＢ１）')).toEqual({ text: 'ﾊﾟｰﾃｨｰ･ｳﾞ(AB1)', bad: [] });
    expect(toHalfKana('ヤマ田ヰ田')).toEqual({ text: 'ﾔﾏ田ヰ田', bad: ['田', 'ヰ'] });
  });

  test('half-width kana become full-width and hiragana katakana, other characters stay', () => {
    expect(toFullKana('ﾔﾏﾀﾞ ﾊﾟｰｸ①Ａ')).toBe('ヤマダ パーク①Ａ');
    expect(toFullKana('ﾞ')).toBe('゛');
    expect(toKatakana('やまだゔ山A')).toBe('ヤマダヴ山A');
  });
});

describe('guards', () => {
  test('what Excel users put around a value is taken off', () => {
    for (const raw of ['007', '="007"', '=""007""', "'007", '007\t', ' 007　', '="""007"""', '=" 007"']) {
      expect([raw, stripGuard(raw)]).toEqual([raw, '007']);
    }
    expect(stripGuard('=1+1')).toBe('=1+1');
    expect(stripGuard("'")).toBe("'");
    expect(stripGuard('O’Hara')).toBe('O’Hara');
  });

  test('double-decoded text is noticed', () => {
    for (const text of ['東京都千代田区', '山田太郎', 'お届け先', 'ありがとうございます', '注文番号']) {
      const utf8AsSjis = iconv.decode(Buffer.from(text), 'cp932');
      const utf8AsLatin = Buffer.from(text).toString('latin1');
      expect([text, mojibake(utf8AsLatin)]).toEqual([text, true]);
      if (!utf8AsSjis.includes('\ufffd')) expect([utf8AsSjis, mojibake(utf8AsSjis)]).toEqual([utf8AsSjis, true]);
      expect([text, mojibake(iconv.encode(text, 'cp932').toString('utf8'))]).toEqual([text, true]);
    }
    expect(mojibake('縺雁ｱ翫￠蜈')).toBe(true);
    expect(mojibake('螻ｱ逕ｰ')).toBe(true);
  });

  test('ordinary text is not called garbled', () => {
    const fine = [
      '東京都千代田区丸の内1-1-1',
      '髙﨑　纊子',
      '縺',
      'ﾔﾏﾀﾞ ﾀﾛｳ',
      'ﾃｱ',
      'café’s',
      'São Paulo',
      '驫木 鷲',
      '齋藤ｱ',
      '茗荷谷',
      '福井市茱崎町',
      '①②㈱',
      '😀',
    ];
    for (const text of fine) expect([text, mojibake(text)]).toEqual([text, false]);
  });
});

describe('names', () => {
  test('a name is trimmed, keeps its space as written, and loses a title that stands apart', () => {
    const table: [string, string, string[]][] = [
      ['山田 太郎', '山田 太郎', []],
      ['　山田　太郎　', '山田　太郎', []],
      ['山田  太郎', '山田 太郎', []],
      ['山田 　太郎', '山田　太郎', []],
      ['山田太郎 様', '山田太郎', ['name-title-dropped']],
      ['山田　太郎　さま', '山田　太郎', ['name-title-dropped']],
      ['株式会社サンプル 御中', '株式会社サンプル', ['name-title-dropped']],
      ['山田太郎様', '山田太郎様', []],
      ['様', '様', []],
      ['山田\n太郎', '山田 太郎', ['control-characters-dropped']],
      ['山田太郎\r\n', '山田太郎', []],
      ['', '', []],
    ];
    for (const [raw, value, codes] of table) {
      const read = readName(raw);
      expect([raw, read.value, read.notes?.map((n) => n.code)]).toEqual([raw, value, codes]);
    }
  });
});

test('what cannot be seen, or would turn a sentence around, is shown by its code, and may be taken out', () => {
  const hidden = ['\u200b', '\ufeff', '\u202e', '\u00ad', '\u{e0100}'];
  expect(hidden.map(shownCharacter)).toEqual(['U+200B', 'U+FEFF', 'U+202E', 'U+00AD', 'U+E0100']);
  expect(hidden.map((char) => proposeReplacement(char)?.to)).toEqual(['', '', '', '', '']);
  expect(['\ue000', '\u0300', '𠮷', 'あ', '😀'].map(shownCharacter)).toEqual(['U+E000', 'U+0300', '𠮷', 'あ', '😀']);
});
