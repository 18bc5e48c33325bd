/** Cells by header name. */
export type SheetRow = Readonly<Record<string, string>>;

/** Rows as a CSV (UTF-8, CRLF, all quoted) with the columns that any of them has. */
export function csvOf(rows: readonly SheetRow[]): Uint8Array {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const lines = [columns, ...rows.map((row) => columns.map((column) => row[column] ?? ''))];
  const text = lines.map((cells) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\r\n');
  return Buffer.from(`${text}\r\n`, 'utf8');
}

/** A row of 受注シート; everything right unless `more` says otherwise. */
export const sheetRow = (number: string, more: SheetRow = {}): SheetRow => ({
  注文番号: number,
  注文日: '2026/11/20',
  支払方法: 'クレジットカード',
  入金状況: '入金済み',
  注文者名: '見本 一郎',
  注文者郵便番号: '060-0001',
  注文者住所: '北海道札幌市中央区北1条西2-3',
  注文者電話番号: '011-000-0001',
  商品コード: 'A-1',
  商品名: '緑茶',
  数量: '1',
  お届け先名: '山本 翔',
  お届け先郵便番号: '150-0002',
  お届け先住所: '東京都渋谷区渋谷1-2-3',
  お届け先電話番号: '03-0000-0001',
  ...more,
});

/** A row of ネクストエンジン 汎用受注; as above. */
export const nextEngineRow = (number: string, more: SheetRow = {}): SheetRow => ({
  店舗伝票番号: number,
  受注日: '2026/11/20 10:00:00',
  受注郵便番号: '060-0001',
  受注住所１: '北海道札幌市中央区北1条西2-3',
  受注名: '見本 一郎',
  受注電話番号: '011-000-0001',
  発送郵便番号: '150-0002',
  発送先住所１: '東京都渋谷区渋谷1-2-3',
  発送先名: '山本 翔',
  発送電話番号: '03-0000-0001',
  支払方法: 'クレジットカード',
  発送方法: 'ヤマト運輸',
  商品名: '緑茶',
  商品コード: 'A-1',
  商品価格: '1000',
  受注数量: '1',
  ...more,
});
