import { startLab } from '../mocks/server.ts';

/*
 * A process of its own, measured by bench/labels.ts: the lab's B2 Cloud takes 1,000 shipments over the API and prints them. Says the seconds
 * of the registration and of the PDF, and the size of the PDF, as one JSON line.
 */
const count = Number(process.argv[2] ?? 1000);
const lab = await startLab({ seed: 'empty' });
const { api, credentials, billing } = lab.systems.b2cloud;
let cookie = '';

async function call(method: string, path: string, body?: unknown): Promise<Response> {
  const headers: Record<string, string> = cookie
    ? { cookie, 'x-requested-with': 'XMLHttpRequest' }
    : { authorization: `Token ${credentials.accessKey}` };
  const answer = await fetch(`${api}/b2/p/${path}`, {
    method,
    headers,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? cookie;
  return answer;
}

const today = Temporal.Now.plainDateISO('Asia/Tokyo').toString().replaceAll('-', '');
const entry = Array.from({ length: count }, (_, index) => ({
  shipment: {
    shipment_number: `250-0000001-${String(index).padStart(7, '0')}_1`,
    service_type: index % 10 === 0 ? 'A' : '0',
    shipment_date: today,
    short_delivery_date_flag: '1',
    consignee_telephone_display: '090-0000-0000',
    consignee_zip_code: '1500002',
    consignee_address: `東京都渋谷区渋谷1-2-${index}`,
    consignee_address4: `見本ハイツ${index}号室`,
    consignee_name: `見本 太郎${index}`,
    shipper_telephone_display: '03-0000-0001',
    shipper_zip_code: '1000005',
    shipper_address: '東京都千代田区丸の内1-1',
    shipper_name: '見本商店',
    item_name1: `深蒸し緑茶 ${index}`,
    is_using_delivery_email: '0',
    invoice_code: billing.customerCode,
    invoice_freight_no: billing.freightNo,
  },
}));

const begin = performance.now();
const registered = await call('POST', `editA?api_user_id=${credentials.apiUserId}`, { feed: { entry } });
interface Feed {
  readonly title: string;
  readonly updated: string;
  readonly entry: readonly { readonly id: string; readonly shipment: Readonly<Record<string, string>> }[];
}
const { feed } = (await registered.json()) as { feed: Feed };
const register = (performance.now() - begin) / 1000;
const order = feed.entry.map(({ id, shipment: { tracking_number, created_ms, service_type } }) => ({
  id,
  shipment: { tracking_number, created_ms, service_type, printer_type: '1', shipment_flg: '1' },
}));
const issued = await call('POST', 'new?issue_editA&display=0&print_type=m', {
  feed: { updated: feed.updated, entry: order },
});
const no = ((await issued.json()) as { feed: Feed }).feed.title;
lab.clock.turn(5000);
await call('GET', `getfile?display=0&issue_no=${no}&checkonly=1`);
const printing = performance.now();
const pdf = Buffer.from(await (await call('GET', `getfile?display=0&issue_no=${no}&fileonly=1`)).arrayBuffer());
const seconds = (performance.now() - printing) / 1000;
if (pdf.subarray(0, 5).toString() !== '%PDF-') throw new Error('no PDF');
await lab.close();
console.log(JSON.stringify({ register, seconds, bytes: pdf.length }));
