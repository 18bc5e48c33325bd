/*
 * Codes of the order side. The real ones are not public: these are ours (trust C), named in the style of the public item side, with the
 * labels of コマースロボ's manual (trust A for the labels).
 */

export const payments = {
  CreditCard: 'クレジットカード',
  BankTransfer: '銀行振込',
  ConvenienceNumber: 'コンビニ(番号端末式)',
  BankAtm: '銀行ATM・ネットバンキング決済',
  ConvenienceSlip: 'コンビニ決済(払込票)',
  PostalTransfer: '郵便振替',
  Free: '自由決済',
  Deferred: '後払い',
  NpDeferred: 'NP後払い',
  Paidy: 'あと払い(ペイディ)',
  CashOnDelivery: '代金引換',
  RakutenPay: '楽天ペイ(オンライン決済)',
  PayPay: 'PayPay(オンライン決済)',
  AuPay: 'au PAY(ネット支払い)',
  Other: 'その他',
} as const;
export type Payment = keyof typeof payments;

/** Money comes before the goods: 入金ステータス counts. */
export const prepaid: ReadonlySet<Payment> = new Set([
  'BankTransfer',
  'ConvenienceNumber',
  'BankAtm',
  'ConvenienceSlip',
  'PostalTransfer',
  'Free',
]);
/** 決済依頼 exists for these. */
export const settleable: ReadonlySet<Payment> = new Set([
  'CreditCard',
  'ConvenienceSlip',
  'Deferred',
  'NpDeferred',
  'Paidy',
]);

export type Settlement =
  | 'None'
  | 'AuthPending'
  | 'AuthOk'
  | 'AuthNg'
  | 'Requesting'
  | 'Requested'
  | 'SlipPosted'
  | 'CollectionPlanned'
  | 'Collected'
  | 'Error';

export const settlements: readonly Settlement[] = [
  'None',
  'AuthPending',
  'AuthOk',
  'AuthNg',
  'Requesting',
  'Requested',
  'SlipPosted',
  'CollectionPlanned',
  'Collected',
  'Error',
];

export const companies = ['Yamato', 'Sagawa', 'JapanPost', 'Seino', 'Fukuyama', 'Other'] as const;
export type Company = (typeof companies)[number];

export const temperatures = ['NoControl', 'Cold', 'Freeze'] as const;
export type Temperature = (typeof temperatures)[number];
