/**
 * Yamato's slip types (送り状種類) and their B2 codes, as of 2024-10-01.
 * Source: public transcriptions of the B2 Cloud template; trust B. 7 was ネコポス before 2024: never reuse old data.
 */
export const serviceCodes = {
  prepaid: '0',
  eazy: '1',
  collect: '2',
  yumail: '3',
  time: '4',
  payee: '5',
  multi: '6',
  yupacket: '7',
  compact: '8',
  'compact-collect': '9',
  nekopos: 'A',
} as const;

export type Service = keyof typeof serviceCodes;

export const serviceTitles: Readonly<Record<Service, string>> = {
  prepaid: '発払い',
  eazy: 'EAZY',
  collect: 'コレクト',
  yumail: 'クロネコゆうメール',
  time: 'タイム',
  payee: '着払い',
  multi: '発払い（複数口）',
  yupacket: 'クロネコゆうパケット',
  compact: '宅急便コンパクト',
  'compact-collect': '宅急便コンパクトコレクト',
  nekopos: 'ネコポス',
};

/** Refrigeration class (クール区分). B2 codes: normal '0', frozen '1', chilled '2'. */
export type Cool = 'normal' | 'frozen' | 'chilled';
