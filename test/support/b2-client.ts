import type { Lab } from '../../mocks/server.ts';
import { type Said, said } from './lab-client.ts';

type Values = Readonly<Record<string, string>>;

/** A plain client of the lab's B2 Cloud, made without any code of the bridge. */
export function b2Client(lab: Lab) {
  const { api, credentials, billing } = lab.systems.b2cloud;
  let cookie = '';

  const raw = async (
    method: string,
    path: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Said> => {
    const answer = await said(
      await fetch(`${api}/b2/p/${path}`, {
        method,
        headers,
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      }),
    );
    const set = answer.headers.get('set-cookie');
    if (set) cookie = set.split(';')[0]!;
    return answer;
  };
  /** With the key at first, then with the session. */
  const call = (method: string, path: string, body?: unknown, headers: Readonly<Record<string, string>> = {}) =>
    raw(method, path, body, {
      ...(cookie === '' ? { authorization: `Token ${credentials.accessKey}` } : { cookie }),
      ...(method === 'GET' ? {} : { 'x-requested-with': 'XMLHttpRequest' }),
      ...headers,
    });
  const register = (shipments: readonly Values[]) =>
    call('POST', `editA?api_user_id=${credentials.apiUserId}`, {
      feed: { entry: shipments.map((shipment) => ({ shipment })) },
    });
  /** The body of a print order of rows as editA gave them. */
  // biome-ignore lint/suspicious/noExplicitAny: answers of many shapes
  const orderOf = (feed: any, entries = feed.entry, printer = '1') => ({
    feed: {
      updated: feed.updated,
      // biome-ignore lint/suspicious/noExplicitAny: answers of many shapes
      entry: entries.map((one: any) => ({
        id: one.id,
        link: one.link,
        shipment: {
          tracking_number: one.shipment.tracking_number,
          created_ms: one.shipment.created_ms,
          service_type: one.shipment.service_type,
          printer_type: printer,
          shipment_flg: '1',
        },
      })),
    },
  });
  const issue = (body: unknown, printType = 'm') =>
    call('POST', `new?issue_editA&display=0&print_type=${printType}`, body);
  const poll = (no: string) => call('GET', `polling?issue_no=${no}&display=0`);
  const file = (no: string, what: 'checkonly' | 'fileonly') =>
    call('GET', `getfile?display=0&issue_no=${no}&${what}=1`);
  const spool = (rxid: string) => call('GET', `editA?spool&_RXID=${rxid}`);
  const history = (customerNo: string) => call('GET', `history?all&shipment_number=${customerNo}`);
  const screenOf = (rxid: string, notify = 'http://127.0.0.1:9/told') =>
    fetch(`${lab.systems.b2cloud.screen}?notify=${encodeURIComponent(notify)}&_RXID=${rxid}`);
  /** Opens the edit screen and gives its id and its page. */
  const openScreen = async (rxid: string, notify?: string) => {
    const html = await (await screenOf(rxid, notify)).text();
    return { html, screen: /data-screen="(\w+)"/.exec(html)?.[1] ?? '' };
  };
  const onScreen = async (path: string, body: unknown): Promise<Said> =>
    said(await fetch(`${api}/b2/p/_screen/${path}`, { method: 'POST', body: JSON.stringify(body) }));
  const importFile = async (bytes: Buffer, query = ''): Promise<Said> =>
    said(await fetch(`${api}/b2/p/_import${query}`, { method: 'POST', body: new Uint8Array(bytes) }));

  /** A shipment without any fault, sent on the day that the lab's clock shows in Japan. */
  const shipment = (changes: Values = {}): Values => ({
    shipment_number: '250-0000001-0000001_1',
    service_type: '0',
    is_cool: '0',
    shipment_date: dayIn(0),
    delivery_date: '',
    short_delivery_date_flag: '1',
    is_printing_date: '0',
    delivery_time_zone: '0000',
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
    invoice_code_ext: billing.classCode,
    invoice_freight_no: billing.freightNo,
    ...changes,
  });
  /** So many days from today in Japan, YYYYMMDD. */
  const dayIn = (days: number): string =>
    Temporal.Instant.fromEpochMilliseconds(lab.clock.now())
      .toZonedDateTimeISO('Asia/Tokyo')
      .toPlainDate()
      .add({ days })
      .toString()
      .replaceAll('-', '');
  /** The whole way without screen, to the rows of the spool. */
  // biome-ignore lint/suspicious/noExplicitAny: answers of many shapes
  const print = async (shipments: readonly Values[]): Promise<any[]> => {
    const { feed } = (await register(shipments)).json;
    const no = (await issue(orderOf(feed))).json.feed.title;
    lab.clock.turn(3000);
    const rxid = (await poll(no)).json.feed.title;
    await file(no, 'checkonly');
    await file(no, 'fileonly');
    lab.clock.turn(3000);
    return (await spool(rxid)).json.feed.entry;
  };
  return {
    raw,
    call,
    register,
    orderOf,
    issue,
    poll,
    file,
    spool,
    history,
    screenOf,
    openScreen,
    onScreen,
    importFile,
    shipment,
    dayIn,
    print,
    credentials,
    billing,
    api,
    session: () => cookie,
    forget: () => {
      cookie = '';
    },
  };
}

export type B2Client = ReturnType<typeof b2Client>;

interface Complaint {
  readonly error_code: string;
  readonly error_property_name: string;
}

/** Complaints of an answer of editA: row by row, `code property`. */
export const complaintsOf = (answer: Said): string[][] =>
  (answer.json.feed.entry as { readonly error: readonly Complaint[] }[]).map((entry) =>
    entry.error.map((one) => `${one.error_code} ${one.error_property_name}`),
  );
