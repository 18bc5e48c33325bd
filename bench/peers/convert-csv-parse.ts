import { createReadStream, createWriteStream } from 'node:fs';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parse } from 'csv-parse';
import { stringify } from 'csv-stringify';
import iconv from 'iconv-lite';

/* The conversion of bench/convert-layout.yaml as most would write it: csv-parse → objects → csv-stringify, iconv-lite streams. */
const [input, output] = process.argv.slice(2) as [string, string];
const paid: Record<string, string> = { 入金済: '1', 未入金: '0' };
const payment: Record<string, string> = { クレジットカード: '1', 代金引換: '2' };
const method: Record<string, string> = { 宅急便: '0', ネコポス: 'A', 'クール便（冷蔵）': '0', 宅急便コンパクト: '8' };
const postal = (text: string) => text.replace(/^(\d{3})-?(\d{4})$/, '$1-$2');

const convert = (row: Record<string, string>) => ({
  管理番号: row.受注番号!,
  注文日: row.受注日!.replaceAll('-', '/'),
  注文日時: row.受注日時!,
  入金: paid[row.入金状況!]!,
  支払区分: payment[row.支払方法!] ?? '9',
  配送区分: method[row.配送方法!]!,
  お届け希望日: row.希望日!.replaceAll('-', '') || '最短',
  時間帯: row.時間帯! || '指定なし',
  注文者: row.注文者名!,
  注文者フリガナ: row.注文者カナ!,
  '注文者〒': postal(row.注文者郵便番号!),
  注文者住所: row.注文者都道府県! + row.注文者市区町村! + row.注文者番地!,
  注文者建物名: row.注文者建物!,
  注文者TEL: row.注文者電話!,
  注文者Eメール: row.注文者メール!,
  届け先: row.送付先名!,
  届け先フリガナ: row.送付先カナ!,
  '届け先〒': postal(row.送付先郵便番号!),
  届け先住所: row.送付先都道府県! + row.送付先市区町村! + row.送付先番地!,
  届け先建物名: row.送付先建物!,
  届け先TEL: row.送付先電話!,
  SKU: row.商品番号!,
  品名: row.商品名!,
  品名と選択肢: [row.商品名!, row.選択肢!].filter((text) => text !== '').join(' / '),
  価格: row.単価!,
  個数: row.数量! || '1',
  金額: row.合計!,
  お客様備考: row.備考!,
  メモ: row.ひとことメモ!,
  出荷元: '見本商店',
  ...Object.fromEntries([2, 3, 4, 5, 6, 10, 16, 24, 36, 60].map((no, i) => [`区分${i + 1}`, row[`項目${no}`]!])),
});

const text = stringify({ header: true, record_delimiter: 'windows' });
text.setEncoding('utf8');
await pipeline(
  createReadStream(input),
  iconv.decodeStream('cp932'),
  parse({ columns: true }),
  new Transform({ objectMode: true, transform: (row, _encoding, done) => done(null, convert(row)) }),
  text,
  iconv.encodeStream('cp932'),
  createWriteStream(output),
);
