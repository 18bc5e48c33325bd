import { expect, test } from 'vitest';
import { readLayoutFiles, standardLayoutsFolder } from '../../src/config/layout-files.ts';
import { findMethod, loadMasters } from '../../src/layout/masters.ts';

/* A6: which carrier and which words go out for each delivery-method code (Next Engine's manual, table 2: 27 codes and その他). */

const { masters, complaints } = loadMasters(readLayoutFiles(standardLayoutsFolder()).masters);

const table: readonly (readonly [string, string, string])[] = [
  ['20', 'ヤマト運輸', 'ヤマト(発払い)B2v6'],
  ['21', 'ヤマト運輸', 'ヤマト(コレクト)B2v6'],
  ['22', 'ヤマト運輸', 'ヤマト(DM便)B2v6'],
  ['23', 'ヤマト運輸', 'ヤマト(メール速達)B2v6'],
  ['24', 'ヤマト運輸', 'ヤマト(発払い)B2v5'],
  ['25', 'ヤマト運輸', 'ヤマト(コレクト)B2v5'],
  ['26', 'ヤマト運輸', 'ヤマト(DM便)B2v5'],
  ['27', 'ヤマト運輸', 'ヤマト(メール速達)B2v5'],
  ['28', 'ヤマト運輸', 'ヤマト(ネコポス)'],
  ['30', '日本郵便', 'ゆうパック'],
  ['31', '日本郵便', 'レターパック500'],
  ['32', '日本郵便', 'レターパック350'],
  ['33', '日本郵便', 'ゆうメール'],
  ['34', '日本郵便', 'ポスパケット'],
  ['35', '日本郵便', 'ゆうパケット'],
  ['36', '日本郵便', '楽天コンビニ受取(ゆうパック)'],
  ['40', '日本郵便', '定形外郵便'],
  ['41', '日本郵便', '定形外郵便'],
  ['10', '佐川急便', '佐川急便(e飛伝PRO)'],
  ['11', '佐川急便', '佐川メール便(e飛伝PRO)'],
  ['12', '佐川急便', '佐川急便(e飛伝)'],
  ['13', '佐川急便', '佐川急便(e飛伝2)'],
  ['14', '佐川急便', '佐川メール便(e飛伝)'],
  ['15', '佐川急便', '佐川メール便(e飛伝2)'],
  ['16', '佐川急便', '楽天コンビニ受取(佐川急便)'],
  ['60', '西濃運輸', '西濃運輸カンガルm2'],
  ['50', '日本通運', '日本通運e発行'],
];

test.each(table)('A6: code %s goes out as %s, %s', (code, carrierName, shipMethod) => {
  const found = masters.methods.filter((one) => one.codes.ne?.code === code);
  expect(found.map((one) => one.codes.amazon)).toMatchObject([{ carrierName, shipMethod }]);
  // 40 and 41 have the same words: the first of them is meant.
  expect(findMethod(masters, shipMethod)?.codes.ne?.code).toBe(code === '41' ? '40' : code);
});

test('A6: no other code is in the master, and その他 is there', () => {
  expect(complaints).toEqual([]);
  const codes = masters.methods.flatMap((one) => one.codes.ne?.code ?? []);
  expect(codes.toSorted()).toEqual(table.map(([code]) => code).toSorted());
  expect(findMethod(masters, 'その他')?.codes.amazon).toEqual({
    carrierCode: 'Other',
    shipMethod: 'その他',
  });
});
