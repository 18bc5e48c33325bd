import { afterAll, beforeAll, expect, test } from 'vitest';
import { pageHelp } from '../../src/core/sentences/console/page-help.ts';
import { sections } from '../../src/web/pages/index.ts';
import { openTestConsole, type TestConsole } from '../support/console.ts';
import { type Desk, openDesk } from '../support/desk.ts';

/* ヘルプ: each page says what it is for, in three sentences. */

let desk: Desk;
let operators: TestConsole;
beforeAll(async () => {
  desk = await openDesk();
  operators = await openTestConsole(desk.ctx);
});
afterAll(async () => {
  await operators?.close();
  await desk?.close();
});

test.each(Object.entries(pageHelp))('of %s: three sentences, each of them one', (_name, help) => {
  expect(help.map((one) => one.replace(/（[^）]*）/g, ''))).toEqual(
    [1, 2, 3].map(() => expect.stringMatching(/^[^。]+。$/)),
  );
});

test('every page of the menu and behind it shows its own, once', async () => {
  const pages = sections.flatMap((one) => one.routes).filter((one) => one.method === 'get');
  const visitor = operators.visitor();
  const without: string[] = [];
  const seen = new Set<string>();
  for (const { path } of pages) {
    const { headers, text } = await visitor.get(path.replace(/:\w+/g, 'x'));
    if (!headers.get('content-type')?.startsWith('text/html')) continue;
    const shown = [...text.matchAll(/<details class="help"><summary>[^<]+<\/summary><p>([^<]+)<\/p>/g)];
    if (shown.length !== 1) without.push(path);
    seen.add(shown[0]?.[1] ?? '');
  }
  expect(without).toEqual([]);
  expect(seen.size).toBeGreaterThan(25);
});
