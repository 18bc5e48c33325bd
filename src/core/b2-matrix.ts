import type { Service } from './service.ts';

/**
 * What each Yamato slip type can carry. Source: which inputs B2 Cloud's own screen offers per type, and the newest
 * template's remarks; trust B (public transcriptions, not read from Yamato).
 */
export interface ServiceOptions {
  readonly cool: boolean;
  readonly date: boolean;
  /** Days from shipping to the earliest date that can be wished: the screen's calendar begins there. */
  readonly earliest: 0 | 1;
  /** Time-slot codes; empty = none. */
  readonly slots: readonly string[];
  /** Collect amount, yen: 1 … limit; 0 = no collect. */
  readonly collectLimit: number;
  /** More than one parcel (発行枚数 2–99). */
  readonly parcels: boolean;
  /** 個数口表示フラグ may be set. */
  readonly frame: boolean;
  readonly pickUp: boolean;
  /** Group letter of the template's mandatory marks. */
  readonly group: 'T' | 'M' | 'P' | 'N';
}

const day = ['0812', '1416', '1618', '1820', '1921'] as const;
const parcel = {
  cool: false,
  date: true,
  earliest: 0,
  slots: day,
  collectLimit: 0,
  parcels: true,
  frame: true,
  pickUp: true,
  group: 'T',
} as const;
const post = {
  cool: false,
  date: false,
  earliest: 0,
  slots: [],
  collectLimit: 0,
  parcels: false,
  frame: false,
  pickUp: false,
} as const;

export const serviceOptions: Readonly<Record<Service, ServiceOptions>> = {
  prepaid: { ...parcel, cool: true },
  eazy: parcel,
  collect: { ...parcel, cool: true, collectLimit: 300_000, parcels: false, frame: false },
  yumail: { ...post, group: 'M' },
  time: { ...parcel, earliest: 1, slots: ['0010', '0017'] },
  payee: { ...parcel, earliest: 1, cool: true, pickUp: false },
  multi: { ...parcel, earliest: 1 },
  yupacket: { ...post, parcels: true, group: 'P' },
  // The screen offers a quantity for コンパクト, the template's list of types does not name it: one parcel only.
  compact: { ...parcel, parcels: false, frame: false },
  'compact-collect': { ...parcel, collectLimit: 30_000, parcels: false, frame: false },
  nekopos: { ...post, parcels: true, pickUp: true, group: 'N' },
};

/** Ship date: today … +30 days (the screen's calendar stops at +29, +30 is the documented edge). Trust B. */
export const shipDateWindow = 30;
/** Wished date: at most +30 days; +31 was refused in a public live test. Trust B. */
export const deliveryDateWindow = 30;
export const rowsPerFile = 1000;
