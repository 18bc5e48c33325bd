import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Lab, startLab } from '../../mocks/server.ts';
import { type OwnBrowser, openBrowser } from '../support/browser.ts';
import { amazonClient, labControl } from '../support/lab-client.ts';

/* The lab's panel without script: faults, replay, an order's life and scenarios by click, in two languages. */

/** A page may take long on a busy machine. */
const soon = (look: () => Promise<unknown>) => expect.poll(look, { timeout: 20_000 });

let lab: Lab;
let own: OwnBrowser;
beforeAll(async () => {
  [lab, own] = await Promise.all([startLab({ seed: 'empty' }), openBrowser()]);
});
afterAll(async () => {
  await own?.close();
  await lab?.close();
});

test('everything goes by click without script, in Japanese and English, and nothing of the data becomes HTML', async () => {
  const control = labControl(lab);
  const context = await own.browser.newContext({ javaScriptEnabled: false, viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  const text = () => page.locator('main').innerText();
  const reloaded = async () => {
    await page.reload();
    return text();
  };
  const shot = async (name: string) => {
    if (process.env.LAB_SHOTS) await page.screenshot({ path: `${process.env.LAB_SHOTS}/${name}.png`, fullPage: true });
  };
  // An order with a name that would be a tag.
  const rows = [
    {
      sku: 'LAB-TEA-01',
      name: '<b>見本</b> 花子',
      'postal-code': '150-0002',
      prefecture: '東京都',
      city: '渋谷区',
      street: '渋谷1-1',
    },
  ];
  const { orders } = (await control.post('/orders', { system: 'amazon', rows })).json;
  const { number } = orders[0];
  lab.clock.turn(600_000);
  const client = amazonClient(lab);
  const path = `/orders/2026-01-01/orders/${number}`;
  await client.raw('GET', path);
  expect((await control.post('/console', { url: 'http://127.0.0.1:9/' })).status).toBe(200);
  expect((await control.post('/console', { url: 'http://example.com/' })).status).toBe(400);

  await page.goto(lab.panel);
  expect(await page.title()).toContain('ラボ');
  expect(await page.locator('header a').last().getAttribute('href')).toBe('http://127.0.0.1:9/');
  // A fault by click strikes the next three calls.
  const slow = page.locator('tr', { hasText: 'Amazon (SP-API)' }).getByRole('button', { name: 'つながらない（3回）' });
  await slow.click();
  await soon(text).toContain('unavailable');
  expect((await client.login()).status).toBe(503);
  await shot('panel');
  await page.getByRole('button', { name: 'すべて外す' }).click();
  expect((await client.login()).status).toBe(200);

  // The language is remembered.
  await page.getByRole('button', { name: 'English' }).click();
  // Until the style is there both are seen.
  await soon(() => page.locator('h1').innerText()).toBe('Lab');
  expect(await page.locator('html').getAttribute('lang')).toBe('en');
  await page.locator('header').getByRole('link', { name: 'Orders' }).click();
  await soon(() => page.locator('h1').innerText()).toBe('Orders');
  await page.getByRole('link', { name: number }).click();
  await soon(text).toContain('<b>見本</b> 花子');
  expect(await page.locator('main b').count()).toBe(0);
  await soon(text).toMatch(/placed[\s\S]*pulled/);
  await shot('order');

  // A request is sent again and compared with the one before.
  await page.locator('main table a').last().click();
  await page.getByRole('button', { name: 'Send again' }).click();
  await soon(text).toContain('Compared with the one before');
  expect(await page.locator('ins, del').count()).toBe(0);
  await client.raw('GET', `${path}?includedData=BUYER`);
  await page.goto(`${lab.control}/requests`);
  await page.locator('main table a').first().click();
  expect(await page.locator('ins').first().innerText()).toContain('includedData=BUYER');
  await shot('request');

  // Scenarios: an example, one of one's own that fails, one that is wrong.
  await page.locator('header').getByRole('link', { name: 'Scenarios' }).click();
  await page.locator('tr', { hasText: 'hello' }).getByRole('button').click();
  await soon(reloaded).toContain('passed');
  await page.goto(`${lab.control}/scenarios`);
  await page.locator('textarea').fill('name: hope\nsteps:\n  - expect: { labels: 1 }\n');
  await page
    .locator('form', { has: page.locator('textarea') })
    .getByRole('button')
    .click();
  await soon(reloaded).toContain('labels: expected exactly 1, but it is 0');
  await shot('scenario');
  await page.goto(`${lab.control}/scenarios`);
  await page.locator('textarea').fill('name: <i>wrong</i>\nsteps: [{ plase: {} }]');
  await page
    .locator('form', { has: page.locator('textarea') })
    .getByRole('button')
    .click();
  await soon(text).toContain('plase');
  await page.getByRole('button', { name: '日本語' }).click();
  await soon(() => page.locator('html').getAttribute('lang')).toBe('ja');
  await context.close();
});
