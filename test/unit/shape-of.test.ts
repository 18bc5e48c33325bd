import { describe, expect, it } from 'vitest';
import { holeIn, shapeOf } from '../../src/flow/inbox/shape-of.ts';
import { begunOf } from '../../src/flow/inbox/written-after-taking.ts';
import { encodeCp932 } from '../../src/text/cp932.ts';

const text = (value: string, encoding: BufferEncoding = 'utf8') => Buffer.from(value, encoding);
const rows = '注文番号,氏名\r\nA-1,見本 太郎\r\n';
const cp932 = Buffer.from(encodeCp932(rows).bytes);
const zip = (tail: Buffer) => Buffer.concat([Buffer.from('PK\u0003\u0004data'), tail]);
const directoryEnd = (comment = '') => {
  const end = Buffer.concat([Buffer.from('PK\u0005\u0006'), Buffer.alloc(18), Buffer.from(comment)]);
  end.writeUInt16LE(comment.length, 20);
  return end;
};

describe('how far a file seems to be written', () => {
  it.each<[string, Buffer]>([
    ['UTF-8 that ends with a line break', text(rows)],
    ['CP932', cp932],
    ['an old Mac line break', text('a,b\r1,2\r')],
    ['Ctrl-Z of DOS', text('a,b\r\n1,2\r\n\u001a')],
    ['UTF-16 with a mark', text(`\uFEFF${rows}`, 'utf16le')],
    ['UTF-16 without one', text('a,b\r\n1,2\r\n', 'utf16le')],
    ['quotes that are closed, with a line break inside', text('a,b\r\n"1\r\n2",3\r\n')],
    ['a zip with its directory', zip(directoryEnd())],
    ['a zip with a comment', zip(directoryEnd('見本'.repeat(3)).subarray(0))],
    ['JSON with its last bracket', text('{"orders":[\n1]}')],
    ['old Excel', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0, 0])],
  ])('whole: %s', (_what, bytes) => expect(shapeOf(bytes)).toBe('whole'));

  it.each<[string, Buffer]>([
    ['stops in a line', text('a,b\r\n1,')],
    ['stops inside quotes, at a line break', text('a,b\r\n"大阪市北区\r\n')],
    ['JSON without its last bracket', text('[{"order":1},\n')],
  ])('cut: %s', (_what, bytes) => expect(shapeOf(bytes)).toBe('cut'));

  it.each<[string, Buffer]>([
    ['nothing but NULs', Buffer.alloc(4096)],
    ['the first half, then NULs', Buffer.concat([cp932.subarray(0, 20), Buffer.alloc(30)])],
    ['a hole in the middle', Buffer.concat([text(rows), Buffer.alloc(512), text('A-2,見本\r\n')])],
    ['the last two bytes missing', Buffer.concat([cp932.subarray(0, -2), Buffer.alloc(2)])],
    ['UTF-16 with a hole', Buffer.concat([text(`\uFEFF${rows}`, 'utf16le'), Buffer.alloc(64)])],
    ['a zip without its directory', zip(text('half of it\n'))],
    ['a zip of which the end is not there yet', zip(Buffer.alloc(300))],
    ['a zip whose directory end is cut', zip(directoryEnd('a long comment').subarray(0, -3))],
    ['a first line alone', text('注文番号,氏名\r\n')],
  ])('hollow: %s', (_what, bytes) => expect(shapeOf(bytes)).toBe('hollow'));

  it('empty: nothing at all', () => expect(shapeOf(new Uint8Array())).toBe('empty'));

  it('knows where the first hole is: what stands before stays as it is', () => {
    expect(holeIn(Buffer.concat([cp932.subarray(0, 20), Buffer.alloc(30)]))).toBe(20);
    expect(holeIn(cp932)).toBe(cp932.length);
    expect(begunOf(Buffer.alloc(10))).toMatchObject({ length: 0 });
    expect(begunOf(cp932)).toBeUndefined();
  });
});
