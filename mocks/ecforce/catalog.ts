import type { Carrier, PaymentMethod, StockItem } from './state/state.ts';

/** 配送業者: ids differ from shop to shop (manual A: 6 = ネコポス in its example). */
export const carriers: readonly Carrier[] = [
  { id: 1, name: 'ヤマト運輸' },
  { id: 2, name: '佐川急便' },
  { id: 6, name: 'ネコポス' },
  { id: 8, name: '店舗便' },
];

/** 5 = 代金引換 as in a new shop (trust B); the others C. */
export const methods: readonly PaymentMethod[] = [
  { id: 1, name: 'クレジットカード' },
  { id: 5, name: '代金引換' },
  { id: 7, name: 'NP後払い' },
  { id: 9, name: '銀行振込' },
];
export const card = 1;
export const cod = 5;
export const deferred = 7;
export const transfer = 9;

/** 対応状況 that the manual asks for and those that many shops have; any further code is shop-made (trust A and B). */
export const firstStates = (): Map<string, string> =>
  new Map([
    ['complete', '注文確定'],
    ['working', '出荷作業中'],
    ['shipped', '発送完了'],
    ['canceled', 'キャンセル'],
    ['returned', '返品'],
    ['wmswait', '倉庫連携待ち'],
    ['payment_ng', '決済NG'],
  ]);

/** 決済状況: code → label (trust B; the code of 入金待ち is not known, `cash_on_delivery_authed` is seen in one client: C). */
export const paymentLabels: Readonly<Record<string, string>> = {
  authed: '仮売上完了',
  completed: '売上完了',
  credit_exam_completed: '与信審査完了',
  credit_exam_processing: '与信審査中',
  credit_exam_hold: '与信保留',
  credit_exam_failed: '与信審査エラー',
  cash_on_delivery_authed: '入金待ち',
  auth_failed: '仮売上失敗',
  registration_failed: '取引登録失敗',
  sales_failed: '売上失敗',
  update_failed: '取引修正失敗',
  voided: '取消完了',
  waiting: '未入金',
};

export interface Product {
  readonly sku: string;
  readonly name: string;
  readonly price: number;
  readonly taxRate?: number;
}

export const products: readonly Product[] = [
  { sku: 'EC-SERUM', name: '美容液 30ml', price: 4980 },
  { sku: 'EC-SOAP', name: '洗顔石けん', price: 1800 },
  { sku: 'EC-TEA', name: '健康茶 30包', price: 2480, taxRate: 8 },
  { sku: 'EC-SUPPLE', name: 'サプリメント 90粒', price: 3980, taxRate: 8 },
  { sku: 'EC-MASK', name: 'フェイスマスク 10枚', price: 2200 },
  { sku: 'EC-GIFT', name: 'ギフトセット', price: 6800 },
  { sku: 'EC-NEW', name: '新商品 ハンドクリーム', price: 1500 },
  { sku: 'EC-LEAFLET', name: '同梱リーフレット', price: 0 },
];

/** Places of stock: the shop's usual one, and a second. */
export const locations: Readonly<Record<string, string>> = { default: '本社倉庫', east: '東日本倉庫' };

export const firstStock = (): StockItem[] =>
  products.flatMap(({ sku, name }) => {
    const one = { sku, name, locationCode: 'default', stock: 100, unlimited: sku === 'EC-LEAFLET' };
    return sku === 'EC-TEA' || sku === 'EC-SERUM' ? [one, { ...one, locationCode: 'east', stock: 20 }] : [one];
  });
