import { describe, expect, it } from 'vitest';
import { isArchive, unpack } from '../../src/flow/intake/unpack.ts';
import { readZip, unzip, ZipDamage, zipKind } from '../../src/layout/rows/zip.ts';
import { encodeCp932 } from '../../src/text/cp932.ts';
import { limits, refusal } from '../support/tables.ts';
import { xlsxOf } from '../support/xlsx.ts';
import { zip } from '../support/zip.ts';

const csv = '注文番号,氏名\r\nA-1,髙橋\r\n';
const names = async (bytes: Uint8Array) => (await unpack(bytes, limits)).members.map((member) => member.name);
const codes = async (bytes: Uint8Array) => (await unpack(bytes, limits)).problems.map((problem) => problem.code);

describe('a dropped zip', () => {
  it('gives its files, byte for byte and in their order', async () => {
    const workbook = xlsxOf([['注文番号'], ['A-1']]);
    const bytes = zip([
      { name: '受注/', content: '' },
      { name: '受注/b.csv', content: csv },
      { name: 'a.csv', content: csv, method: 0 },
      { name: '受注/表.xlsx', content: workbook },
    ]);
    const { members, problems } = await unpack(bytes, limits);
    expect(problems).toEqual([]);
    expect(members.map((member) => [member.name, Buffer.from(member.bytes)])).toEqual([
      ['受注/b.csv', Buffer.from(csv)],
      ['a.csv', Buffer.from(csv)],
      ['受注/表.xlsx', workbook],
    ]);
  });

  it('names its files right: flagged UTF-8, UTF-8 of a Mac in NFD, CP932 of Windows', async () => {
    const bytes = zip([
      { name: '受注.csv', content: csv },
      { name: '注文データ'.normalize('NFD'), content: csv, flags: 0 },
      { name: encodeCp932('表示ソ能.csv').bytes, content: csv, flags: 0 },
      { name: encodeCp932('店\\十貼.csv').bytes, content: csv, flags: 0 },
    ]);
    expect(await names(bytes)).toEqual(['受注.csv', '注文データ', '表示ソ能.csv', '店/十貼.csv']);
  });

  it('is passed over where systems and Excel left their own files', async () => {
    const litter = ['__MACOSX/._a.csv', '._b.csv', '.DS_Store', 'x/Thumbs.db', 'desktop.ini', '~$受注.xlsx'];
    const bytes = zip([...litter, '受注.csv'].map((name) => ({ name, content: csv })));
    expect(await names(bytes)).toEqual(['受注.csv']);
  });

  it.each([
    ['member-encrypted', { name: 'a.csv', content: csv, flags: 0x801 }],
    ['member-nested', { name: 'a.zip', content: zip([{ name: 'b.csv', content: csv }]) }],
    ['member-bad-path', { name: '../../etc/passwd', content: csv }],
    ['member-bad-path', { name: '/a.csv', content: csv }],
    ['member-bad-path', { name: 'C:\\a.csv', content: csv }],
    ['member-bad-path', { name: 'x/../../a.csv', content: csv }],
    ['member-bad-path', { name: '..\\a.csv', content: csv }],
    ['member-bad-path', { name: 'link.csv', content: '/etc/passwd', mode: 0o120777 }],
    ['member-bad-name', { name: Buffer.from([0x81, 0xff, 0x80]), content: csv, flags: 0 }],
    ['member-same-name', { name: 'GOOD.csv', content: 'other' }],
    ['member-method', { name: 'a.csv', content: csv, method: 14 }],
    ['member-broken', { name: 'a.csv', content: csv, saysCrc: 1 }],
    ['member-broken', { name: 'a.csv', content: csv, saysSize: 5 }],
    ['member-broken', { name: 'a.csv', content: csv, saysSize: 500 }],
  ] as const)('with a bad member (%s) still gives the good ones', async (code, bad) => {
    const good = { name: 'good.csv', content: csv };
    const { members, problems } = await unpack(zip([good, bad]), limits);
    expect(members.map((member) => member.name)).toEqual(['good.csv']);
    expect(problems).toMatchObject([{ code, kind: 'fix' }]);
  });

  it('with nothing to read is refused', async () => {
    expect((await refusal(() => unpack(zip([]), limits))).code).toBe('zip-empty');
    expect((await refusal(() => unpack(zip([{ name: 'x/', content: '' }]), limits))).code).toBe('zip-empty');
    expect(await codes(zip([{ name: '../a', content: csv }]))).toEqual(['member-bad-path']);
  });

  it.each([0.1, 0.5, 0.95])('cut at %f of its length is refused', async (share) => {
    const bytes = zip([{ name: 'a.csv', content: csv.repeat(50), method: 0 }]);
    expect((await refusal(() => unpack(bytes.subarray(0, bytes.length * share), limits))).code).toBe('zip-broken');
  });

  it('that would unpack to too much is refused before anything is unpacked', async () => {
    const big = zip([{ name: 'a.csv', content: '', saysSize: 60_000_000 }]);
    expect(await refusal(() => unpack(big, limits))).toMatchObject({
      code: 'zip-too-big',
      args: { size: '57.3MB', limit: '50000000バイト' },
    });
    const many = zip([1, 2, 3].map((i) => ({ name: `${i}.csv`, content: '', saysSize: 20_000_000 })));
    expect((await refusal(() => unpack(many, limits))).code).toBe('zip-too-big');
  });

  it('that is denser than any table is refused', async () => {
    const dense = zip([{ name: 'a.csv', content: Buffer.alloc(5_000_000) }]);
    expect((await refusal(() => unpack(dense, limits))).code).toBe('zip-too-dense');
    expect(await names(zip([{ name: 'a.csv', content: Buffer.alloc(500_000, ',') }]))).toEqual(['a.csv']);
  });

  it('that lies about its size never gives more than it said', async () => {
    const [liar] = await readZip(zip([{ name: 'a.csv', content: Buffer.alloc(5_000_000), saysSize: 100 }]), limits);
    let given = 0;
    await expect(async () => {
      for await (const piece of liar!.stream()) given += piece.length;
    }).rejects.toThrow(ZipDamage);
    expect(given).toBeLessThanOrEqual(100);
  });

  it('with more entries than any shop has is refused', async () => {
    const bytes = zip(Array.from({ length: 10_001 }, (_, i) => ({ name: `${i}`, content: '', method: 0 })));
    expect((await refusal(() => unpack(bytes, limits))).code).toBe('zip-too-many');
  });
});

describe('zips and workbooks', () => {
  const kind = async (...entries: string[]) =>
    zipKind(await readZip(zip(entries.map((name) => ({ name, content: 'x' }))), limits));

  it('are told apart by their members', async () => {
    expect(await kind('[Content_Types].xml', 'xl/workbook.xml')).toBe('xlsx');
    expect(await kind('[Content_Types].xml', 'xl/workbook.bin')).toBe('xlsb');
    expect(await kind('[Content_Types].xml', 'word/document.xml')).toBe('word');
    expect(await kind('mimetype', 'content.xml')).toBe('ods');
    expect(await kind('Index/Document.iwa')).toBe('numbers');
    expect(await kind('受注.csv', '表.xlsx')).toBe('archive');
  });

  it('only archives are for unpacking', async () => {
    expect(await isArchive(zip([{ name: 'a.csv', content: csv }]), limits)).toBe(true);
    expect(await isArchive(xlsxOf([['a']]), limits)).toBe(false);
    expect(await isArchive(Buffer.from(csv), limits)).toBe(false);
  });

  it('give back any content', async () => {
    const content = Buffer.from(csv.repeat(10_000));
    const [member] = await readZip(zip([{ name: 'a', content }]), limits);
    expect((await unzip(member!)).equals(content)).toBe(true);
  });
});
