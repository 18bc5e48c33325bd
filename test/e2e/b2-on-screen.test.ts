import { afterEach, expect, test } from 'vitest';
import { advance } from '../../src/flow/b2/advance.ts';
import { issueByApi } from '../../src/flow/b2/issue-api.ts';
import { editOrder } from '../../src/flow/desk/edit-order.ts';
import { issueShipments } from '../../src/flow/issue/issue-shipments.ts';
import { type B2Bench, b2Bench } from '../support/b2.ts';
import { openScreen } from '../support/b2-screen.ts';
import { destination, line, order } from '../support/orders.ts';

/* B9: メール便 and クール便 reach B2's edit screen, where a person chooses the slip type or the cool class; nothing prints them unchosen. */

let bench: B2Bench;
afterEach(() => bench.close());

const one = 'T-0001_1';
const start = async (method: string) => {
  bench = await b2Bench();
  await bench.put(order({ destinations: [destination({ method })], lines: [line()] }));
};
const mail = async (about: RegExp) => (await bench.ctx.store.mails({})).find((each) => about.test(each.subject))!.text;

test.each([
  ['メール便', '送り状種類', { service_type: 'A' }],
  ['クール便', 'クール区分', { is_cool: '2' }],
])('B9: %s goes to the screen, which says what to choose (%s)', async (method, what, choice) => {
  await start(method);
  const [handOver] = (await issueByApi(bench.ctx, {})).handOvers;
  expect(handOver).toMatchObject({ state: 'open', warnings: [{ customerNo: one, code: 'b2-choose-on-screen' }] });
  expect(handOver!.warnings[0]!.sentence).toContain(`「${method}」です。編集画面で${what}を選んで`);
  expect(await mail(/連携しました/)).toContain(`${what}を選んで`);
  const screen = await openScreen(handOver!.address);
  await screen.save('1', choice);
  await screen.print(undefined, false);
  bench.stand.turn(10 * 60_000);
  await advance(bench.ctx, handOver!.id, true);
  const text = await mail(/出荷実績を登録/);
  expect(text).not.toContain('選ばれないまま');
  expect(text).toContain(what);
});

test.each(['メール便', 'クール便'])('B9: %s that was printed unchosen is said at once', async (method) => {
  await start(method);
  const [handOver] = (await issueByApi(bench.ctx, {})).handOvers;
  await (await openScreen(handOver!.address)).print(undefined, false);
  bench.stand.turn(10 * 60_000);
  await advance(bench.ctx, handOver!.id, true);
  expect(await mail(/出荷実績を登録/)).toContain(`「${method}」ですが`);
});

test.each(['メール便', 'クール便'])(
  'B9: %s goes into no file and no print without a screen, before a person decided',
  async (method) => {
    await start(method);
    expect(await issueShipments(bench.ctx, { shop: 'amazon' })).toMatchObject({
      shipments: [],
      leftOut: [{ code: 'b2-only-on-screen' }],
    });
    expect(await issueByApi(bench.ctx, { unattended: true })).toMatchObject({
      handOvers: [],
      leftOut: [{ code: 'b2-only-on-screen' }],
    });
    const edits = [
      method === 'メール便' ? { name: 'delivery.service', text: 'ネコポス' } : { name: 'delivery.cool', text: '冷蔵' },
    ];
    expect((await editOrder(bench.ctx, 'T-0001', { edits, note: '決めた' })).refused).toEqual([]);
    expect((await issueShipments(bench.ctx, { shop: 'amazon' })).shipments).toEqual([one]);
  },
);

test('B9: without B2 Cloud by API such an order is held', async () => {
  await start('メール便');
  const { b2: _, ...config } = bench.ctx.config;
  Object.assign(bench.ctx, { config });
  await bench.put(order({ number: 'T-0002', destinations: [destination({ method: 'メール便' })], lines: [line()] }));
  const [held] = await bench.ctx.store.shipments({ numbers: ['T-0002'] });
  expect([held!.state, held!.holds.map((hold) => hold.code)]).toEqual(['held', ['delivery-method-on-screen']]);
});
