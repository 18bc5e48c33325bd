/** What kind of value a field holds; decides which converters fit. */
export type FieldType =
  | 'text'
  | 'code'
  | 'name'
  | 'address'
  | 'postal'
  | 'phone'
  | 'email'
  | 'instant'
  | 'date'
  | 'slot'
  | 'count'
  | 'yen'
  | 'tax'
  | 'tax-rate'
  | 'flag'
  | 'payment-state'
  | 'order-status'
  | 'line-status';

export interface Field {
  readonly type: FieldType;
  readonly label: string;
}

const party = (at: string, who: string): Record<string, Field> => ({
  [`${at}.name`]: { type: 'name', label: `${who}名` },
  [`${at}.kana`]: { type: 'text', label: `${who}フリガナ` },
  [`${at}.company`]: { type: 'text', label: `${who}会社名` },
  [`${at}.department`]: { type: 'text', label: `${who}部署名` },
  [`${at}.postalCode`]: { type: 'postal', label: `${who}郵便番号` },
  [`${at}.address`]: { type: 'address', label: `${who}住所` },
  [`${at}.phone`]: { type: 'phone', label: `${who}電話番号` },
  [`${at}.email`]: { type: 'email', label: `${who}メールアドレス` },
});

/** Targets that a read layout with `yields: order` may fill. */
export const orderFields: Readonly<Record<string, Field>> = {
  'order.number': { type: 'code', label: '注文番号' },
  'order.orderedAt': { type: 'instant', label: '注文日時' },
  'order.status': { type: 'order-status', label: '受注の状態' },
  'order.cancelled': { type: 'flag', label: 'キャンセル' },
  'order.total': { type: 'yen', label: '合計金額' },
  'order.tax': { type: 'tax', label: '消費税額（注文全体）' },
  'order.note': { type: 'text', label: '備考' },
  'order.payment.method': { type: 'text', label: '支払方法' },
  'order.payment.state': { type: 'payment-state', label: '入金状況' },
  'order.payment.refused': { type: 'text', label: '与信・決済の結果' },
  'order.payment.paidAt': { type: 'instant', label: '入金日時' },
  'order.payment.codAmount': { type: 'yen', label: '代引金額' },
  'order.payment.codTax': { type: 'yen', label: '代引金額の内消費税' },
  ...party('order.orderer', '注文者'),
  'line.no': { type: 'code', label: '明細番号' },
  'line.sku': { type: 'code', label: '商品コード' },
  'line.name': { type: 'text', label: '商品名' },
  'line.option': { type: 'text', label: 'オプション' },
  'line.quantity': { type: 'count', label: '数量' },
  'line.unitPrice': { type: 'yen', label: '単価' },
  'line.tax': { type: 'tax', label: '消費税額（明細）' },
  'line.taxRate': { type: 'tax-rate', label: '消費税率（％）' },
  'line.status': { type: 'line-status', label: '明細状態' },
  'line.notGoods': { type: 'flag', label: '商品でない行' },
  'line.fulfilledElsewhere': { type: 'flag', label: '他社出荷' },
  'line.cancelRequested': { type: 'flag', label: 'キャンセル依頼' },
  ...party('line.consignee', 'お届け先'),
  'line.delivery.key': { type: 'code', label: 'お届け先番号' },
  'line.delivery.shipmentNumber': { type: 'code', label: '出荷番号' },
  'line.delivery.method': { type: 'text', label: '配送方法' },
  'line.delivery.status': { type: 'order-status', label: 'お届け先の状態' },
  'line.delivery.wishedDate': { type: 'date', label: 'お届け希望日' },
  'line.delivery.timeSlot': { type: 'slot', label: 'お届け希望時間帯' },
  'line.delivery.plannedShipDate': { type: 'date', label: '出荷予定日' },
  'line.delivery.rentalDispatchDate': { type: 'date', label: 'レンタル発送予定日' },
  'line.delivery.packages': { type: 'count', label: '発行枚数' },
  'line.delivery.trackingNumber': { type: 'code', label: 'お問い合わせ番号' },
  'line.delivery.addressPending': { type: 'flag', label: '住所未入力' },
  'line.delivery.addressWithheld': { type: 'flag', label: '住所の権限なし' },
  'line.delivery.marketplaceLabel': { type: 'flag', label: 'モールの配送ラベル' },
  'line.delivery.deleted': { type: 'flag', label: '配送先削除' },
  'line.delivery.note': { type: 'text', label: '配送備考' },
};

/** Names of `remote` facts are the marketplace's own. */
const remotePath = /^(order|line|line\.delivery)\.remote\.[A-Za-z][A-Za-z0-9_-]*$/;

/** Where a layout puts a marketplace's own keys and status words (`Remote`), as a pattern for people and editors. */
export const remotePattern = remotePath.source;

/** Further status columns beside `order.status` and `line.delivery.status`: each of them may stop what it speaks of. */
const statusPath = /^(order|line\.delivery)\.status\.[a-z][a-z0-9-]*$/;

/** The same as a pattern for people and editors. */
export const statusPattern = statusPath.source;

/**
 * A target of `yields: order`: one of the list, a further status column, or a fact that only the marketplace's connector understands.
 */
export function orderField(path: string): Field | undefined {
  if (Object.hasOwn(orderFields, path)) return orderFields[path];
  const status = statusPath.exec(path);
  if (status) return orderFields[`${status[1]}.status`];
  return remotePath.test(path) ? { type: 'text', label: path.replace(/^.*\.remote\./, 'モールの') } : undefined;
}

/** Targets of `yields: waybill`. */
export const waybillFields: Readonly<Record<string, Field>> = {
  'waybill.customerNo': { type: 'code', label: 'お客様管理番号' },
  'waybill.number': { type: 'code', label: '伝票番号' },
  'waybill.serviceCode': { type: 'code', label: '送り状種類' },
  'waybill.carrier': { type: 'text', label: '配送会社' },
  'waybill.shipDate': { type: 'date', label: '出荷予定日' },
};

/** Targets of `yields: stock`. */
export const stockFields: Readonly<Record<string, Field>> = {
  'stock.sku': { type: 'code', label: '商品コード' },
  'stock.onHand': { type: 'count', label: '在庫数' },
};

/** Targets of `yields: product`. */
export const productFields: Readonly<Record<string, Field>> = {
  'product.sku': { type: 'code', label: '商品コード' },
  'product.shop': { type: 'code', label: '店舗' },
  'product.item': { type: 'code', label: '店舗商品コード' },
  'product.option': { type: 'code', label: 'オプションコード' },
  'product.name': { type: 'text', label: '商品名' },
  'product.lowStock': { type: 'count', label: '在庫わずか' },
  'product.unlimited': { type: 'flag', label: '在庫無制限' },
  'product.safety': { type: 'count', label: '安全在庫' },
  'product.share': { type: 'count', label: '配分率' },
};

/** Targets of `yields: set`: one row per part of a set. */
export const setFields: Readonly<Record<string, Field>> = {
  'set.sku': { type: 'code', label: 'セット商品コード' },
  'set.part': { type: 'code', label: '構成商品コード' },
  'set.quantity': { type: 'count', label: '数量' },
};

/** Targets of `yields: goods` (商品属性表). */
export const goodsFields: Readonly<Record<string, Field>> = {
  'goods.sku': { type: 'code', label: '商品コード' },
  'goods.cool': { type: 'text', label: 'クール区分' },
  'goods.mailSize': { type: 'text', label: 'メール便' },
  'goods.fragile': { type: 'text', label: 'ワレ物' },
  'goods.preorderDay': { type: 'date', label: '発売日' },
  'goods.weight': { type: 'count', label: '重さ（グラム）' },
};

/** Targets of `yields: return-form` (a marketplace's own file, given back with numbers filled in). */
export const returnFormFields: Readonly<Record<string, Field>> = {
  'form.orderNumber': { type: 'code', label: '注文番号' },
  'form.trackingNumber': { type: 'code', label: '送り状番号' },
  'form.carrier': { type: 'text', label: '配送会社' },
  'form.carrierCode': { type: 'code', label: '配送会社コード' },
};

const writtenParty = (at: string, who: string): Record<string, Field> => ({
  ...party(at, who),
  [`${at}.prefecture`]: { type: 'text', label: `${who}都道府県` },
  [`${at}.city`]: { type: 'text', label: `${who}市区町村` },
  [`${at}.street`]: { type: 'text', label: `${who}町・番地` },
  [`${at}.building`]: { type: 'text', label: `${who}建物` },
});

/** Sources that a write layout with `takes: shipment | line | waybill` may use. `takes: row` names columns instead. */
export const writeFields: Readonly<Record<string, Field>> = {
  today: { type: 'date', label: '本日（日本時間）' },
  'shop.name': { type: 'text', label: '店舗' },
  'shop.title': { type: 'text', label: '店舗名' },
  'order.number': { type: 'code', label: '注文番号' },
  'order.orderedAt': { type: 'instant', label: '注文日時' },
  'order.note': { type: 'text', label: '備考' },
  'order.total': { type: 'yen', label: '合計金額' },
  'order.totalOnce': { type: 'yen', label: '合計金額（受注の最初の出荷の行だけ）' },
  'order.payment.method': { type: 'text', label: '支払方法' },
  'shipment.customerNo': { type: 'code', label: 'お客様管理番号' },
  'shipment.serial': { type: 'count', label: '出荷番号' },
  'shipment.destination': { type: 'code', label: 'お届け先番号' },
  'shipment.method': { type: 'code', label: '配送方法コード' },
  'shipment.service': { type: 'code', label: '送り状種類' },
  'shipment.cool': { type: 'code', label: 'クール区分' },
  'shipment.shipDate': { type: 'date', label: '出荷予定日' },
  'shipment.deliveryDate': { type: 'date', label: 'お届け予定日' },
  'shipment.timeSlot': { type: 'slot', label: '配達時間帯' },
  'shipment.codAmount': { type: 'yen', label: '代引金額' },
  'shipment.codTax': { type: 'yen', label: '内消費税額等' },
  'shipment.packages': { type: 'count', label: '発行枚数' },
  'shipment.closureKey': { type: 'code', label: '複数口くくりキー' },
  'shipment.handling1': { type: 'text', label: '荷扱い１' },
  'shipment.handling2': { type: 'text', label: '荷扱い２' },
  'shipment.note': { type: 'text', label: '配送備考' },
  'shipment.itemName1': { type: 'text', label: '品名１' },
  'shipment.itemName2': { type: 'text', label: '品名２' },
  'shipment.itemCode1': { type: 'text', label: '品名コード１' },
  'shipment.itemCode2': { type: 'text', label: '品名コード２' },
  ...writtenParty('consignee', 'お届け先'),
  ...writtenParty('orderer', '注文者'),
  ...writtenParty('seller', '販売者'),
  ...writtenParty('shipper', 'ご依頼主'),
  'billing.customerCode': { type: 'code', label: '請求先顧客コード' },
  'billing.classCode': { type: 'code', label: '請求先分類コード' },
  'billing.freightNo': { type: 'code', label: '運賃管理番号' },
  'line.no': { type: 'code', label: '明細番号' },
  'line.sku': { type: 'code', label: '商品コード' },
  'line.name': { type: 'text', label: '商品名' },
  'line.option': { type: 'text', label: 'オプション' },
  'line.quantity': { type: 'count', label: '数量' },
  'waybill.number': { type: 'code', label: '伝票番号' },
  'waybill.carrier': { type: 'text', label: '配送会社' },
  'waybill.carrierName': { type: 'text', label: '配送会社名（店舗の呼び方）' },
  'waybill.carrierCode': { type: 'code', label: '配送会社コード' },
  'waybill.shipMethod': { type: 'text', label: '配送方法名' },
  'waybill.shipDate': { type: 'date', label: '出荷日' },
  'waybill.codMethod': { type: 'code', label: '代金引換' },
};
