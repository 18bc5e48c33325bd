import iconv from 'iconv-lite';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type Lab, startLab } from '../../mocks/server.ts';
import { type B2Client, b2Client } from '../support/b2-client.ts';
import { labControl, type Said } from '../support/lab-client.ts';

/* The same お客様管理番号 a second time: a slip is said to exist only when one was printed. */

const start = Date.parse('2026-11-21T03:00:00Z');

let lab: Lab;
let b2: B2Client;

beforeAll(async () => {
  lab = await startLab({ now: () => start });
});
afterAll(() => lab.close());
beforeEach(async () => {
  lab.clock.set(start);
  await labControl(lab, 'b2cloud').post('/reset', { seed: 'empty' });
  b2 = b2Client(lab);
});

const row = () => b2.shipment({ shipment_number: 'T_1' });
const rxidOf = (answer: Said): string => answer.json.feed.title;
const complaintsOf = (answer: Said): string[] =>
  answer.json.feed.entry[0].error.map(
    (one: Record<string, string>) => `${one.error_code} ${one.error_property_name} ${one.error_description}`,
  );

/** A file of 95 columns with that one row. */
function file(): Buffer {
  const cells: Readonly<Record<number, string>> = {
    1: 'T_1',
    2: '0',
    5: '2026/11/21',
    9: '090-0000-0000',
    11: '150-0002',
    12: '東京都渋谷区渋谷1-2-3',
    16: '見本 太郎',
    20: '03-0000-0001',
    22: '100-0005',
    23: '東京都千代田区丸の内1-1',
    25: '見本商店',
    28: '緑茶',
    40: '000000000000',
    42: '01',
  };
  return iconv.encode(`${Array.from({ length: 95 }, (_, index) => cells[index + 1] ?? '').join(',')}\r\n`, 'cp932');
}

it.each<[string, () => Promise<unknown>, RegExp | undefined]>([
  ['handed over before and never opened', () => b2.register([row()]), undefined],
  [
    'on a screen that was closed without printing',
    async () => {
      const { screen } = await b2.openScreen(rxidOf(await b2.register([row()])));
      await b2.onScreen('close', { screen });
    },
    undefined,
  ],
  [
    'on a screen that nobody used for an hour',
    async () => {
      await b2.openScreen(rxidOf(await b2.register([row()])));
      lab.clock.turn(3_600_001);
    },
    undefined,
  ],
  [
    'on another screen that is open',
    async () => b2.openScreen(rxidOf(await b2.register([row()]))),
    /^WL009002 shipment_number 同じお客様管理番号の行が、ほかの画面で印刷待ちです。/,
  ],
  ['on the screen of an imported file', () => b2.importFile(file()), /^WL009002 /],
  [
    'in a print order that is under way',
    async () => b2.issue(b2.orderOf((await b2.register([row()])).json.feed)),
    /^WL009002 /,
  ],
  ['printed by API', () => b2.print([row()]), /^WL009001 shipment_number 同じお客様管理番号の送り状がすでにあります。/],
  ['printed from a file', () => b2.importFile(file(), '?issue=1'), /^WL009001 /],
])('%s', async (_where, before, words) => {
  await before();
  const again = await b2Client(lab).register([row()]);
  expect(complaintsOf(again)).toEqual(words ? [expect.stringMatching(words)] : []);
  expect(again.json.feed.entry[0].shipment.error_flg).toBe(words ? '2' : '0');
});

it('twice in one list has its own words', async () => {
  expect(complaintsOf(await b2.register([row(), row()]))).toEqual([
    expect.stringMatching(/^WL009003 shipment_number 同じお客様管理番号の行が、この一覧にほかにもあります。/),
  ]);
});

it('what was printed after the hand-over is said when its screen opens', async () => {
  const first = rxidOf(await b2.register([row()]));
  await b2Client(lab).print([row()]);
  expect((await b2.openScreen(first)).html).toContain('同じお客様管理番号の送り状がすでにあります。');
});

it('and what was closed meanwhile is said no more', async () => {
  const { screen } = await b2.openScreen(rxidOf(await b2.register([row()])));
  const second = await b2Client(lab).register([row()]);
  expect(complaintsOf(second)).toHaveLength(1);
  await b2.onScreen('close', { screen });
  const { html } = await b2.openScreen(rxidOf(second));
  expect(html).toContain('data-screen');
  expect(html).not.toContain('同じお客様管理番号');
});
