/** What a slip type (送り状種類) offers. */
export interface Service {
  readonly code: string;
  readonly title: string;
  /** Group of mandatory columns: T 宅急便 family, M ゆうメール, P ゆうパケット, N ネコポス. */
  readonly group: 'T' | 'M' | 'P' | 'N';
  readonly cool: boolean;
  readonly date: boolean;
  /** Earliest delivery, days after the day of shipment. */
  readonly soonest: 0 | 1;
  readonly slots: readonly string[];
  /** Highest amount to collect, yen; 0 = no cash on delivery. */
  readonly collect: number;
  readonly parcels: boolean;
  readonly frame: boolean;
  readonly pickUp: boolean;
  readonly payment: boolean;
  readonly shipmentMail: boolean;
  readonly deliveryMail: boolean;
  readonly postMail: boolean;
  readonly billing: boolean;
  /** A label printer takes it. */
  readonly labelPrinter: boolean;
}

const day = ['0812', '1416', '1618', '1820', '1921'];
const time = ['0010', '0017'];

/*
 * One letter per option that the screen offers (trust B: script of the screen): c cool, d date, D date one day later at
 * the soonest, q parcels, f frame, p pick-up at an office, w web collect, s mail of the planned delivery, k mail when delivered,
 * o mails of posting, b billing needed, l label printer (trust B: one live test).
 */
const service = (
  code: string,
  title: string,
  group: Service['group'],
  slots: readonly string[],
  collect: number,
  can: string,
): Service => ({
  code,
  title,
  group,
  slots,
  collect,
  cool: can.includes('c'),
  date: /d/i.test(can),
  soonest: can.includes('D') ? 1 : 0,
  parcels: can.includes('q'),
  frame: can.includes('f'),
  pickUp: can.includes('p'),
  payment: can.includes('w'),
  shipmentMail: can.includes('s'),
  deliveryMail: can.includes('k'),
  postMail: can.includes('o'),
  billing: can.includes('b'),
  labelPrinter: can.includes('l'),
});

/** By code. Frame of 5 and billing of 5 are in the template though the screen hides them: taken. */
export const services: ReadonlyMap<string, Service> = new Map(
  [
    service('0', '発払い', 'T', day, 0, 'c d q f p w s k b l'),
    service('1', 'EAZY', 'T', day, 0, 'd q f p s k b'),
    service('2', 'コレクト', 'T', day, 300_000, 'c d p s k b l'),
    service('3', 'クロネコゆうメール', 'M', [], 0, ''),
    service('4', 'タイム', 'T', time, 0, 'D q f p k b l'),
    service('5', '着払い', 'T', day, 0, 'c D q f s'),
    service('6', '発払い（複数口）', 'T', day, 0, 'D q f p w b'),
    service('7', 'クロネコゆうパケット', 'P', [], 0, 'q w b l'),
    service('8', '宅急便コンパクト', 'T', day, 0, 'd p s k b'),
    service('9', '宅急便コンパクトコレクト', 'T', day, 30_000, 'd p s k b'),
    service('A', 'ネコポス', 'N', [], 0, 'q p w o b l'),
  ].map((one) => [one.code, one]),
);

export const coolTitles: Readonly<Record<string, string>> = {
  '': '通常',
  '0': '通常',
  '1': 'クール冷凍',
  '2': 'クール冷蔵',
};
export const slotTitles: Readonly<Record<string, string>> = {
  '': '指定なし',
  '0000': '指定なし',
  '0812': '午前中',
  '1416': '14時～16時',
  '1618': '16時～18時',
  '1820': '18時～20時',
  '1921': '19時～21時',
  '0010': '午前10時まで',
  '0017': '午後5時まで',
};
/** 置き場所コード of EAZY. Trust B. */
export const dropTitles: Readonly<Record<string, string>> = {
  '00': '対面',
  '01': '玄関ドア前',
  '02': '自宅宅配BOX',
  '03': 'ガスメーターBOX',
  '04': '物置',
  '05': '車庫',
  '06': '自転車かご',
  '07': '建物内受付／管理人預け',
};
export const consigneeTitles = ['様', '御中', '殿', '行', '係', '宛', '先生', 'なし'];
