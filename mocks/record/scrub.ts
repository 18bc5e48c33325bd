import { randomBytes } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import iconv from 'iconv-lite';
import { LabRefused } from '../system.ts';
import { isHarmless, isOdd, isOpenHeader, isPerson, isTold, looks, structural } from './secret-names.ts';
import { createSubstitute } from './substitute.ts';

/** Where a value stands: its name, whether it belongs to a person as a whole, whether it is inside a body. */
interface Place {
  readonly name: string;
  readonly isPerson: boolean;
  readonly isBody: boolean;
}

/**
 * Takes people and secrets out of a recording (HAR 1.2 or the lab's own form): names, addresses, phones, mails, order numbers, tokens, keys, cookies,
 * signatures, and every text in Japanese. Structure and lengths stay; the same value has the same substitute in the whole file; which one
 * depends on a key that is thrown away. JSON, XML, forms, tables, base64 and gzip are looked into, however deep. Bodies that are neither are
 * emptied to zeros of the same length.
 *
 * @throws LabRefused when it is no JSON
 */
export function scrubRecording(text: string): string {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    throw new LabRefused('the recording is no JSON: HAR 1.2 or the form of /_lab/recordings/NAME is wanted');
  }
  const substitute = createSubstitute(randomBytes(32));
  // First all that is told by its name or look, then once more: the same stands in texts and addresses, too.
  const known = new Set<string>();
  walkerOf(substitute, known)(value, { name: '', isPerson: false, isBody: false });
  const texts = [...known].sort((a, b) => b.length - a.length).map((one) => RegExp.escape(one));
  const pattern = new RegExp([...texts, ...looks.map((one) => one.source)].join('|'), 'gu');
  const scrubbed = walkerOf(substitute, known, pattern)(value, { name: '', isPerson: false, isBody: false });
  return `${JSON.stringify(scrubbed, null, 1)}\n`;
}

function walkerOf(substitute: (value: string) => string, known: Set<string>, pattern?: RegExp) {
  const hide = (text: string): string => {
    if (text.length >= (/[^\x20-\x7e]/.test(text) ? 2 : 5)) known.add(text);
    return substitute(text);
  };
  const remembered = (text: string): string => {
    hide(text);
    return text;
  };
  // In one go: a substitute has the look of what it stands for.
  const open = (text: string): string =>
    pattern
      ? text.replace(pattern, substitute)
      : looks.reduce((all, look) => all.replace(look, (found) => remembered(found)), text);

  function walk(value: unknown, place: Place): unknown {
    if (typeof value === 'string') return leaf(value, place);
    if (typeof value === 'number' && (isTold(place.name) || place.isPerson) && place.isBody && !isHarmless(place.name))
      return Number(hide(String(value)));
    // An order number under a name that says nothing is known from where it was told.
    if (typeof value === 'number' && pattern && place.isBody && known.has(String(value)))
      return Number(substitute(String(value)));
    if (Array.isArray(value)) return value.map((one) => walk(one, place));
    if (typeof value !== 'object' || value === null) return value;
    return entriesOf(value as Readonly<Record<string, unknown>>, place);
  }

  function entriesOf(value: Readonly<Record<string, unknown>>, place: Place): unknown {
    const isPair = typeof value.name === 'string' && typeof value.value === 'string' && !place.isBody;
    if (isPair) return { ...value, ...pair(String(value.name), String(value.value), place.name) };
    const declared =
      value.encoding === 'base64' || (typeof value.method === 'string' && typeof value.system === 'string' && isSeries);
    return Object.fromEntries(
      Object.entries(value).map(([name, one]) => {
        const below = {
          name,
          isPerson: (place.isPerson && !isHarmless(name)) || (place.isBody && isPerson(name)),
          isBody: place.isBody,
        };
        if (!place.isBody && /^(answerH|h)eaders$/.test(name) && isPlainObject(one))
          return [name, Object.fromEntries(Object.entries(one).map(([key, each]) => [key, header(key, String(each))]))];
        if (!place.isBody && ['text', 'body', 'answer'].includes(name) && typeof one === 'string')
          return [name, declared ? bytes(one, below) : leaf(one, { name: '', isPerson: false, isBody: true })];
        if (!place.isBody && structural.has(name) && typeof one !== 'object') return [name, one];
        if (name === 'requests') isSeries = true;
        return [place.isBody && isOdd(name) ? open(name) : name, walk(one, below)];
      }),
    );
  }
  let isSeries = false;

  function pair(name: string, value: string, list: string): { value: string } {
    if (list === 'headers') return { value: header(name, value) };
    if (list === 'cookies') return { value: value === '' ? '' : hide(value) };
    return { value: leaf(value, { name, isPerson: false, isBody: true }) };
  }

  function header(name: string, value: string): string {
    if (/^(referer|location|origin|:path)$/i.test(name)) return url(value);
    if (isOpenHeader(name)) return open(value);
    if (/cookie/i.test(name))
      return value.replace(/=([^;]+)/g, (_whole, one: string) => `=${/^\s*$/.test(one) ? one : hide(one)}`);
    if (/^Token /.test(value))
      return value.replace(/^(Token (?:token=)?"?)([^"]+)/, (_whole, head: string, one: string) => head + hide(one));
    const [, scheme, rest] = /^(Basic|Bearer|AWS4-HMAC-SHA256) (.+)$/i.exec(value) ?? [];
    if (!scheme || rest === undefined) return value === '' ? '' : hide(value);
    if (!/basic/i.test(scheme)) return `${scheme} ${hide(rest)}`;
    known.add(rest);
    return `${scheme} ${Buffer.from(hide(Buffer.from(rest, 'base64').toString('latin1')), 'latin1').toString('base64')}`;
  }

  /** What is said to be base64. */
  function bytes(text: string, place: Place): string {
    const whole = Buffer.from(text, 'base64');
    return (inside(whole, place) ?? Buffer.alloc(whole.length)).toString('base64');
  }

  /** Bytes with what is in them replaced; `undefined` = nobody can read them. */
  function inside(whole: Buffer, place: Place): Buffer | undefined {
    if (whole[0] === 0x1f && whole[1] === 0x8b) {
      try {
        const found = inside(gunzipSync(whole, { maxOutputLength: 256 * 1024 * 1024 }), place);
        return found && gzipSync(found);
      } catch {
        return undefined;
      }
    }
    for (const encoding of ['utf8', 'cp932']) {
      const text = iconv.decode(whole, encoding, { stripBOM: false });
      if (!iconv.encode(text, encoding).equals(whole) || !isReadable(text)) continue;
      return iconv.encode(leaf(text, { name: '', isPerson: false, isBody: true }), encoding);
    }
    return undefined;
  }

  function leaf(text: string, place: Place): string {
    if (text === '') return text;
    const isOwn = (isTold(place.name) || place.isPerson) && !isHarmless(place.name);
    const nested =
      json(text, place) ??
      packed(text, place) ??
      xml(text) ??
      multipart(text) ??
      table(text) ??
      (isOwn && text.startsWith('/') ? undefined : link(text)) ??
      form(text);
    if (nested !== undefined) return nested;
    if (isOwn && !/^(true|false|null)$/i.test(text) && (place.isBody || !structural.has(place.name))) return hide(text);
    return open(text);
  }

  function json(text: string, place: Place): string | undefined {
    if (!/^\s*[[{]/.test(text)) return undefined;
    try {
      const value: unknown = JSON.parse(text.replace(/^\ufeff/, ''));
      const found = walk(value, { ...place, isBody: true });
      const indent =
        [0, 1, 2, 4, '\t'].find((one) => JSON.stringify(value, null, one).length === text.trim().length) ?? 0;
      return JSON.stringify(found, null, indent);
    } catch {
      return undefined;
    }
  }

  function xml(text: string): string | undefined {
    if (!/^\ufeff?\s*<(\?xml|[A-Za-z])/.test(text)) return undefined;
    const at = (name: string) => ({ name: name.replace(/^.*:/, ''), isPerson: false, isBody: true });
    let name = '';
    return text.replace(
      /<!\[CDATA\[([\s\S]*?)\]\]>|<(\/?)([A-Za-z_][\w:.-]*)((?:[^>"']|"[^"]*"|'[^']*')*)>|([^<]+)/g,
      (
        whole,
        cdata: string | undefined,
        close: string,
        tag: string | undefined,
        attributes: string,
        words: string | undefined,
      ) => {
        if (cdata !== undefined) return `<![CDATA[${leaf(cdata, at(name))}]]>`;
        if (words !== undefined) return words.trim() === '' ? words : asXml(leaf(ofXml(words), at(name)), words);
        if (tag === undefined) return whole;
        if (close === '') name = tag;
        const changed = attributes.replace(/([\w:.-]+)=("[^"]*"|'[^']*')/g, (_all, key: string, quoted: string) =>
          key.startsWith('xmlns') || (key === 'name' && /^(input|select|textarea|button|form|meta)$/i.test(tag))
            ? `${key}=${quoted}`
            : `${key}=${quoted[0]}${asXml(leaf(ofXml(quoted.slice(1, -1)), at(key)), quoted)}${quoted[0]}`,
        );
        return `<${close}${tag}${changed}>`;
      },
    );
  }

  function multipart(text: string): string | undefined {
    if (!/^--\S+\r?\ncontent-disposition:/i.test(text)) return undefined;
    return text.replace(
      /(name="([^"]*)"[^\n]*\r?\n(?:[^\r\n]+\r?\n)*\r?\n)([\s\S]*?)(?=\r?\n--)/gi,
      (_whole, head: string, name: string, value: string) =>
        `${open(head)}${leaf(value, { name, isPerson: false, isBody: true })}`,
    );
  }

  /** Tab or comma separated, with a row of names or without: then any cell may be somebody's. */
  function table(text: string): string | undefined {
    const lines = text.split(/(\r?\n)/);
    const first = lines[0]!.replace(/^\ufeff/, '');
    const mark = first.includes('\t') ? '\t' : ',';
    const names = first.split(mark);
    if (lines.length < 3 || names.length < 3 || names.some((one) => one.length > 60)) return undefined;
    const isHeadless = names.some((one) => /\d{4}/.test(one));
    const row = (line: string) =>
      line
        .split(mark)
        .map((cell, at) => {
          const quote = /^"(.*)"$/s.exec(cell);
          const text = quote ? quote[1]! : cell;
          const value = isHeadless && text.length > 2 ? hide(text) : leafOrCell(text, names[at] ?? '');
          return quote ? `"${value}"` : value;
        })
        .join(mark);
    return lines
      .map((line, at) => ((!isHeadless && at === 0) || /^\r?\n$/.test(line) || line === '' ? line : row(line)))
      .join('');
  }
  const leafOrCell = (cell: string, column: string): string =>
    cell.trim() === '' ? cell : leaf(cell, { name: column.replaceAll('"', ''), isPerson: false, isBody: true });

  /** A whole address, or the path of one: `/orders/v0/orders/N`. */
  const link = (text: string): string | undefined =>
    /^https?:\/\/\S+$|^\/[a-z]{3,24}(\/[\w.{}~-]+)+$/.test(text) ? url(text) : undefined;

  /** An address: its host stays. */
  function url(text: string): string {
    const [, origin = '', path = '', query, hash] = /^(https?:\/\/[^/?#]*)?([^?#]*)(\?[^#]*)?(#.*)?$/s.exec(text) ?? [];
    const host = origin.replace(/\/\/([^@/]*)@/, (_whole, login: string) => `//${hide(login)}@`);
    const parts = path.split('/').map((one) => encoded(one, (plain) => open(plain)));
    return `${host}${parts.join('/')}${query === undefined ? '' : `?${fields(query.slice(1))}`}${hash === undefined ? '' : open(hash)}`;
  }

  const form = (text: string): string | undefined =>
    /^[\w.%[\]+*-]+=[^&\s]*(&[\w.%[\]+*-]+=[^&\s]*)*$/.test(text) ? fields(text) : undefined;

  const fields = (text: string): string =>
    text
      .split('&')
      .map((one) => {
        const at = one.indexOf('=');
        if (at < 0) return encoded(one, open);
        const name = decoded(one.slice(0, at));
        return `${one.slice(0, at)}=${encoded(one.slice(at + 1), (plain) => leaf(plain, { name, isPerson: false, isBody: true }))}`;
      })
      .join('&');

  /** Base64 of something that can be read. */
  function packed(text: string, place: Place): string | undefined {
    if (text.length < 12 || text.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(text)) return undefined;
    const whole = Buffer.from(text, 'base64');
    const isGzip = whole[0] === 0x1f && whole[1] === 0x8b;
    const plain = whole.toString('utf8');
    if (!isGzip && !(Buffer.from(plain).equals(whole) && isReadable(plain))) return undefined;
    return inside(whole, place)?.toString('base64');
  }

  return walk;
}

const isPlainObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
/** Binary data is told by its control characters. */
const isReadable = (text: string): boolean => !/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffd]/.test(text);
const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
};
/** Changes the plain form of a percent-encoded text; what did not change stays as it was written. */
function encoded(text: string, change: (plain: string) => string): string {
  const plain = decoded(text);
  const changed = change(plain);
  if (changed === plain) return text;
  const again = encodeURIComponent(changed);
  return text.includes('+') && !text.includes('%20') ? again.replaceAll('%20', '+') : again;
}
const ofXml = (text: string): string =>
  text.replace(/&(lt|gt|quot|apos|amp|#\d+|#x[0-9a-f]+);/gi, (_whole, one: string) => {
    const named = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' } as Readonly<Record<string, string>>;
    return (
      named[one.toLowerCase()] ??
      String.fromCodePoint(one[1]?.toLowerCase() === 'x' ? Number.parseInt(one.slice(2), 16) : Number(one.slice(1)))
    );
  });
const asXml = (text: string, before: string): string =>
  text === ofXml(before)
    ? before
    : text.replace(/[<>&"]/g, (one) => ({ '<': '&lt;', '>': '&gt;', '&': '&amp;', '"': '&quot;' })[one] ?? one);
