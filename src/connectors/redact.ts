/** Removes secrets and personal data from text that may be logged or kept as evidence. */
export type Redact = (text: string) => string;

const gone = '…';

/** Keys whose texts say what went wrong; they are kept (scrubbed), all other free text goes. */
const telling = ['code', 'message', 'details', 'error', 'error_description', 'status', 'type', 'severity'];

/** Values that cannot be personal: enum words, dates, Amazon order numbers, short numbers. */
const harmless =
  /^(?:[A-Z][A-Z0-9_]{0,40}|\d{4}-\d\d-\d\d(?:T[\d:.]+(?:Z|[+-]\d\d:\d\d))?|\d{3}-\d{7}-\d{7}|\d{1,6}|true|false|)$/;

/**
 * Made for one shop. `secrets` gives the secrets that are in use now: they go wherever they stand. Tokens, e-mail
 * addresses, long digits and Japanese text go by their shape; of JSON (whole or cut off) only keys, harmless values
 * and the texts of error fields (the usual ones, and `members`) stay. Rather too much goes than too little.
 */
export function createRedact(secrets: () => Iterable<string> = () => [], members: readonly string[] = []): Redact {
  const kept = new Set([...telling, ...members]);
  return (text) => {
    let clean = text;
    for (const secret of secrets()) if (secret.length >= 4) clean = clean.replaceAll(secret, gone);
    return scrubJson(clean, kept);
  };
}

/** Quoted texts: a key (followed by `:`) stays, a value stays only when it is known to be harmless. */
function scrubJson(text: string, members: ReadonlySet<string>): string {
  let key = '';
  const values = text.replace(/"((?:[^"\\]|\\.)*)("(\s*:)?|$)/g, (_, inner: string, end: string, colon?: string) => {
    if (colon !== undefined) {
      key = inner;
      return /^[\w.$-]{1,60}$/.test(inner) ? `"${inner}"${colon}` : `"${gone}"${colon}`;
    }
    if (end === '') return `"${gone}`;
    if (harmless.test(inner)) return `"${inner}"`;
    return `"${members.has(key) ? scrubWords(unescaped(inner)) : gone}"`;
  });
  return scrubWords(values);
}

/** `\u9ad9` → 髙, so that an escaped name is seen for what it is. */
function unescaped(text: string): string {
  return text.replace(/\\u([0-9a-fA-F]{4})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

function scrubWords(text: string): string {
  return text
    .replace(/\b(?:Atza|Atzr|Atz\.sprdt|Bearer|amzn1\.[\w.-]+?)(?:\||\s|\.)[\w|+/=.~-]{6,}/g, gone)
    .replace(/\b(access_token|refresh_token|client_secret|client_id|code)=[^&\s"]+/g, `$1=${gone}`)
    .replace(/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, gone)
    .replace(/(?<![\d-])(?!\d{3}-\d{7}-\d{7}(?![\d-]))\+?\d[\d-]{6,}\d(?![\d-])/g, (digits) =>
      /^\d{4}-\d\d-\d\d$/.test(digits) ? digits : gone,
    )
    .replace(/[^\x00-\x7f…]+(?:[ 　]*[^\x00-\x7f…]+)*/g, gone);
}
