import { operationTitle } from './operations.ts';
import type { SentenceArgs } from './sentence.ts';

/**
 * What stands where an argument is empty, by its name: a sentence must never show a hole (「」, （）, a beginning with の). '' = the
 * sentence reads well without it.
 */
const forEmpty: Readonly<Record<string, string>> = {
  // Whole sentences and lines of their own.
  hint: '',
  lab: '',
  notes: '',
  list: '（なし）',
  remedy: '開発者に知らせてください。',
  sentence: '理由が記録されていません。',
  // Enumerations.
  known: 'なし',
  choices: 'なし',
  others: 'なし',
  sheets: 'なし',
  shops: 'なし',
  counts: '対象なし',
  // Why and where.
  reason: '理由は不明',
  meaning: '意味は不明',
  code: 'コードなし',
  operation: '操作は不明',
  holder: '番号は不明',
  who: '番号は不明',
  // What a character is replaced by.
  to: '（文字を消す）',
};

/** Everything else is a value of a cell or a name that was not given. */
const blank = '（空欄）';

/**
 * Fills the `{placeholders}` of a text. An argument that is missing shows as `{name}`; an empty one is put into words. Whole yen (before 円) are
 * written as people read them: 9,999,999 円.
 */
export function fill(text: string, args: SentenceArgs): string {
  return text.replace(/\{(\w+)\}(?=( ?円)?)/g, (whole, name: string, yen: string | undefined) => {
    const value = args[name];
    if (value === undefined) return whole;
    if (value === '') return forEmpty[name] ?? blank;
    if (yen !== undefined && /^-?\d{4,15}$/.test(String(value))) return Number(value).toLocaleString('ja-JP');
    // Connectors name their calls as their systems do; operators read what they do.
    return name === 'operation' ? operationTitle(String(value)) : String(value);
  });
}
