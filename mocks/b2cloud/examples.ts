import type { ExampleTools } from '../system.ts';
import { screenExamples } from './screen-examples.ts';

const write = { 'x-requested-with': 'XMLHttpRequest' };

/** Two rows registered, one corrected, one deleted, one printed; then the history. */
export async function b2Examples(tools: ExampleTools): Promise<void> {
  const { address, ask, now, turn } = tools;
  const { credentials, billing } = address;
  const json = { 'content-type': 'application/json' };
  const today = Temporal.Instant.fromEpochMilliseconds(now()).toZonedDateTimeISO('Asia/Tokyo').toPlainDate();
  const shipment = (no: string) => ({
    shipment_number: no,
    service_type: '0',
    is_cool: '0',
    shipment_date: today.toString().replaceAll('-', ''),
    short_delivery_date_flag: '1',
    consignee_telephone_display: '090-0000-0000',
    consignee_zip_code: '150-0002',
    consignee_address: '東京都渋谷区渋谷1-2-3',
    consignee_address4: '見本ハイツ101',
    consignee_name: '見本 太郎',
    shipper_telephone_display: '03-0000-0001',
    shipper_zip_code: '1000005',
    shipper_address: '東京都千代田区丸の内1-1',
    shipper_name: '見本商店',
    item_name1: '緑茶',
    is_using_delivery_email: '0',
    invoice_code: billing.customerCode,
    invoice_freight_no: billing.freightNo,
  });
  const first = await ask('POST', `/b2/p/editA?api_user_id=${credentials.apiUserId}`, {
    headers: { authorization: `Token ${credentials.accessKey}`, ...write, ...json },
    body: { feed: { entry: ['EXAMPLE-1', 'EXAMPLE-2'].map((no) => ({ shipment: shipment(no) })) } },
  });
  const cookie = first.headers['set-cookie']!.split(';')[0]!;
  const reads = { headers: { cookie } };
  const writes = (body: unknown, more = {}) => ({ headers: { cookie, ...write, ...json, ...more }, body });
  let { feed } = first.json;
  const rowOf = (index: number, more = {}) => {
    const { id, shipment: row } = feed.entry[index];
    return { id, shipment: { tracking_number: row.tracking_number, created_ms: row.created_ms, ...more } };
  };
  feed = (
    await ask(
      'PUT',
      '/b2/p/editA',
      writes({ feed: { updated: feed.updated, entry: [rowOf(0, { item_name1: '緑茶 100g' })] } }),
    )
  ).json.feed;
  await ask(
    'POST',
    '/b2/p/editA',
    writes({ feed: { updated: feed.updated, entry: [rowOf(1)] } }, { 'x-http-method-override': 'DELETE /editA' }),
  );
  feed = (await ask('GET', '/b2/p/editA', reads)).json.feed;
  const order = rowOf(0, { service_type: '0', printer_type: '1', shipment_flg: '1' });
  const issue = (
    await ask(
      'POST',
      '/b2/p/new?issue_editA&display=0&print_type=m',
      writes({ feed: { updated: feed.updated, entry: [order] } }),
    )
  ).json.feed.title;
  turn(2000);
  const rxid = (await ask('GET', `/b2/p/polling?issue_no=${issue}&display=0`, reads)).json.feed.title;
  await ask('GET', `/b2/p/getfile?display=0&issue_no=${issue}&checkonly=1`, reads);
  await ask('GET', `/b2/p/getfile?display=0&issue_no=${issue}&fileonly=1`, reads);
  turn(2000);
  const issued = (await ask('GET', `/b2/p/editA?spool&_RXID=${rxid}`, reads)).json.feed.entry[0].shipment;
  const { tracking_number: number } = issued;
  await ask('GET', '/b2/p/history?all&shipment_number=EXAMPLE-1', reads);
  const slip = { feed: { entry: [{ shipment: { tracking_number: number } }] } };
  await ask('PUT', '/b2/p/history?reissue&print_type=m', writes(slip));
  await ask('PUT', '/b2/p/history?display_flg=0', writes(slip));
  await ask('GET', '/b2/p/_export?header=1');
  await ask('GET', '/b2/p/_html/history.html?customerNo=EXAMPLE-1');
  await screenExamples(tools, shipment);
}
