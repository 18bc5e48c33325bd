import { expect, it } from 'vitest';
import { askQuestions } from '../../src/cli/learn-ask.ts';
import { proposalOf } from '../support/learn.ts';

async function asking(text: string, typed: readonly string[]) {
  const said: string[] = [];
  const left = [...typed];
  const answers = await askQuestions(await proposalOf(text), {
    ask: async (question) => {
      said.push(question);
      const next = left.shift();
      if (next === undefined) throw new Error(`nothing left to type at: ${said.slice(-6).join(' / ')}`);
      return next;
    },
    say: (line) => said.push(line),
  });
  return { answers, said: said.join('\n'), left };
}

const table = (header: string, ...rows: string[]) =>
  `${header} | お届け先名 | お届け先郵便番号 | お届け先住所 | 商品名 | 数量\n${rows
    .map((row) => `${row} | 見本 花子 | 150-0001 | 東京都渋谷区神宮前1-2-3 | 茶 | 1`)
    .join('\n')}`;

it('shows the columns to choose from with values of the file, and takes a number', async () => {
  const { answers, said } = await asking(
    table('注文番号 | カート番号 | 入金状況', '101 | 9 | 入金済', '102 | 9 | 入金済'),
    ['2'],
  );
  expect(answers).toEqual({ 'order.number': '1' });
  expect(said).toContain('1) 注文番号（例: 101、102）');
  expect(said).toContain('2) カート番号（例: 9）');
});

it('takes Enter for the likely answer, full-width digits, and asks again after nonsense', async () => {
  const text = table('注文番号 | カート番号 | 入金状況', '101 | 9 | 入金済', '102 | 9 | 入金済');
  expect((await asking(text, [''])).answers).toEqual({ 'order.number': '0' });
  const { answers, said } = await asking(text, ['9', 'x', '２']);
  expect(answers).toEqual({ 'order.number': '1' });
  expect(said.match(/表示された番号から選んでください/g)).toHaveLength(2);
});

it('passes over what needs no answer, and asks again for what needs one', async () => {
  const passed = await asking(table('注文番号', '101', '102'), ['']);
  expect(passed.answers).toEqual({});
  const needed = await asking(table('番号 | 入金状況', '101 | 入金済', '102 | 入金済'), ['', '1']);
  expect(needed.answers).toEqual({ 'order.number': '0' });
});

it('asks what a word means only of a status column that is read', async () => {
  const text = table('注文番号 | 入金状況 | 社内確認ステータス', '101 | 入金済 | 甲', '102 | 入金済 | 乙');
  const yes = await asking(text, ['1', '1', '6']);
  expect(yes.answers).toEqual({
    'status:2': 'yes',
    'word:order.status.column-3:甲': 'ready',
    'word:order.status.column-3:乙': 'hold',
  });
  const no = await asking(text, ['2']);
  expect(no.answers).toEqual({ 'status:2': 'no' });
});
