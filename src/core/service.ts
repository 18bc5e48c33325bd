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

/** Time slots that have a name of their own; the others are said by their hours. */
const slotNames: Readonly<Record<string, string>> = { '0812': '午前中', '0010': '午前10時まで', '0017': '午後5時まで' };

/** A time-slot code as people say it: `1416` → `14～16時`. */
export function slotTitle(code: string): string {
  return slotNames[code] ?? code.replace(/^(\d\d)(\d\d)$/, '$1～$2時');
}

/** Refrigeration class (クール区分). B2 codes: normal '0', frozen '1', chilled '2'. */
export type Cool = 'normal' | 'frozen' | 'chilled';
