import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import iconv from 'iconv-lite';
import type { Config } from '../../src/config/types.ts';
import { startBridge } from '../../src/flow/bridge/index.ts';
import { editOrder } from '../../src/flow/desk/edit-order.ts';
import { clearHold } from '../../src/flow/desk/holds.ts';
import { issueShipments, undoIssue } from '../../src/flow/issue/index.ts';
import type { Context } from '../../src/flow/types.ts';
import { amazonReport } from './amazon-report.ts';
import { issuedData, trackingNumber } from './issued-data.ts';
import { standardLayouts } from './market.ts';
import { shop } from './orders.ts';
import type { StoreKind } from './stores.ts';
import { newStorePlace } from './stores.ts';
import { newRoot, openWorkspace, type Workspace } from './workspace.ts';
import { xlsxOf } from './xlsx.ts';

/**
 * A shop's half year with invented people: files in four encodings and a workbook, a refused file, a form of Qoo10, corrections,
 * cleared holds, a B2 file that was taken back, labels, numbers, notices. Then everything but one order is finished.
 */
export interface ForgetStory {
  readonly work: Workspace;
  readonly ctx: Context;
  wait(duration: Temporal.DurationLike): void;
}

/** Everything that tells who these people are. */
export const people = {
  finished: {
    names: ['髙橋翔太郎', '渡邉琴音', '小鳥遊めい', '鈴木一朗', '田中受取', '山本贈'],
    streets: ['架空町一丁目2-3', '仮想町四丁目5-6', '夢見町七丁目8-9', '幻町三丁目1-1'],
    phones: ['090-0011-2233', '090-4455-6677', '09088990011', '03-0102-0304'],
    words: ['置き配でお願い致します', '名入れ：みのり', '電話で本人に確認ずみ'],
  },
  open: { names: ['残留未完子'], streets: ['未完町九丁目9-9'], phones: ['090-9999-0000'] },
} as const;

const f = people.finished;

const sheetHeader =
  '注文番号,注文日,注文者名,注文者カナ,注文者会社名,注文者郵便番号,注文者住所,注文者建物名,注文者電話番号,注文者メール,お届け先番号,お届け先名,お届け先カナ,お届け先会社名,お届け先部署名,お届け先郵便番号,お届け先住所,お届け先建物名,お届け先電話番号,商品コード,商品名,数量,単価,合計金額,支払方法,入金状況,代引金額,代引消費税,配送方法,お届け希望日,お届け時間帯,出荷予定日,個口数,送り状番号,記事,キャンセル,備考'.split(
    ',',
  );

const sheetRow = (number: string, name: string, street: string, phone: string, more: Record<string, string> = {}) => {
  const cells: Record<string, string> = {
    注文番号: number,
    注文日: '2026-11-20',
    注文者名: name,
    注文者郵便番号: '100-0001',
    注文者住所: `東京都千代田区${street}`,
    注文者電話番号: phone,
    お届け先名: name,
    お届け先郵便番号: '100-0001',
    お届け先住所: `東京都千代田区${street}`,
    お届け先電話番号: phone,
    商品コード: 'SKU-1',
    商品名: '湯のみ',
    数量: '1',
    入金状況: '入金済み',
    配送方法: '宅急便',
    備考: f.words[0],
    ...more,
  };
  return sheetHeader.map((name_) => cells[name_] ?? '');
};

const csv = (...rows: readonly string[][]) => [sheetHeader, ...rows].map((row) => row.join(',')).join('\r\n');

export async function forgetStory(kind: StoreKind): Promise<ForgetStory> {
  let now = Temporal.Instant.from('2026-11-21T01:00:00Z');
  const place = kind === 'postgres' ? await newStorePlace('postgres') : undefined;
  const shops = [
    shop({
      name: 'amazon',
      marketplace: 'amazon',
      layouts: { read: [], issue: 'b2-csv', notify: 'amazon-shipment-confirm' },
      defaultMethod: 'yamato',
    }),
    shop({ name: 'sheet', marketplace: 'sheet' }),
    shop({
      name: 'qoo10',
      marketplace: 'qoo10',
      layouts: { read: [], issue: 'b2-csv', notify: '' },
      defaultMethod: 'yamato',
    }),
  ];
  const work = await openWorkspace(newRoot(), {
    now: () => now,
    config: (config: Config) => ({
      ...config,
      ...(place && { database: place.target }),
      shops: Object.fromEntries(shops.map((one) => [one.name, one])),
      retention: { orders: 180, files: 30, runs: 90, 'link-history': 90, notices: 180, mails: 90 },
    }),
  });
  const ctx: Context = { ...work.ctx, ...standardLayouts() };
  const story: ForgetStory = {
    work,
    ctx,
    wait(duration) {
      now = now.add(duration);
    },
  };
  await drop(ctx, {
    [`amazon/${f.names[0]}様の注文.txt`]: amazonReport([
      {
        'order-id': 'A-1',
        'recipient-name': f.names[0],
        'buyer-name': f.names[5],
        'ship-address-1': f.streets[0],
        'buyer-phone-number': f.phones[0],
      },
    ]),
    [`sheet/${f.names[1]}.csv`]: Buffer.from(
      `\ufeff${csv(sheetRow('S-1', f.names[1], f.streets[1], f.phones[1]))}`,
      'utf16le',
    ),
    'sheet/utf8.csv': Buffer.from(
      csv(
        sheetRow('S-2', f.names[2], f.streets[2], '', { お届け先郵便番号: '9999999', 商品名: '湯のみ' }),
        sheetRow('S-9', people.open.names[0], people.open.streets[0], people.open.phones[0]),
      ),
    ),
    'sheet/big5.csv': iconv.encode(csv(sheetRow('S-3', f.names[4], f.streets[3], f.phones[3])), 'utf16be', {
      addBOM: true,
    }),
    'sheet/workbook.xlsx': xlsxOf([
      sheetHeader,
      sheetRow('S-4', f.names[1], f.streets[1], f.phones[1], { 記事: f.words[1] }),
    ]),
    [`sheet/${f.names[3]}様.csv`]: iconv.encode(`なまえ,ところ\r\n${f.names[3]},${f.streets[3]}\r\n`, 'cp932'),
  });
  await editOrder(ctx, 'S-2', {
    edits: [
      { name: 'consignee.phone', text: f.phones[2] },
      { name: 'orderer.phone', text: f.phones[2] },
    ],
    note: `${f.names[2]}様 ${f.words[2]}`,
  });
  await clearHold(ctx, 'S-2', `${f.names[2]}様に確認`, '佐藤');
  const first = await issueShipments(ctx, { shop: 'amazon' });
  await undoIssue(ctx, { file: first.files[0]!, note: `${f.names[0]}様の分は未印刷` });
  story.wait({ seconds: 3 });
  const { shipments } = await issueShipments(ctx, {});
  const printed = shipments.filter((customerNo) => customerNo !== 'S-9_1');
  await issueShipments(ctx, { orders: ['S-1_1'], reissue: { note: `${f.names[1]}様の送り状を破損` } });
  await drop(ctx, {
    'results/issued.csv': issuedData(
      printed.map((customerNo, index) => ({ customerNo, number: trackingNumber(index) })),
    ),
    'qoo10/brief.csv': Buffer.from(
      `注文番号,カート番号,配送会社,送り状番号,発送予定日,受取人名,販売者商品コード\r\n1,A-1,,,,${f.names[0]},SKU-1\r\n`,
    ),
  });
  await ctx.store.write((tx) =>
    tx.putMails([
      {
        id: 'm-1',
        to: 'shop@example.com',
        subject: '連絡',
        text: `${f.names[5]}様`,
        state: 'sent',
        attempts: 1,
        notBefore: now.toString(),
        at: now.toString(),
      },
    ]),
  );
  return story;
}

/** Drops files, has the running bridge take them, and waits until the inbox is empty. */
async function drop(ctx: Context, files: Readonly<Record<string, Uint8Array>>): Promise<void> {
  const stop = new AbortController();
  const running = startBridge(ctx, { demo: false, signal: stop.signal });
  for (const name of new Set(Object.keys(files).map((path) => path.split('/')[0]!))) {
    mkdirSync(join(ctx.config.inbox, name), { recursive: true });
  }
  for (const [path, bytes] of Object.entries(files)) writeFileSync(join(ctx.config.inbox, path), bytes);
  const left = () =>
    readdirSync(ctx.config.inbox, { recursive: true, withFileTypes: true }).filter(
      (entry) =>
        // The mark by which several machines know the inbox stays.
        entry.isFile() && !entry.name.startsWith('.') && !/[\\/]_(done|error)[\\/]/.test(`${entry.parentPath}/`),
    );
  for (const end = Date.now() + 30_000; left().length > 0; await sleep(50)) {
    if (Date.now() > end) throw new Error(`not taken: ${left().map((entry) => entry.name)}`);
  }
  stop.abort();
  await running;
}

/** Paths and bytes of every file under a folder. */
export function allBytes(root: string): { readonly path: string; readonly bytes: Buffer }[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ path, bytes: readFileSync(path) }));
}

/** A text as bytes, in every encoding that files of shops have. */
export function everyEncoding(text: string): Buffer[] {
  const spellings = [text, text.normalize('NFD'), text.replaceAll('-', ''), JSON.stringify(text).slice(1, -1)];
  return [...new Set(spellings)].flatMap((one) => [
    Buffer.from(one, 'utf8'),
    Buffer.from(one, 'utf16le'),
    Buffer.from(one, 'utf16le').swap16(),
    iconv.encode(one, 'cp932'),
    iconv.encode(one, 'euc-jp'),
    Buffer.from(
      [...one].map((char) => (char.charCodeAt(0) > 127 ? `\\u${char.charCodeAt(0).toString(16)}` : char)).join(''),
    ),
    Buffer.from(encodeURIComponent(one)),
  ]);
}
