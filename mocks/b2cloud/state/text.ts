import iconv from 'iconv-lite';
import type { Kind } from './columns.ts';

/** Width as B2 counts it: half-width (ASCII, half-width katakana) 1, everything else 2. Trust B: script of the screen. */
export function width(text: string): number {
  let sum = 0;
  for (const one of text) {
    const code = one.codePointAt(0)!;
    sum += code < 0x80 || (code >= 0xff61 && code <= 0xff9f) ? 1 : 2;
  }
  return sum;
}

/** Characters that B2 cannot take: not in CP932 (kanji outside JIS, emoji). Trust B. */
export function strange(text: string): string {
  if (/^[\u0020-\u007e\u3041-\u3093\u30a1-\u30f6]*$/.test(text)) return '';
  return [...new Set(text)].filter((one) => iconv.decode(iconv.encode(one, 'cp932'), 'cp932') !== one).join('');
}

/** Control characters that the web application takes out before it looks (trust B); tab and line feed stay and are refused. */
export const stripControls = (text: string): string => text.replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '');

const patterns: Readonly<Record<Kind, RegExp>> = {
  number: /^[A-Za-z0-9_-]*$/,
  alnum: /^[A-Za-z0-9_-]*$/,
  digits: /^\d*$/,
  date: /^[\s\S]*$/,
  phone: /^[\d-]*$/,
  postal: /^(\d{3}-?\d{4})?$/,
  text: /^[^\t\n]*$/,
  // The screen's pattern knows no space, no ｰ and no ｦ.
  kana: /^[\uff67-\uff6f\uff71-\uff9f]*$/,
  mail: /^([A-Za-z0-9_.-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+)?$/,
  full: /^[^\u0000-\u007f\uff61-\uff9f]*$/,
  // Neither half-width katakana nor half-width space.
  mailtext: /^[^\t\n \uff61-\uff9f]*$/,
  key: /^[A-Za-z0-9 ]*$/,
  blank: /^$/,
};

const says: Readonly<Record<Kind, string>> = {
  number: '半角英数字、「_」、「-」で入力してください。',
  alnum: '半角英数字で入力してください。',
  digits: '半角数字で入力してください。',
  date: '日付で入力してください。',
  phone: '半角数字とハイフンで入力してください。',
  postal: '郵便番号は7桁の半角数字で入力してください。',
  text: '改行とタブは使えません。',
  kana: '半角カタカナで入力してください。',
  mail: 'メールアドレスの形が正しくありません。',
  full: '全角文字で入力してください。',
  mailtext: '半角カタカナと半角スペースは使えません。',
  key: '半角英数字とスペースで入力してください。',
  blank: 'この項目は空欄にしてください。',
};

/** What is wrong with the characters of a text, '' when nothing is. */
export function complaintOf(kind: Kind, text: string): string {
  if (text === '') return '';
  const bad = strange(text);
  if (bad !== '') return `使えない文字があります：${bad}`;
  return patterns[kind].test(text) ? '' : says[kind];
}
