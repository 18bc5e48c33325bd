import { expect, test } from 'vitest';
import { learn, likelyOf, openForLearning, point, settle } from '../../src/layout/learn/index.ts';
import { openTable } from '../../src/layout/rows/open.ts';
import { standard } from '../support/layouts.ts';
import { csv } from '../support/learn.ts';
import { limits } from '../support/measure-learn.ts';

/* Columns that a person points to fields, in the place of what was proposed. */

const { masters } = standard;

async function proposalOf(text: string) {
  const opened = await openForLearning((form) => openTable(csv(text), 'x.csv', form, limits), masters);
  if ('problem' in opened) throw new Error(opened.problem.code);
  const proposal = learn(opened.rows, opened.header, masters);
  if ('refused' in proposal) throw new Error(proposal.refused);
  return proposal;
}

const table = `
注文番号|お届け先氏名(姓)|お届け先氏名(名)|お届け先郵便番号|お届け先都道府県|お届け先住所|お届け先電話番号|商品名|数量|発送状態|メモA
A-1|試験|花子|1000001|東京都|千代田区千代田1-1|03-1234-5678|湯呑み|2|準備中|x
A-2|試験|太郎|1500002|東京都|渋谷区渋谷2-2-2|03-1234-9999|皿|1|すぐ出す|y
`;

const pointingOf = (proposal: Awaited<ReturnType<typeof proposalOf>>) =>
  new Map(likelyOf(proposal).map((one, at): [number, string] => [at, one.path]));

test('pointing as proposed changes no rule', async () => {
  const proposal = await proposalOf(table);
  const pointed = point(proposal, pointingOf(proposal), masters);
  expect(pointed.doubled).toEqual([]);
  expect(Object.fromEntries(settle(pointed.proposal, {}).rules)).toEqual(
    Object.fromEntries(settle(proposal, {}).rules),
  );
});

test('columns that are pointed to one field are put together as that field wants it', async () => {
  const proposal = await proposalOf(
    table.replace('氏名(姓)', 'ア').replace('氏名(名)', 'イ').replace('都道府県', 'ウ'),
  );
  const at = (name: string) => proposal.columns.findIndex((one) => one.name === name);
  const pointing = pointingOf(proposal);
  for (const name of ['お届け先ア', 'お届け先イ']) pointing.set(at(name), 'line.consignee.name');
  for (const name of ['お届け先ウ', 'お届け先住所']) pointing.set(at(name), 'line.consignee.address');
  const { rules } = settle(point(proposal, pointing, masters).proposal, {});
  expect(rules.get('line.consignee.name')).toEqual({ join: ['お届け先ア', 'お届け先イ'], with: '　' });
  expect(rules.get('line.consignee.address')).toEqual({ join: ['お届け先ウ', 'お届け先住所'] });
});

test('a second column of a state stops too, its unknown words are asked; two of a number are refused', async () => {
  const proposal = await proposalOf(table);
  const pointing = pointingOf(proposal);
  pointing.set(9, 'order.status').set(10, 'order.status');
  const { proposal: pointed } = point(proposal, pointing, masters);
  expect(pointed.fields.map((one) => one.path)).toEqual(
    expect.arrayContaining(['order.status', 'order.status.column-11']),
  );
  expect(pointed.questions.map((one) => one.id)).toEqual(
    expect.arrayContaining(['word:order.status:すぐ出す', 'word:order.status.column-11:x']),
  );
  expect(point(proposal, new Map(pointing).set(10, 'line.quantity'), masters).doubled).toEqual(['line.quantity']);
});

test('a column that may stop an order must be said to be unread; the number must be pointed', async () => {
  const proposal = await proposalOf(table.replace('発送状態', '何かの状態'));
  expect(likelyOf(proposal)[9]).toEqual({ path: '?', perhaps: ['order.status'] });
  const pointing = pointingOf(proposal);
  const open = (map: typeof pointing) =>
    point(proposal, map, masters)
      .proposal.questions.filter((one) => one.needed)
      .map((one) => one.id);
  expect(open(pointing)).toContain('status:9');
  expect(open(new Map(pointing).set(9, ''))).not.toContain('status:9');
  expect(open(new Map(pointing).set(0, ''))).toContain('order.number');
});
