import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { cp932Pairs } from '../../src/layout/rows/cp932-pairs.ts';
import { detectEncoding, findBadCp932, findBadUtf8, isUtf8Row } from '../../src/layout/rows/encoding.ts';
import { Unreadable } from '../../src/layout/rows/row.ts';
import { sniff } from '../../src/layout/rows/sniff.ts';

const text = '注文番号,お届け先\r\n1,東京都港区表参道\r\n2,ｱｲｳ 能登\r\n';

function refusal(bytes: Uint8Array, complete = true) {
  try {
    detectEncoding(bytes, complete);
  } catch (error) {
    if (error instanceof Unreadable) return error.problem;
    throw error;
  }
  throw new Error('an encoding was found');
}

describe('finding the encoding', () => {
  it.each([
    ['utf-8', 0, Buffer.from(text)],
    ['utf-8', 3, Buffer.from(`\ufeff${text}`)],
    ['cp932', 0, iconv.encode(text, 'cp932')],
    ['utf-16le', 2, iconv.encode(text, 'utf-16le', { addBOM: true })],
    ['utf-16be', 2, iconv.encode(text, 'utf-16be', { addBOM: true })],
    ['utf-16le', 0, iconv.encode('no,name\r\n1,a\r\n', 'utf-16le')],
    ['utf-16be', 0, iconv.encode('no,name\r\n1,a\r\n', 'utf-16be')],
    ['ascii', 0, Buffer.from('a,b\r\n1,2\r\n')],
    ['utf-8', 3, Buffer.from('\ufeffa,b\r\n')],
    ['cp932', 0, iconv.encode('ﾔﾏﾀﾞ\r\n', 'cp932')],
  ])('finds %s (BOM of %i bytes)', (encoding, bom, bytes) => {
    expect(detectEncoding(bytes, true)).toMatchObject({ encoding, bom });
  });

  it('finds the same when the head ends in the middle of a character', () => {
    for (const encoding of ['utf-8', 'cp932']) {
      const bytes = iconv.encode(text, encoding);
      for (let end = 30; end < bytes.length; end++) {
        expect(detectEncoding(bytes.subarray(0, end), false)).toMatchObject({ encoding });
      }
    }
  });

  it('says that two-byte characters alone may be half-width katakana', () => {
    expect(detectEncoding(Buffer.from('name\r\nCafé\r\n'), true).note).toBe('encoding-ambiguous');
    expect(detectEncoding(Buffer.from(text), true).note).toBeUndefined();
  });

  it('takes CP932 behind a UTF-8 BOM for CP932 and says so', () => {
    const bytes = Buffer.concat([Buffer.from('\ufeff'), iconv.encode(text, 'cp932')]);
    expect(detectEncoding(bytes, true)).toEqual({ encoding: 'cp932', bom: 3, note: 'encoding-bom-on-cp932' });
  });

  it('names the row and byte that are neither', () => {
    const bytes = Buffer.concat([
      iconv.encode('番号,名前\r\n1,山', 'cp932'),
      Buffer.from([0xfd, 0x0d, 0x0a]),
      iconv.encode('2,田\r\n', 'cp932'),
    ]);
    expect(refusal(bytes)).toMatchObject({
      code: 'encoding-bad-bytes',
      place: { row: 2 },
      args: { byte: 5, hex: 'FD', encoding: 'Shift_JIS' },
    });
    const cut = Buffer.concat([Buffer.from('番号\r\n東京'), Buffer.from([0xe3, 0x81])]);
    expect(refusal(cut)).toMatchObject({
      code: 'encoding-bad-bytes',
      place: { row: 2 },
      args: { byte: 7, encoding: 'UTF-8' },
    });
  });

  it('names the first row of the other encoding', () => {
    const rows = (encoding: string, count: number) => iconv.encode('東京都,表参道\r\n'.repeat(count), encoding);
    expect(refusal(Buffer.concat([rows('cp932', 3), rows('utf-8', 1)]))).toMatchObject({
      code: 'encoding-mixed',
      place: { row: 4 },
      args: { most: 'Shift_JIS', here: 'UTF-8' },
    });
    expect(refusal(Buffer.concat([rows('utf-8', 2), rows('cp932', 1), rows('utf-8', 2)]))).toMatchObject({
      place: { row: 3 },
      args: { most: 'UTF-8', here: 'Shift_JIS' },
    });
  });

  it('calls EUC-JP and JIS by name instead of reading half-width katakana', () => {
    expect(refusal(iconv.encode('注文番号,東京都\r\n', 'euc-jp')).code).toBe('encoding-euc-jp');
    expect(refusal(Buffer.from('a,b\r\n\x1b$B1@\x1b(B,1\r\n'))).toMatchObject({
      code: 'encoding-iso-2022-jp',
      place: { row: 2 },
    });
  });

  it('refuses a NUL byte in text, naming the row', () => {
    expect(refusal(Buffer.from('a,b\r\n1,\0\r\n'))).toMatchObject({ code: 'nul-byte', place: { row: 2 } });
    expect(refusal(Buffer.from('a\0\0b,\r\n'))).toMatchObject({ code: 'nul-byte' });
  });
});

describe('strictness', () => {
  it('knows every pair that CP932 defines, and its user-defined area', () => {
    const pairs = cp932Pairs();
    expect(pairs.filter((kind) => kind === 1)).toHaveLength(7724);
    expect(pairs.filter((kind) => kind === 2)).toHaveLength(1880);
    expect([pairs[0x815f], pairs[0xfbfc], pairs[0xf040], pairs[0x8140 - 1], pairs[0x817f], pairs[0xfc4c]]).toEqual([
      1, 1, 2, 0, 0, 0,
    ]);
  });

  it('finds the first bad byte', () => {
    expect(findBadCp932(Buffer.from([0x61, 0xb1, 0x83, 0x5c, 0x83, 0x0a]))).toBe(4);
    expect(findBadCp932(Buffer.from([0x80]))).toBe(0);
    expect(findBadUtf8(Buffer.from('あ'))).toBe(-1);
    expect(findBadUtf8(Buffer.concat([Buffer.from('あa'), Buffer.from([0xff])]))).toBe(4);
    expect(findBadUtf8(Buffer.concat([Buffer.from('あ'), Buffer.from([0xe3, 0x81])]))).toBe(3);
  });

  it('does not take half-width katakana beside kanji for UTF-8', () => {
    expect(isUtf8Row(iconv.encode(',ﾞ区㈱', 'cp932'))).toBe(false);
    expect(isUtf8Row(Buffer.from('1,東京都'))).toBe(true);
    expect(isUtf8Row(Buffer.from('1,abc'))).toBe(false);
  });
});

describe('telling kinds of files apart by their first bytes', () => {
  it.each([
    ['empty', ''],
    ['zip', 'PK\x03\x04\x14\0'],
    ['ole', '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'],
    ['pdf', '%PDF-1.7'],
    ['gzip', '\x1f\x8b\x08\0'],
    ['image', '\x89PNG\r\n'],
    ['html', '\r\n <!DOCTYPE html><html>'],
    ['html', '<table border=1><tr>'],
    ['html', '\xef\xbb\xbf<html xmlns:x="urn:schemas-microsoft-com:office:excel">'],
    ['html', '<?xml version="1.0"?><html>'],
    ['xml', '<?xml version="1.0"?><Workbook>'],
    ['binary', '\x01\x02\x03\x04\x05\x06\x07\x08\0\0\0\0'],
    ['text', 'a,b\r\n'],
    ['text', '<注文>,b'],
    ['text', 'P'],
    ['text', '\xff\xfea\0,\0'],
    ['text', '\x83\x5c,\x95\x5c'],
  ])('%s: %j', (kind, bytes) => {
    expect(sniff(Buffer.from(bytes, 'latin1'))).toBe(kind);
  });
});
