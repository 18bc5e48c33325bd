import { afterAll, beforeAll, expect, test } from 'vitest';
import { intakeFile } from '../../src/flow/intake/index.ts';
import type { Context } from '../../src/flow/types.ts';
import { orderPath } from '../../src/web/parts/links.tsx';
import { type B2Bench, b2Bench } from '../support/b2.ts';
import { openScreen } from '../support/b2-screen.ts';
import { openTestConsole, type TestConsole, type Visitor } from '../support/console.ts';

/* The first-run tour without script: each step is known by what happened to the tour's own order. */

let bench: B2Bench;
let ctx: Context;
let operators: TestConsole;
let visitor: Visitor;

beforeAll(async () => {
  bench = await b2Bench();
  const { config } = bench.ctx;
  const sheet = {
    ...config.shops.amazon!,
    name: 'sheet',
    title: '受注シート',
    marketplace: '',
    issue: 'manual' as const,
  };
  ctx = { ...bench.ctx, config: { ...config, shops: { ...config.shops, sheet } } };
  operators = await openTestConsole(ctx);
  visitor = operators.visitor();
});
afterAll(async () => {
  await operators?.close();
  await bench?.close();
});

const go = async (path: string, fields: Record<string, string>): Promise<string> => {
  const { headers } = await visitor.post(path, fields);
  return (await visitor.get(headers.get('location') ?? '/none')).text;
};

test('offered once, walked through, ended, found again', async () => {
  expect((await visitor.get('/')).text).toContain('操作画面へようこそ');
  expect((await visitor.get('/tour')).text).not.toContain('（空欄）');
  expect(await go('/tour/start', {})).toContain('手順 1 / 5</b>');

  const file = await visitor.get('/tour/file');
  expect(file.headers.get('content-disposition')).toContain('.csv');
  const number = /(T\d{6}-\d{6}-2),/.exec(file.text)?.[1] ?? '';
  const taken = await intakeFile(ctx, { name: 'tour.csv', bytes: Buffer.from(file.text), shop: '', layout: '' });
  expect(taken[0]?.orders).toMatchObject({ new: 2, refused: 0 });
  expect(taken[0]?.held.map((one) => one.number)).toEqual([number]);
  expect((await visitor.get('/orders')).text).toContain('手順 2 / 5</b>');

  const here = orderPath('sheet', number);
  expect((await visitor.get(here)).text).toContain('手順 3 / 5</b>');
  const order = { order: `sheet/${number}`, back: here };
  expect(await go('/orders/do', { ...order, action: 'clear', note: '電話で確認' })).toContain('手順 4 / 5</b>');
  const handed = await go('/orders/do', { ...order, action: 'hand-over' });
  expect(handed).toContain('手順 5 / 5</b>');
  const address = /href="(http[^"]+\/b2\/p\/[^"]+)"/.exec(handed)?.[1]?.replaceAll('&amp;', '&') ?? '';

  await (await openScreen(address)).print(undefined, false);
  const id = /連携の番号 ([\w-]+)/.exec(handed)?.[1] ?? '';
  expect(await go(`/link-history/${id}/look`, {})).toContain(`受注 ${number} に送り状の番号が付き`);

  expect(await go('/tour/end', {})).toContain('いつでももう一度開けます');
  expect((await visitor.get('/orders')).text).not.toContain('id="tour"');
  expect((await visitor.get('/tour')).text).toContain('もう一度はじめから');
});
