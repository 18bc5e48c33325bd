import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Lab, startLab } from '../../mocks/server.ts';
import { type OwnBrowser, openBrowser } from '../support/browser.ts';

/* The browser that the tests bring has no Japanese font of its own: what is readable here is readable on every machine. */

let lab: Lab;
let own: OwnBrowser;
let page: Page;
const base = () => lab.control.slice(0, -'/_lab'.length);

beforeAll(async () => {
  [lab, own] = await Promise.all([startLab(), openBrowser()]);
  page = await own.browser.newPage();
  const body = JSON.stringify({ order: '髙橋〜の注文', memo: '日本語' });
  await fetch(`${base()}/amazon/api/orders/2026-01-01/orders?x=${encodeURIComponent('日本')}`, { method: 'PUT', body });
  await fetch(`${base()}/b2cloud/b2/p/_import`, { method: 'POST', body: 'no file of B2' });
});
afterAll(async () => {
  await own?.close();
  await lab?.close();
});

/** Texts of Japanese that a font other than the lab's own was used for, by Chromium's own account. */
async function foreignTexts(): Promise<string[]> {
  await page.evaluate('document.fonts.ready');
  const client = await page.context().newCDPSession(page);
  await client.send('DOM.enable');
  await client.send('CSS.enable');
  const { root } = await client.send('DOM.getDocument', { depth: 1 });
  const { nodeIds } = await client.send('DOM.querySelectorAll', { nodeId: root.nodeId, selector: 'body, body *' });
  const found: string[] = [];
  let checked = 0;
  for (const nodeId of nodeIds) {
    const { node } = await client.send('DOM.describeNode', { nodeId, depth: 1 });
    const text = (node.children ?? []).map((one) => (one.nodeType === 3 ? one.nodeValue : '')).join('');
    if (!/[ぁ-んァ-ヶ一-龠]/.test(text) || ['SCRIPT', 'STYLE', 'OPTION'].includes(node.nodeName)) continue;
    const { fonts } = await client.send('CSS.getPlatformFontsForNode', { nodeId });
    checked += fonts.length;
    if (fonts.some((font) => !font.isCustomFont)) found.push(text.trim().slice(0, 40));
  }
  await client.detach();
  expect(checked).toBeGreaterThan(0);
  return found;
}

test.each([
  ['the panel', '/_lab'],
  ['the request log', '/_lab/requests'],
  ['a request with a Japanese body', '/_lab/requests/1'],
  ['orders of all systems', '/_lab/ledger'],
  ['scenarios', '/_lab/scenarios'],
  ['the inbox', '/_lab/mail'],
  ['holdings of Amazon', '/_lab/holdings/amazon'],
  ['holdings of B2 Cloud', '/_lab/holdings/b2cloud'],
  ['holdings of ecforce', '/_lab/holdings/ecforce'],
  ['holdings of Qoo10', '/_lab/holdings/qoo10'],
  ['holdings of shopserve', '/_lab/holdings/shopserve'],
  ["B2's file import", '/b2cloud/'],
  ['a screen that does not open', '/b2cloud/b2/p/_html/multi_import_api.html?_RXID=none'],
  ['a page of B2 that is not there', '/b2cloud/b2/p/_assets/none.css'],
])('%s is written in the font that the lab serves', async (_name, path) => {
  const answer = await page.goto(`${base()}${path}`);
  expect(answer?.headers()['content-type']).toContain('text/html');
  expect(await foreignTexts()).toEqual([]);
});

test("B2's maintenance is written in it too", async () => {
  const wish = { system: 'b2cloud', operation: 'screenOpen', kind: 'maintenance' };
  const headers = { 'content-type': 'application/json' };
  await fetch(`${lab.control}/faults`, { method: 'POST', headers, body: JSON.stringify(wish) });
  const answer = await page.goto(`${base()}/b2cloud/b2/p/_html/multi_import_api.html`);
  expect(answer?.status()).toBe(503);
  expect(await foreignTexts()).toEqual([]);
});
