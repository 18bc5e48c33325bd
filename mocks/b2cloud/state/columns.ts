/** How a column's text is checked: see `text.ts`. */
export type Kind =
  | 'number'
  | 'alnum'
  | 'digits'
  | 'date'
  | 'phone'
  | 'postal'
  | 'text'
  | 'kana'
  | 'mail'
  | 'full'
  | 'mailtext'
  | 'key'
  | 'blank';

/** One column of B2's files and the JSON property that means the same. */
export interface Column {
  /** 1-based; position decides in files. 96 and 97 exist in exports only. */
  readonly no: number;
  /** JSON property; '' when B2 has none for it. */
  readonly name: string;
  /** Name in the import template. */
  readonly header: string;
  /** Name in the export of issued data, which speaks another dialect. */
  readonly exportHeader: string;
  readonly kind: Kind;
  /** Width: half-width 1, full-width 2. */
  readonly max: number;
  /** Mandatory for these groups: T 宅急便 family, M ゆうメール, P ゆうパケット, N ネコポス. */
  readonly required: string;
}

/**
 * The 97 columns. Numbers, names, widths and mandatory groups: public transcriptions of B2's template (trust B). JSON names:
 * public clients (trust B); those of 56, 61–63, 69, 71–73, 96 and 97 are guesses (trust C).
 */
export const columns: readonly Column[] = (
  [
    [1, 'shipment_number', 'お客様管理番号', '', 'number', 50, ''],
    [2, 'service_type', '送り状種類', '', 'alnum', 1, 'TMPN'],
    [3, 'is_cool', 'クール区分', '', 'digits', 1, ''],
    [4, 'tracking_number', '伝票番号', '', 'digits', 12, ''],
    [5, 'shipment_date', '出荷予定日', '', 'date', 10, 'TMPN'],
    [6, 'delivery_date', 'お届け予定日', 'お届け予定（指定）日', 'date', 10, ''],
    [7, 'delivery_time_zone', '配達時間帯', '', 'digits', 4, ''],
    [8, 'consignee_code', 'お届け先コード', '', 'alnum', 20, ''],
    [9, 'consignee_telephone_display', 'お届け先電話番号', '', 'phone', 15, 'TPN'],
    [10, 'consignee_telephone_ext', 'お届け先電話番号枝番', '', 'digits', 2, ''],
    [11, 'consignee_zip_code', 'お届け先郵便番号', '', 'postal', 8, 'TMPN'],
    [12, 'consignee_address', 'お届け先住所', '', 'text', 64, 'TMPN'],
    [13, 'consignee_address4', 'お届け先アパートマンション名', 'お届け先住所（アパートマンション名）', 'text', 32, ''],
    [14, 'consignee_department1', 'お届け先会社・部門１', 'お届け先会社・部門名１', 'text', 50, ''],
    [15, 'consignee_department2', 'お届け先会社・部門２', 'お届け先会社・部門名２', 'text', 50, ''],
    [16, 'consignee_name', 'お届け先名', '', 'text', 32, 'TMPN'],
    [17, 'consignee_name_kana', 'お届け先名(ｶﾅ)', 'お届け先名略称カナ', 'kana', 50, ''],
    [18, 'consignee_title', '敬称', '', 'text', 4, ''],
    [19, 'shipper_code', 'ご依頼主コード', '', 'alnum', 20, ''],
    [20, 'shipper_telephone_display', 'ご依頼主電話番号', '', 'phone', 15, 'TPN'],
    [21, 'shipper_telephone_ext', 'ご依頼主電話番号枝番', '', 'digits', 2, ''],
    [22, 'shipper_zip_code', 'ご依頼主郵便番号', '', 'postal', 8, 'TPN'],
    [23, 'shipper_address', 'ご依頼主住所', '', 'text', 64, 'TPN'],
    [24, 'shipper_address4', 'ご依頼主アパートマンション', 'ご依頼主住所（アパートマンション名）', 'text', 32, ''],
    [25, 'shipper_name', 'ご依頼主名', '', 'text', 32, 'TPN'],
    [26, 'shipper_name_kana', 'ご依頼主名(ｶﾅ)', 'ご依頼主略称カナ', 'kana', 50, ''],
    [27, 'item_code1', '品名コード１', '', 'alnum', 30, ''],
    [28, 'item_name1', '品名１', '', 'text', 50, 'TPN'],
    [29, 'item_code2', '品名コード２', '', 'alnum', 30, ''],
    [30, 'item_name2', '品名２', '', 'text', 50, ''],
    [31, 'handling_information1', '荷扱い１', '', 'text', 20, ''],
    [32, 'handling_information2', '荷扱い２', '', 'text', 20, ''],
    [33, 'note', '記事', '', 'text', 44, ''],
    [34, 'amount', 'ｺﾚｸﾄ代金引換額（税込)', 'コレクト代金引換額（税込）', 'digits', 7, ''],
    [35, 'tax_amount', '内消費税額等', 'コレクト内消費税額等', 'digits', 7, ''],
    [36, 'is_using_center_service', '止置き', '営業所止置き', 'digits', 1, ''],
    [37, 'consignee_center_code', '営業所コード', '', 'digits', 6, ''],
    [38, 'package_qty', '発行枚数', '', 'digits', 2, ''],
    [39, 'is_printing_lot', '個数口表示フラグ', '個数口枠の印字', 'digits', 1, ''],
    [40, 'invoice_code', '請求先顧客コード', 'ご請求先顧客コード', 'digits', 12, 'TPN'],
    [41, 'invoice_code_ext', '請求先分類コード', 'ご請求先分類コード', 'digits', 3, ''],
    [42, 'invoice_freight_no', '運賃管理番号', '', 'digits', 2, 'TPN'],
    [43, 'payment_flg', 'クロネコwebコレクトデータ登録', '', 'digits', 1, ''],
    [44, 'payment_number', 'クロネコwebコレクト加盟店番号', '', 'alnum', 9, ''],
    [45, 'payment_receipt_no1', 'クロネコwebコレクト申込受付番号１', '', 'alnum', 23, ''],
    [46, 'payment_receipt_no2', 'クロネコwebコレクト申込受付番号２', '', 'alnum', 23, ''],
    [47, 'payment_receipt_no3', 'クロネコwebコレクト申込受付番号３', '', 'alnum', 23, ''],
    [48, 'is_using_shipment_email', 'お届け予定ｅメール利用区分', '', 'digits', 1, ''],
    [49, 'shipment_email_address', 'お届け予定ｅメールe-mailアドレス', '', 'mail', 60, ''],
    [50, 'input_device_type', '入力機種', '', 'digits', 1, ''],
    [51, 'shipment_message', 'お届け予定ｅメールメッセージ', 'お届け予定eメールメッセージ', 'full', 148, ''],
    [52, 'is_using_delivery_email', 'お届け完了ｅメール利用区分', 'お届け完了eメール利用区分', 'digits', 1, ''],
    [53, 'delivery_email_address', 'お届け完了ｅメールe-mailアドレス', '', 'mail', 60, ''],
    [54, 'delivery_message', 'お届け完了ｅメールメッセージ', '', 'full', 318, ''],
    [55, 'is_agent', 'クロネコ収納代行利用区分', '', 'digits', 1, ''],
    [56, 'agent_qrcode', '予備', '収納代行決済ＱＲコード印刷', 'digits', 1, ''],
    [57, 'agent_amount', '収納代行請求金額(税込)', '', 'digits', 7, ''],
    [58, 'agent_tax_amount', '収納代行内消費税額等', '', 'digits', 7, ''],
    [59, 'agent_invoice_zip_code', '収納代行請求先郵便番号', '', 'postal', 8, ''],
    [60, 'agent_invoice_address', '収納代行請求先住所', '', 'text', 64, ''],
    [61, 'agent_invoice_address4', '収納代行請求先住所（アパートマンション名）', '', 'text', 32, ''],
    [62, 'agent_invoice_department1', '収納代行請求先会社・部門名１', '', 'text', 50, ''],
    [63, 'agent_invoice_department2', '収納代行請求先会社・部門名２', '', 'text', 50, ''],
    [64, 'agent_invoice_name', '収納代行請求先名(漢字)', '', 'text', 32, ''],
    [65, 'agent_invoice_kana', '収納代行請求先名(カナ)', '', 'kana', 50, ''],
    [66, 'agent_request_name', '収納代行問合せ先名(漢字)', '', 'text', 32, ''],
    [67, 'agent_request_zip_code', '収納代行問合せ先郵便番号', '', 'postal', 8, ''],
    [68, 'agent_request_address', '収納代行問合せ先住所', '', 'text', 64, ''],
    [69, 'agent_request_address4', '収納代行問合せ先住所（アパートマンション名）', '', 'text', 32, ''],
    [70, 'agent_request_telephone', '収納代行問合せ先電話番号', '', 'phone', 15, ''],
    [71, 'agent_number', '収納代行管理番号', '', 'alnum', 20, ''],
    [72, 'agent_content_name', '収納代行品名', '', 'text', 50, ''],
    [73, 'agent_note', '収納代行備考', '', 'text', 28, ''],
    [74, 'closure_key', '複数口くくりキー', '', 'alnum', 20, ''],
    [75, 'search_key_title1', '検索キータイトル1', '検索キータイトル１', 'text', 20, ''],
    [76, 'search_key1', '検索キー1', '検索キー１', 'key', 20, ''],
    [77, 'search_key_title2', '検索キータイトル2', '検索キータイトル２', 'text', 20, ''],
    [78, 'search_key2', '検索キー2', '検索キー２', 'key', 20, ''],
    [79, 'search_key_title3', '検索キータイトル3', '検索キータイトル３', 'text', 20, ''],
    [80, 'search_key3', '検索キー3', '検索キー３', 'key', 20, ''],
    [81, 'search_key_title4', '検索キータイトル4', '検索キータイトル４', 'text', 20, ''],
    [82, 'search_key4', '検索キー4', '検索キー４', 'key', 20, ''],
    [83, 'search_key_title5', '検索キータイトル5', '検索キータイトル５', 'blank', 0, ''],
    [84, 'search_key5', '検索キー5', '検索キー５', 'blank', 0, ''],
    [85, '', '予備', '', 'blank', 0, ''],
    [86, '', '予備', '', 'blank', 0, ''],
    [87, 'is_using_shipment_post_email', '投函予定メール利用区分', '', 'digits', 1, ''],
    [88, 'shipment_post_email_address', '投函予定メールe-mailアドレス', '', 'mail', 60, ''],
    [89, 'shipment_post_message', '投函予定メールメッセージ', '', 'mailtext', 148, ''],
    [90, 'is_using_cons_deli_post_email', '投函完了メール（お届け先宛）利用区分', '', 'digits', 1, ''],
    [91, 'cons_deli_post_email_address', '投函完了メール（お届け先宛）e-mailアドレス', '', 'mail', 60, ''],
    [92, 'cons_deli_post_message', '投函完了メール（お届け先宛）メールメッセージ', '', 'mailtext', 318, ''],
    [93, 'is_using_shipper_deli_post_email', '投函完了メール（ご依頼主宛）利用区分', '', 'digits', 1, ''],
    [94, 'shipper_deli_post_email_address', '投函完了メール（ご依頼主宛）e-mailアドレス', '', 'mail', 60, ''],
    [95, 'shipper_deli_post_message', '投函完了メール（ご依頼主宛）メールメッセージ', '', 'mailtext', 318, ''],
    [96, 'cooperation_number', '連携管理番号', '', 'alnum', 50, ''],
    [97, 'notification_email_address', '通知メールアドレス', '', 'mail', 60, ''],
  ] as const satisfies readonly (readonly [number, string, string, string, Kind, number, string])[]
).map(([no, name, header, exportHeader, kind, max, required]) => ({
  no,
  name,
  header,
  exportHeader: exportHeader || header,
  kind,
  max,
  required,
}));

const byName = new Map(columns.filter((column) => column.name !== '').map((column) => [column.name, column]));

export const columnOf = (name: string): Column | undefined => byName.get(name);

/** An address in one text, which stands in one column and falls into three properties. Mail addresses end like it. */
export const isWholeAddress = (name: string): boolean =>
  /^(consignee|shipper|agent_invoice|agent_request)_address$/.test(name);

/** What an operator calls a property: its column's name in the export, in which no name is used twice. */
export const titleOf = (name: string): string => {
  const part = /^(.*address)([123])$/.exec(name);
  if (part)
    return `${byName.get(part[1]!)?.header ?? name}（${['都道府県', '市区町村', '町・番地'][Number(part[2]) - 1]}）`;
  return byName.get(name)?.exportHeader ?? name;
};

/** Properties without a column of their own. Trust B. */
const besides = [
  ...['consignee', 'shipper', 'agent_invoice', 'agent_request'].flatMap((who) =>
    [1, 2, 3].map((part) => `${who}_address${part}`),
  ),
  ...['is_printing_date', 'short_delivery_date_flag', 'printer_type', 'multi_paper_flg', 'shipment_flg', 'created_ms'],
  ...['input_system_type', 'invoice_name', 'direct_delivery_type', 'error_flg', 'checked_date', 'sorting_code'],
  ...['sorting_ab', 'shipper_center_code', 'shipper_center_name', 'customer_code', 'shipper_title', 'display_flg'],
  ...['deleted', 'reissue_count', 'package_seq', 'shipmentdata_serch_key', 'shipment_post_input_device_type'],
  ...['consignee_center_name', 'consignee_telephone', 'shipper_telephone'],
];

/** Every property that a shipment may have. */
export const properties: ReadonlySet<string> = new Set([...byName.keys(), ...besides]);
