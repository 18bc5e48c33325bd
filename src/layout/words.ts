import type { FieldType } from '../core/fields.ts';
import { amazonWords } from './words/amazon.ts';
import { qoo10Words } from './words/qoo10.ts';
import { readWords } from './words/read.ts';
import { shopWords } from './words/shops.ts';
import { shopserveWords } from './words/shopserve.ts';
import { taxWords } from './words/tax.ts';
import type { Word } from './words/word.ts';
import { writeWords } from './words/write.ts';

export type { Word, WordContext } from './words/word.ts';

/** The `as:` vocabulary: every converter that a layout may name. */
export const words: Readonly<Record<string, Word>> = {
  ...readWords,
  ...shopWords,
  ...qoo10Words,
  ...shopserveWords,
  ...taxWords,
  ...amazonWords,
  ...writeWords,
};

/** Converter that a field gets when its rule names neither `as` nor a map or dictionary. */
export const defaultWord: Readonly<Record<FieldType, string>> = {
  text: 'text',
  code: 'code',
  name: 'name',
  address: 'address',
  postal: 'postal',
  phone: 'phone',
  email: 'email',
  instant: 'instant',
  date: 'date',
  slot: 'slot',
  count: 'count',
  yen: 'yen',
  tax: 'tax',
  'tax-rate': 'tax-rate',
  flag: 'flag',
  'payment-state': 'text',
  'order-status': 'text',
  'line-status': 'text',
};
