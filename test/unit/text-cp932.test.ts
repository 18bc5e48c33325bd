import iconv from 'iconv-lite';
import { describe, expect, test } from 'vitest';
import { environmentDependent, lacking, proposeReplacement, unify } from '../../src/text/characters.ts';
import {
  BadCp932,
  createCp932Encoder,
  decodeCp932,
  decodeCp932Cell,
  encodeCp932,
  encodeCp932Into,
  isCp932,
} from '../../src/text/cp932.ts';
import { replacements } from '../../src/text/replacements.ts';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

describe('CP932', () => {
  test('every character of the BMP is encoded as iconv-lite does, or reported where iconv-lite writes another one', () => {
    const wrong: string[] = [];
    let encoded = 0;
    for (let code = 1; code < 0x10000; code++) {
      if (code === 0x80 || (code >= 0xd800 && code < 0xe000)) continue;
      const char = String.fromCharCode(code);
      const ours = encodeCp932(char);
      const theirs = iconv.encode(char, 'cp932');
      const returns = iconv.decode(theirs, 'cp932') === char;
      if (returns !== (ours.bad.length === 0)) wrong.push(`${code.toString(16)} bad`);
      else if (returns && hex(ours.bytes) !== theirs.toString('hex')) wrong.push(code.toString(16));
      if (returns) encoded++;
    }
    expect(wrong).toEqual([]);
    expect(encoded).toBe(7516);
  });

  test('NEC row 13 and IBM extensions get the codes that Windows writes', () => {
    expect(hex(encodeCp932('①㈱№℡Ⅱ').bytes)).toBe('8740878a878287848755');
    expect(hex(encodeCp932('髙﨑纊￢∵').bytes)).toBe('fbfcfab1fa5c81ca81e6');
    expect(hex(encodeCp932('表ソ～－∥―￥').bytes)).toBe('955c835c8160817c8161815c818f');
  });

  test('what CP932 lacks is listed and never written as ?', () => {
    const { bytes, bad } = encodeCp932('𠮷野¥100‾〜é😀𠮷');
    expect(bad).toEqual(['𠮷', '¥', '‾', '〜', 'é', '😀']);
    expect(decodeCp932(bytes)).toBe('野100');
    expect(encodeCp932('a\ud842b').bad).toEqual(['\ud842']);
  });

  test('the encoder says which character did not fit the code page and refuses a target that is too small', () => {
    const target = new Uint8Array(16);
    expect(encodeCp932Into('東京', target, 3)).toBe(7);
    expect(encodeCp932Into('東𠮷', target, 3)).toBe(-2);
    expect(createCp932Encoder().encodeInto('𠮷', target, 0)).toBe(-1);
    expect(() => encodeCp932Into('東京', target, 13)).toThrow(RangeError);
  });

  test('the first byte that is not CP932 is found', () => {
    expect(isCp932(Buffer.from('ﾃｽﾄ'))).not.toBe(-1);
    expect(isCp932(iconv.encode('東京ｱABC', 'cp932'))).toBe(-1);
    expect(isCp932(Uint8Array.of(0x41, 0x93, 0x8c, 0xf0, 0x40))).toBe(3);
    expect(isCp932(Uint8Array.of(0x41, 0x93))).toBe(1);
    expect(isCp932(Uint8Array.of(0x93, 0x0a))).toBe(0);
    expect(isCp932(Uint8Array.of(0x80))).toBe(0);
    expect(isCp932(Uint8Array.of(0x93, 0x8c, 0xa0), 0, 2)).toBe(-1);
  });

  test('user-defined and undefined codes stop the decoding at their position', () => {
    expect(() => decodeCp932(Uint8Array.of(0x41, 0xf0, 0x40))).toThrow(BadCp932);
    expect(() => decodeCp932(Uint8Array.of(0x41, 0xf9, 0xfc))).toThrow('byte 1');
    expect(() => decodeCp932Cell(Uint8Array.of(0x41, 0x42, 0x93), 0, 3)).toThrow('byte 2');
  });

  test('control bytes decode to themselves and NEC-selected duplicates to the same characters', () => {
    expect(decodeCp932(Uint8Array.of(0x1a, 0x1c, 0x7f, 0x5c, 0x7e))).toBe('\x1a\x1c\x7f\\~');
    expect(decodeCp932(Uint8Array.of(0xee, 0xe0, 0xfb, 0xfc))).toBe('髙髙');
    expect(decodeCp932Cell(iconv.encode('a,東京都,b', 'cp932'), 2, 8)).toBe('東京都');
    expect(decodeCp932(iconv.encode('東'.repeat(9000), 'cp932'))).toBe('東'.repeat(9000));
  });
});

describe('characters', () => {
  test('look-alikes become the form that Windows writes, kana marks join, nothing else changes', () => {
    expect(unify('9〜12時 1−2 ‖—¥¢£¬\u00a0x')).toBe('9～12時 1－2 ∥―￥￠￡￢ x');
    expect(unify('カ\u3099ハ\u309a')).toBe('ガパ');
    expect(unify('\ufa19 \u00e9 e\u0301')).toBe('\ufa19 \u00e9 e\u0301');
    expect(encodeCp932(unify('〜−‖—¥¢£¬\u00a0')).bad).toEqual([]);
  });

  test('replacements are proposed for what CP932 lacks and for environment-dependent characters', () => {
    const table: [string, string, string][] = [
      ['𠮷', '吉', 'lacks'],
      ['繫', '繋', 'lacks'],
      ['䑓', '臺', 'lacks'],
      ['é', 'e', 'lacks'],
      ['㉑', '(21)', 'lacks'],
      ['㍿', '株式会社', 'lacks'],
      ['〜', '～', 'lacks'],
      ['\u{e0100}', '', 'lacks'],
      ['髙', '高', 'dependent'],
      ['﨑', '崎', 'dependent'],
      ['①', '(1)', 'dependent'],
      ['⑳', '(20)', 'dependent'],
      ['㈱', '(株)', 'dependent'],
      ['㍻', '平成', 'dependent'],
      ['Ⅳ', 'IV', 'dependent'],
      ['№', 'No.', 'dependent'],
      ['\ufa19', '神', 'dependent'],
    ];
    for (const [char, to, why] of table) expect([char, proposeReplacement(char)]).toEqual([char, { to, why }]);
    for (const char of ['高', 'A', 'ｱ', '表', '😀', '彅', ''])
      expect([char, proposeReplacement(char)]).toEqual([char, null]);
  });

  test('every entry of the table replaces something that needs it by something that every printer has', () => {
    for (const [from, to] of replacements) {
      expect([from, proposeReplacement(from)?.to]).toEqual([from, to]);
      expect([to, encodeCp932(to).bad, environmentDependent(to)]).toEqual([to, [], []]);
    }
  });

  test('dependent and lacking characters are listed once each', () => {
    expect(environmentDependent('髙﨑①髙高')).toEqual(['髙', '﨑', '①']);
    expect(lacking('𠮷野家😀𠮷①')).toEqual(['𠮷', '😀']);
    expect(lacking('ふつうの文')).toEqual([]);
  });
});
