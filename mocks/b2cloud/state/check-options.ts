import type { CheckInput, Complain } from './check-types.ts';
import { titleOf } from './columns.ts';
import { isoDay } from './normalize.ts';
import { consigneeTitles, type Service } from './services.ts';
import type { Values } from './values.ts';

/** Dates, time slots, and everything that a slip type may or may not have. */
export function checkOptions(values: Values, service: Service, input: CheckInput, complain: Complain): void {
  const get = (name: string) => values[name] ?? '';
  const refuse = (no: string, name: string) =>
    complain(`EL004${no}`, name, `「${service.title}」では「${titleOf(name)}」を指定できません。`);
  const oneOf = (no: string, name: string, codes: readonly string[]) => {
    if (!['', ...codes].includes(get(name)))
      complain(`EL003${no}`, name, `「${titleOf(name)}」の値が正しくありません。`);
  };
  checkDates(values, service, input.today, complain);
  oneOf('003', 'is_cool', ['0', '1', '2']);
  if (!['', '0000', ...service.slots].includes(get('delivery_time_zone'))) {
    complain('ES002038', 'delivery_time_zone', `「${service.title}」では使えない配達時間帯です。`);
  }
  if (get('consignee_title') !== '様' && service.code !== '3') refuse('018', 'consignee_title');
  else oneOf('018', 'consignee_title', consigneeTitles);

  oneOf('036', 'is_using_center_service', ['0', '1']);
  if (get('is_using_center_service') === '1') {
    if (!service.pickUp) refuse('036', 'is_using_center_service');
    if (!/^\d{6}$/.test(get('consignee_center_code'))) {
      complain('EF011003', 'consignee_center_code', '営業所止置きのときは、営業所コード（6桁）を入力してください。');
    }
  }
  checkParcels(values, service, input, complain);
  checkKeys(get, complain);

  oneOf('048', 'is_using_shipment_email', ['0', '1']);
  if (get('is_using_shipment_email') === '1') {
    if (!service.shipmentMail) refuse('048', 'is_using_shipment_email');
    need(get, 'shipment_email_address', 'EF011012', complain);
    need(get, 'shipment_message', 'EF011013', complain);
    if (!['1', '2'].includes(get('input_device_type'))) {
      complain('EL011050', 'input_device_type', '入力機種（1：PC、2：携帯電話）を入力してください。');
    }
  } else if (service.code === '1')
    complain('EL011048', 'is_using_shipment_email', 'EAZYではお届け予定eメールが必須です。');
  oneOf('052', 'is_using_delivery_email', ['0', '1']);
  if (input.isApi) need(get, 'is_using_delivery_email', 'EL011052', complain);
  if (get('is_using_delivery_email') === '1') {
    if (!service.deliveryMail) refuse('052', 'is_using_delivery_email');
    need(get, 'delivery_email_address', 'EF011014', complain);
    need(get, 'delivery_message', 'EF011015', complain);
  }
  for (const [no, part, codes] of postMails) {
    const flag = `is_using_${part}_email`;
    oneOf(no, flag, ['0', '1', '2']);
    if (['', '0'].includes(get(flag))) continue;
    if (!service.postMail) refuse(no, flag);
    need(get, `${part}_email_address`, codes[0]!, complain);
    need(get, `${part}_message`, codes[1]!, complain);
  }
  const twin = get('shipment_number') === '' ? undefined : twinOf(get('shipment_number'), input);
  if (twin) complain(...twin);
}

/** The same number elsewhere. Nothing is kept before printing, so only a printed slip is said to exist; trust C for all three. */
function twinOf(number: string, input: CheckInput): Parameters<Complain> | undefined {
  const said = (code: string, words: string): Parameters<Complain> => [
    code,
    'shipment_number',
    `${words}重複していないか確認してください。`,
  ];
  const where = input.elsewhere(number);
  if (where === 'printed') return said('WL009001', '同じお客様管理番号の送り状がすでにあります。');
  if (where === 'waiting') return said('WL009002', '同じお客様管理番号の行が、ほかの画面で印刷待ちです。');
  if (input.siblings.some((one) => one.shipment_number === number))
    return said('WL009003', '同じお客様管理番号の行が、この一覧にほかにもあります。');
  return undefined;
}

const postMails: readonly (readonly [string, string, readonly string[]])[] = [
  ['087', 'shipment_post', ['EF021012', 'EF021013']],
  ['090', 'cons_deli_post', ['EF031012', 'EF031013']],
  ['093', 'shipper_deli_post', ['EF041012', 'EF041013']],
];

function need(get: (name: string) => string, name: string, code: string, complain: Complain): void {
  if (get(name) === '') complain(code, name, `「${titleOf(name)}」を入力してください。`);
}

/** Day of shipment: today … +30; delivery: from the soonest day of the type to 30 days from today. Trust B; "from today" C. */
function checkDates(values: Values, service: Service, today: string, complain: Complain): void {
  const start = Temporal.PlainDate.from(today);
  const days = (day: string) => start.until(Temporal.PlainDate.from(day)).days;
  const shipment = isoDay(values.shipment_date ?? '');
  if (shipment === undefined || days(shipment) < 0 || days(shipment) > 30) {
    complain('ES003001', 'shipment_date', '出荷予定日は、今日から30日後までの日付を入力してください。');
  }
  const wanted = values.delivery_date ?? '';
  const isShortest = values.short_delivery_date_flag === '1';
  if (wanted === '') {
    if (values.is_printing_date === '1' && values.short_delivery_date_flag === '0') {
      complain('EF011017', 'delivery_date', 'お届け予定日を入力してください。');
    }
    return;
  }
  if (!service.date) {
    complain('EL004006', 'delivery_date', `「${service.title}」では「お届け予定日」を指定できません。`);
    return;
  }
  const delivery = isoDay(wanted);
  if (delivery === undefined) complain('EL002006', 'delivery_date', 'お届け予定日が正しくありません。');
  else if (!isShortest && (days(delivery) > 30 || days(delivery) < days(shipment ?? today) + service.soonest)) {
    complain('EL003006', 'delivery_date', 'お届け予定日は、お届けできる日から30日後までの日付を入力してください。');
  }
}

function checkParcels(values: Values, service: Service, input: CheckInput, complain: Complain): void {
  const text = values.package_qty ?? '';
  const count = Number(text);
  const key = values.closure_key ?? '';
  if (!/^\d{1,2}$/.test(text) || count < 1)
    complain('EF029001', 'package_qty', '発行枚数は1から99までの数字を入力してください。');
  else if (count > 1 && !service.parcels) {
    complain('EL004038', 'package_qty', `「${service.title}」では発行枚数を指定できません。`);
  } else if (count > 1 && service.code !== '6' && input.isApi && key === '') {
    complain('EL011074', 'closure_key', '発行枚数が2以上のときは、複数口くくりキーを入力してください。');
  }
  const frame = values.is_printing_lot ?? '';
  if (!['1', '2', '3'].includes(frame)) complain('EL003039', 'is_printing_lot', '個数口表示フラグが正しくありません。');
  else if (frame === '3' && !service.frame) {
    complain('EL004039', 'is_printing_lot', `「${service.title}」では個数口の枠を印字できません。`);
  }
  const same = key === '' ? [] : input.siblings.filter((one) => one.closure_key === key);
  if (service.code === '6') {
    if (key === '') complain('ES002622', 'closure_key', '複数口くくりキーを入力してください。');
    else {
      const total = [values, ...same].reduce((sum, one) => sum + (Number(one.package_qty || '1') || 1), 0);
      if (total < 2 || total > 99) complain('ES002624', 'package_qty', '複数口の合計は2個から99個までです。');
    }
  }
  if (same.some((one) => target(one) !== target(values))) {
    complain('EL005074', 'closure_key', '同じ複数口くくりキーに、届け先か出荷予定日の違う行があります。');
  }
}

const compact = (text: string | undefined) => (text ?? '').replace(/[\s/-]/g, '');

/** One closure key belongs to one destination and one day. Trust B. */
const target = (one: Values): string =>
  [
    compact(one.shipment_date),
    compact(one.consignee_zip_code),
    compact(one.consignee_address) || ['1', '2', '3'].map((part) => compact(one[`consignee_address${part}`])).join(''),
    compact(one.consignee_address4),
    compact(one.consignee_name),
  ].join('\u0000');

function checkKeys(get: (name: string) => string, complain: Complain): void {
  for (const no of ['1', '2', '3', '4']) {
    if (get(`search_key${no}`) !== '' && get(`search_key_title${no}`) === '') {
      complain(
        `EL011${String(73 + 2 * Number(no)).padStart(3, '0')}`,
        `search_key_title${no}`,
        `「検索キータイトル${no}」を入力してください。`,
      );
    }
  }
}
