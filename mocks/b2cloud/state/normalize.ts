import { cutAddress, daysBetween } from './place.ts';
import { services } from './services.ts';
import { stripControls } from './text.ts';
import type { Values } from './values.ts';

/**
 * What B2 makes of a shipment before it checks: no control characters, dates as YYYYMMDD, no hyphen in postal codes, an address in one
 * text cut into its parts, defaults filled in (trust B), and options without meaning for the slip type taken out (cool, trust B).
 */
export function normalize(given: Values, today: string): Values {
  const values: Record<string, string> = {};
  for (const [name, value] of Object.entries(given)) values[name] = stripControls(value);
  for (const who of ['consignee', 'shipper', 'agent_invoice', 'agent_request']) {
    const whole = values[`${who}_address`];
    if (whole === undefined || whole === '') continue;
    const { prefecture, city, street } = cutAddress(whole);
    values[`${who}_address1`] = prefecture;
    values[`${who}_address2`] = city;
    values[`${who}_address3`] = street;
  }
  for (const name of ['consignee_address', 'shipper_address', 'agent_invoice_address', 'agent_request_address'])
    delete values[name];
  for (const name of ['consignee_zip_code', 'shipper_zip_code', 'agent_invoice_zip_code', 'agent_request_zip_code']) {
    if (/^\d{3}-\d{4}$/.test(values[name] ?? '')) values[name] = values[name]!.replace('-', '');
  }
  for (const name of ['shipment_date', 'delivery_date']) {
    if (/^\d{4}\/\d\d\/\d\d$/.test(values[name] ?? '')) values[name] = values[name]!.replaceAll('/', '');
  }
  const service = services.get(values.service_type ?? '');
  fill(values, 'consignee_title', '様');
  fill(values, 'delivery_time_zone', '0000');
  fill(values, 'package_qty', '1');
  fill(values, 'is_printing_lot', '1');
  fill(values, 'is_agent', '0');
  fill(values, 'is_cool', '0');
  if (service && !service.cool) values.is_cool = '0';
  if (service?.code === '6') values.is_printing_lot = '3';
  if (values.delivery_date === '最短日') {
    values.short_delivery_date_flag = '1';
    values.delivery_date = '';
  }
  if (values.short_delivery_date_flag === '1' && service?.date) {
    const day = isoDay(values.shipment_date ?? '') ?? today;
    const days = daysBetween(values.shipper_address1 ?? '', values.consignee_address1 ?? '');
    values.delivery_date = Temporal.PlainDate.from(day).add({ days }).toString().replaceAll('-', '');
  } else if (values.short_delivery_date_flag === '1') {
    // The slip type was changed to one without dates (メール便 → ネコポス): the day that B2 filled in itself goes (trust C).
    values.delivery_date = '';
  }
  return values;
}

function fill(values: Record<string, string>, name: string, value: string): void {
  if ((values[name] ?? '') === '') values[name] = value;
}

/** YYYY-MM-DD of YYYYMMDD; `undefined` when there is no such day. */
export function isoDay(text: string): string | undefined {
  const parts = /^(\d{4})(\d\d)(\d\d)$/.exec(text);
  if (!parts) return undefined;
  const day = `${parts[1]}-${parts[2]}-${parts[3]}`;
  try {
    return Temporal.PlainDate.from(day).toString();
  } catch {
    return undefined;
  }
}
