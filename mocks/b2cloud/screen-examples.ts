import iconv from 'iconv-lite';
import { japanDay } from '../clock.ts';
import type { ExampleTools } from '../system.ts';
import { columns } from './state/columns.ts';

const write = { 'x-requested-with': 'XMLHttpRequest', 'content-type': 'application/json' };
const form = { 'content-type': 'application/x-www-form-urlencoded' };

/** The edit screen as a browser goes through it, then a file, what was printed, and the driver. */
export async function screenExamples(
  { address, ask, now }: ExampleTools,
  shipment: (no: string) => Readonly<Record<string, string>>,
): Promise<void> {
  const { accessKey, apiUserId } = address.credentials;
  const given = await ask('POST', `/b2/p/editA?api_user_id=${apiUserId}`, {
    headers: { authorization: `Token ${accessKey}`, ...write },
    body: { feed: { entry: [{ shipment: shipment('EXAMPLE-3') }] } },
  });
  const opened = await ask('GET', `/b2/p/_html/multi_import_api.html?_RXID=${given.json.feed.title}`);
  const screen = screenIn(opened.text);
  const json = { 'content-type': 'application/json' };
  await ask('GET', `/b2/p/_screen/form?screen=${screen}&no=1`);
  await ask('POST', '/b2/p/_screen/rows', {
    headers: json,
    body: { screen, no: '1', values: { item_name1: '緑茶 50g' } },
  });
  const printed = await ask('POST', '/b2/p/_screen/issue', {
    headers: json,
    body: { screen, rows: ['1'], paper: 'm' },
  });
  await ask('GET', `/b2/p/_screen/pdf?issue_no=${printed.json.issueNo}&screen=${screen}`);
  await ask('POST', '/b2/p/_screen/close', { headers: json, body: { screen } });
  await ask('GET', '/b2/p/_assets/b2.css');

  const number = printed.json.waybills[0].number;
  const act = (fields: Readonly<Record<string, string>>) =>
    ask('POST', '/b2/p/_screen/history', {
      headers: form,
      body: new URLSearchParams({ ...fields, number }).toString(),
    });
  const moved = await act({ act: 'reissue', paper: 'm' });
  await ask('GET', `/b2/p/_screen/${moved.headers.location}`);
  const day = japanDay(now());
  await ask('GET', `/b2/p/_html/pickup.html?day=${day}`);
  const wish = new URLSearchParams({ day, slot: '1617', parcels: '1', note: '' });
  await ask('POST', '/b2/p/_screen/pickup', { headers: form, body: wish.toString() });

  await ask('GET', '/');
  await ask('GET', '/b2/p/_html/import.html');
  const row = { ...shipment('EXAMPLE-4'), consignee_zip_code: '999' };
  const { json: imported } = await ask('POST', '/b2/p/_import?header=0&name=orders.csv', {
    headers: { 'content-type': 'text/csv' },
    body: iconv.encode(`${rowOf(shipment('EXAMPLE-5'))}\r\n${rowOf(row)}\r\n`, 'CP932'),
  });
  const of = imported.screen.split('=')[1];
  await ask('GET', `/b2/p/_html/${imported.screen}`);
  await ask('GET', `/b2/p/_html/import_errors.html?screen=${of}`);
  await ask('GET', `/b2/p/_import_errors?screen=${of}&kind=list`);
}

/** The screen's key as its page has it. */
const screenIn = (page: string): string => /data-screen="([^"]+)"/.exec(page)?.[1] ?? '';

/** A row of the basic layout: 95 columns by position. */
const rowOf = (shipment: Readonly<Record<string, string>>): string =>
  columns
    .filter((one) => one.no <= 95)
    .sort((a, b) => a.no - b.no)
    .map((one) => `"${shipment[one.name] ?? ''}"`)
    .join(',');
