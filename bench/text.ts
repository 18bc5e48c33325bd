/**
 * What reading single values costs, in values a second: `npx tsx bench/text.ts`. Goals: address split and postal codes
 * ≥ 200,000/s, CP932 ≥ 80 MB/s, so that a whole order line (≥ 10,000/s) spends little of its time here.
 */
import { readAddress } from '../src/text/address.ts';
import { decodeCp932Cell, encodeCp932Into } from '../src/text/cp932.ts';
import { readInstant } from '../src/text/datetime.ts';
import { mojibake } from '../src/text/guard.ts';
import { readName } from '../src/text/name.ts';
import { readPhone } from '../src/text/phone.ts';
import { readPostal } from '../src/text/postal.ts';
import { width } from '../src/text/width.ts';

const addresses: readonly (readonly string[])[] = [
  ['東京都', '千代田区', '丸の内1-1-1 サンプルビル3F'],
  ['神奈川県', '横浜市西区', 'みなとみらい2-2-1', 'サンプルタワー 101'],
  ['北海道', '札幌市中央区', '北1条西2丁目 サンプル庁舎'],
  ['京都府京都市中京区寺町通御池上る上本能寺前町488番地'],
  ['福岡県福岡市博多区博多駅前3丁目26番29号 サンプルビル9F 株式会社サンプル'],
];
const line = `${addresses.map((parts) => parts.join('')).join(',')},03-1234-5678,060-0001\r\n`;
const target = Buffer.alloc(line.length * 2);
const encoded = encodeCp932Into(line, target, 0);

function rate(name: string, count: number, run: (i: number) => unknown, bytes = 0): void {
  for (let i = 0; i < count / 4; i++) run(i);
  const start = performance.now();
  for (let i = 0; i < count; i++) run(i);
  const seconds = (performance.now() - start) / 1000;
  const speed = bytes > 0 ? `${Math.round((bytes * count) / seconds / 1e6)} MB/s` : `${Math.round(count / seconds)} /s`;
  console.log(name.padEnd(28), speed);
}

const first = performance.now();
readPostal('600001', '北海道札幌市');
console.log('first use (loads the tables)'.padEnd(28), `${Math.round(performance.now() - first)} ms`);
rate('address split', 200_000, (i) => readAddress(addresses[i % 5] ?? [], '1000005'));
rate('postal code', 1_000_000, (i) => readPostal(i % 2 ? '060-0001' : '０６０－０００１'));
rate('postal code, lost zero', 200_000, () => readPostal('600001', '北海道札幌市中央区北1条'));
rate('phone', 1_000_000, (i) => readPhone(i % 2 ? '03-1234-5678' : '9012345678'));
rate('name', 1_000_000, () => readName('山田　太郎'));
rate('instant', 200_000, () => readInstant('2026-01-05T10:30:00+09:00'));
rate('garbled?', 1_000_000, () => mojibake('東京都千代田区丸の内1-1-1'));
rate('width', 1_000_000, () => width('東京都千代田区丸の内1-1-1'));
rate('CP932 encode', 100_000, () => encodeCp932Into(line, target, 0), encoded);
rate('CP932 decode', 100_000, () => decodeCp932Cell(target, 0, encoded), encoded);
