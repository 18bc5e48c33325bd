import { width } from '../text/width.ts';
import type { WriteColumn } from './types.ts';

interface Kind {
  /** For sentences. */
  readonly title: string;
  readonly takes: (text: string) => boolean;
}

const pattern = (title: string, form: RegExp): Kind => ({ title, takes: (text) => form.test(text) });

/** What each `type:` of a write column takes (blank text always passes). */
export const kinds: Readonly<Record<WriteColumn['type'], Kind>> = {
  text: pattern('改行などの制御文字以外', /^[^\u0000-\u001f\u007f]*$/),
  alnum: pattern('半角英数字と - _', /^[0-9A-Za-z_-]*$/),
  digits: pattern('半角数字', /^[0-9]*$/),
  'digits-hyphen': pattern('半角数字とハイフン', /^[0-9-]*$/),
  date: pattern('日付', /^\d{4}([/-])\d{2}\1\d{2}(?:[ T]\d{2}:\d{2}(?::\d{2})?)?$|^\d{8}$/),
  'kana-half': pattern('半角カタカナ', /^[\uff61-\uff9f ]*$/),
  mail: pattern('メールアドレス', /^[!-~]+@[!-~]+$/),
  full: {
    title: '全角文字',
    takes: (text) => width(text) === [...text].length * 2 && !/[\u0000-\u001f]/.test(text),
  },
  blank: pattern('空欄', /^$/),
};
