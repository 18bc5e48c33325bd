import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { addDays } from '../../core/time.ts';
import { encodeCp932 } from '../../text/cp932.ts';

/** How a sample is written when it is dropped: the form that the real file has. */
type Form = 'cp932' | 'cp932-lf' | 'utf-8' | 'utf-8-lf' | 'utf-8-bom' | 'as-is';

export interface Sample {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** One synthetic file of every known format. The order matters: Yahoo! orders and items are two halves. */
const orderFiles: readonly (readonly [name: string, form: Form])[] = [
  ['商品対応表.csv', 'utf-8-bom'],
  ['在庫表.csv', 'cp932'],
  ['商品属性表.csv', 'utf-8-bom'],
  ['セット商品表.csv', 'utf-8-bom'],
  ['Amazon未出荷レポート.txt', 'cp932'],
  ['Amazon新規注文レポート.txt', 'utf-8'],
  ['Qoo10_DeliveryManagement_detail.csv', 'utf-8-bom'],
  ['Qoo10_DeliveryManagement_brief.csv', 'utf-8-bom'],
  ['ショップサーブ受注.csv', 'cp932'],
  ['ecforce受注.csv', 'utf-8'],
  ['ネクストエンジン汎用受注.csv', 'cp932'],
  ['aiship受注.csv', 'cp932'],
  ['楽天受注.csv', 'cp932'],
  ['Yahoo注文.csv', 'cp932'],
  ['Yahoo商品.csv', 'cp932'],
  ['Shopify_orders_export.csv', 'utf-8-lf'],
  ['カラーミー受注.csv', 'cp932-lf'],
  ['BASE注文.csv', 'cp932'],
  ['BASE発送.csv', 'cp932'],
  ['STORESオーダー.csv', 'cp932'],
  ['EC-CUBE受注.csv', 'cp932'],
  ['minne注文.csv', 'cp932'],
  ['Creema注文.csv', 'cp932'],
  ['futureshop受注.csv', 'cp932'],
  ['メルカリShops注文.csv', 'utf-8'],
  ['受注シート.csv', 'cp932'],
  ['受注シート（Excel）.xlsx', 'as-is'],
];

/** B2 Cloud's answer for the first shipments of the files above. */
const issuedFile: readonly [name: string, form: Form] = ['B2発行済データ.csv', 'cp932'];

/** The sample files as of a day (`YYYY-MM-DD`, Japan): order files first, then what B2 Cloud gives back. */
export function samplesOf(day: string): { readonly orders: readonly Sample[]; readonly issued: Sample } {
  const folder = samplesFolder();
  const make = ([name, form]: readonly [string, Form]): Sample => {
    const bytes = readFileSync(join(folder, name));
    return { name, bytes: form === 'as-is' ? bytes : encode(fillSample(bytes.toString('utf8'), day), form, name) };
  };
  return { orders: orderFiles.map(make), issued: make(issuedFile) };
}

/**
 * Fills the tokens of a sample: `{day}` `{day+3}` `{day-1}` → 2026/11/24, `{iso+3}` → 2026-11-24, `{yymmdd}` → 261121 (makes
 * order numbers of each day new), `{slip:7}` → a valid twelve-digit slip number of that day.
 */
export function fillSample(text: string, day: string): string {
  const yymmdd = day.slice(2).replaceAll('-', '');
  return text
    .replace(/\{(day|iso)([+-]\d+)?\}/g, (_, form: string, days = '0') => {
      const date = addDays(day, Number(days));
      return form === 'iso' ? date : date.replaceAll('-', '/');
    })
    .replaceAll('{yymmdd}', yymmdd)
    .replace(/\{slip:(\d+)\}/g, (_, number: string) => slipNumber(`9${yymmdd}${number.padStart(4, '0')}`));
}

/** Eleven digits and the check digit: the first eleven modulo 7. */
const slipNumber = (stem: string): string => stem + String(Number(stem) % 7);

function encode(text: string, form: Exclude<Form, 'as-is'>, name: string): Uint8Array {
  const lines = form.endsWith('-lf') ? text : text.replaceAll('\n', '\r\n');
  if (form.startsWith('utf-8')) return Buffer.from(form === 'utf-8-bom' ? `\ufeff${lines}` : lines, 'utf8');
  const { bytes, bad } = encodeCp932(lines);
  if (bad.length > 0) throw new Error(`sample ${name} does not fit CP932: ${bad.join(' ')}`);
  return bytes;
}

/** Found from the source tree and from `dist`: the folder `samples` beside package.json. */
function samplesFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'samples')) || !existsSync(join(folder, 'package.json'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error('the samples folder is missing beside package.json');
    folder = parent;
  }
  return join(folder, 'samples');
}
