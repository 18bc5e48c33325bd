import type { Field, Operation } from '../../system.ts';
import { columns, isWholeAddress, type Kind, properties } from '../state/columns.ts';
import { coolTitles, services, slotTitles } from '../state/services.ts';
import { printTypes } from './print-types.ts';

/** What a request to the partner API may carry, for `/_lab/docs`, of the tables that the checks go by. */
export const headerFields = (method: Operation['method'], isOpen: boolean): readonly Field[] => [
  {
    name: 'authorization',
    in: 'header',
    type: 'access key; on the first request of a session only',
    ...(isOpen ? {} : { required: 'without a session' }),
    example: 'Token accessKey',
  },
  { name: 'cookie', in: 'header', type: 'SID as the first answer set it', required: 'on every later request' },
  ...(method === 'get'
    ? []
    : [
        {
          name: 'x-requested-with',
          in: 'header',
          type: 'text',
          required: 'in a session',
          values: ['XMLHttpRequest'],
        } as const,
      ]),
];

const queries: Readonly<Record<string, Omit<Field, 'name' | 'in'>>> = {
  api_user_id: { type: 'company code of the partner', required: 'registerEdit', example: 'apiUserId' },
  issue_editA: { type: 'without value', required: true },
  display: { type: 'text', values: ['0'], required: 'by issue' },
  print_type: { type: 'sheet', values: printTypes, required: true },
  issue_no: { type: 'title of the answer to issue or reissue', required: true },
  service_no: { type: 'not looked at' },
  checkonly: { type: 'text', values: ['1'], required: true },
  fileonly: { type: 'text', values: ['1'], required: true },
  spool: { type: 'without value', required: true },
  _RXID: { type: 'title of the answer to polling; after an empty answer its summary', required: true },
  all: { type: 'without value', required: true },
  reissue: { type: 'without value', required: true },
  display_flg: { type: 'text', values: ['0', '1'] },
};

export const queryField = (name: string): Field => ({
  name,
  in: 'query',
  ...(queries[name] ?? { type: 'a property that begins so; value, value*, or -ge- -le- -ne- after the name' }),
});

const kinds: Readonly<Record<Kind, string>> = {
  number: 'letters, digits, _ and -',
  alnum: 'letters, digits, _ and -',
  digits: 'digits',
  date: 'YYYYMMDD or YYYY/MM/DD',
  phone: 'digits and -',
  postal: '7 digits, with - or without',
  text: 'text',
  kana: 'half-width katakana',
  mail: 'mail address',
  full: 'full-width text',
  mailtext: 'text without half-width space and katakana',
  key: 'letters, digits, space',
  blank: 'must be blank',
};

const choices: Readonly<Record<string, readonly string[]>> = {
  service_type: [...services.values()].map((one) => one.code),
  is_cool: Object.keys(coolTitles).filter(Boolean),
  delivery_time_zone: Object.keys(slotTitles).filter(Boolean),
  short_delivery_date_flag: ['0', '1'],
  is_printing_date: ['0', '1'],
  is_using_delivery_email: ['0', '1'],
  printer_type: ['1', '2', '3'],
};

const shipment = 'feed.entry[].shipment.';

/** Slip types whose template asks for it. */
const neededBy = (required: string): string =>
  [...services.values()]
    .filter((one) => required.includes(one.group))
    .map((one) => one.code)
    .join(' ');

const detail = (name: string): Pick<Field, 'values'> => (choices[name] ? { values: choices[name] } : {});

/** Every property of a shipment: those of the columns with width and need, then those without a column. */
export const shipmentFields: readonly Field[] = [
  ...columns
    .filter((one) => one.name !== '' && one.no <= 95)
    .map(
      (one): Field => ({
        name: shipment + one.name,
        in: 'body',
        type: `${kinds[one.kind]}${isWholeAddress(one.name) ? '; falls into _address1 to 3' : ''}`,
        title: one.header,
        ...(one.max > 0 && { max: one.max }),
        ...(one.name === 'is_using_delivery_email'
          ? { required: true }
          : one.required !== '' && { required: `service_type ${neededBy(one.required)}` }),
        ...detail(one.name),
      }),
    ),
  ...[...properties]
    .filter((name) => !columns.some((one) => one.name === name))
    .map((name): Field => ({ name: shipment + name, in: 'body', type: 'text', ...detail(name) })),
];

/** A row that is corrected keeps what is not sent. */
export const correctedFields: readonly Field[] = shipmentFields.map((one) =>
  one.required === true ? { ...one, required: 'if it was missing' } : one,
);

const named = (name: string, type: string, required?: Field['required']): Field => ({
  name,
  in: 'body',
  type,
  ...(required && { required }),
});

export const updatedField = named('feed.updated', 'as the last answer said it', true);
const idField = (required?: Field['required']) => named('feed.entry[].id', 'as the last answer said it', required);
const own = (name: string, type: string, required?: Field['required']): Field => ({
  ...named(shipment + name, type, required),
  ...detail(name),
});

/** Which row is meant. */
export const rowFields: readonly Field[] = [
  idField(),
  own('tracking_number', 'provisional number of the row', true),
  own('created_ms', 'as the last answer said it', true),
];

export const issueFields: readonly Field[] = [
  updatedField,
  idField(true),
  ...rowFields.slice(1),
  own('service_type', 'as the row has it', true),
  own('printer_type', '1 laser, 2 inkjet, 3 label printer', true),
  { ...own('shipment_flg', 'text', true), values: ['1'] },
];

export const slipFields: readonly Field[] = [
  own('tracking_number', '伝票番号, 12 digits', 'without id'),
  idField('without tracking_number'),
];
