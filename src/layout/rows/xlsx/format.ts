/**
 * What a number format makes of a number, as far as it changes which text a person would type for it:
 * a date, a time of day, a code with zeros in front, or just the number.
 */
export type NumberFormat =
  | { readonly kind: 'number' }
  /** `time`: the format shows a time of day too. */
  | { readonly kind: 'date'; readonly time: boolean }
  /** `elapsed`: hours run on beyond 24 (`[h]:mm`). */
  | { readonly kind: 'time'; readonly elapsed: boolean }
  /** Digits put into a pattern: `000-0000`. `show` = the text in the cell, or null when this number has no such section. */
  | { readonly kind: 'digits'; readonly code: string; show(value: number): string | null };

const plain: NumberFormat = { kind: 'number' };
const day: NumberFormat = { kind: 'date', time: false };
const moment: NumberFormat = { kind: 'date', time: true };
const clock: NumberFormat = { kind: 'time', elapsed: false };

/** Built-in formats without a code in the file (ECMA-376 18.8.30, A); 27–36 and 50–58 are the Japanese ones. */
function builtIn(id: number): NumberFormat {
  if (id >= 14 && id <= 17) return day;
  if (id >= 18 && id <= 21) return clock;
  if (id === 22) return moment;
  if (id === 32 || id === 33) return clock;
  if ((id >= 27 && id <= 36) || (id >= 50 && id <= 58)) return day;
  if (id === 45 || id === 47) return clock;
  if (id === 46) return { kind: 'time', elapsed: true };
  return plain;
}

/** Reads a number format. `code` = the format's text when the workbook has one for this id. */
export function readFormat(id: number, code: string | undefined): NumberFormat {
  if (code === undefined) return builtIn(id);
  const sections = splitSections(code);
  const first = bare(sections[0] ?? '');
  // `[h]` alone is hours, too.
  const elapsed = /\[(h+|m+|s+)\]/i.test(withoutText(sections[0] ?? ''));
  if (!elapsed && /^(general|g\/標準|@)?$/.test(first.trim())) return plain;
  const time = elapsed || /[hs]/.test(first);
  // y, m, d, g/e = Japanese era, aaa = weekday; m beside h or s is minutes.
  if (/[ydge]|aaa/.test(first) || (first.includes('m') && !time)) return time ? moment : day;
  if (time) return { kind: 'time', elapsed };
  const patterns = sections.map(readPattern);
  if (!patterns.some((pattern) => pattern.parts && zeros(pattern.parts) > 1)) return plain;
  return { kind: 'digits', code, show: (value) => showDigits(patterns, value) };
}

/** Splits at `;`, but not inside "…" or after a backslash. */
const splitSections = (code: string): string[] => code.match(/(?:"[^"]*"?|\\.|[^;"\\])+|(?<=;)(?=;)/gs) ?? [''];

/** Without literal text: "…", \x, _x (space as wide as x), *x (fill). */
const withoutText = (section: string) => section.replace(/"[^"]*"?|[\\_*]./gs, '');

/** Only the letters that mean something: no literals, colours, locales, exponents, AM/PM. */
const bare = (section: string) =>
  withoutText(section)
    .replace(/\[[^\]]*\]/g, '')
    .replace(/e[+-]/gi, '')
    .replace(/am\/pm|a\/p|上午\/下午/gi, '')
    .toLowerCase();

interface Pattern {
  readonly condition?: { readonly sign: string; readonly than: number };
  /** Digit places (`0` always, `#` only with a digit) and literal texts; null = not such a pattern. */
  readonly parts: readonly string[] | null;
}

const zeros = (parts: readonly string[]) => parts.filter((part) => part === '0').length;

/** `[<=999]000` → condition and places. Only patterns of digits, hyphens and the like count as codes, not `#,##0.00`. */
function readPattern(section: string): Pattern {
  const found = /\[(<=|>=|<>|<|>|=)(-?\d+(?:\.\d+)?)\]/.exec(section);
  const condition = found ? { sign: found[1]!, than: Number(found[2]) } : undefined;
  const body = section.replace(/\[[^\]]*\]/g, '');
  const parts: string[] = [];
  for (const [token] of body.matchAll(/"[^"]*"?|[\\_*].|./gs)) {
    if (token === '0' || token === '#' || token === '?') parts.push(token === '?' ? '#' : token);
    else if (token.startsWith('_') || token.startsWith('*')) continue;
    else {
      const literal = token.startsWith('\\') ? token.slice(1) : token.replaceAll('"', '');
      // A letter outside quotes, comma, point, percent and slash have a meaning of their own: a measured number.
      const quoted = token !== literal;
      if (!(quoted ? /^[A-Za-z0-9〒（）() \u3000‐−－-]*$/ : /^[-() 〒]$/).test(literal))
        return { ...(condition && { condition }), parts: null };
      if (literal) parts.push(`'${literal}`);
    }
  }
  return { ...(condition && { condition }), parts };
}

function showDigits(patterns: readonly Pattern[], value: number): string | null {
  const parts = pick(patterns, value)?.parts;
  if (!parts || zeros(parts) < 2 || value < 0 || !Number.isSafeInteger(value) || value >= 1e15) return null;
  const digits = [...String(value)];
  const shown: string[] = [];
  const firstPlace = parts.findIndex((part) => part === '0' || part === '#');
  for (let i = parts.length - 1; i >= 0; i--) {
    const part = parts[i]!;
    if (part.startsWith("'")) shown.unshift(part.slice(1));
    else {
      shown.unshift(digits.pop() ?? (part === '0' ? '0' : ''));
      if (i === firstPlace) shown.unshift(...digits.splice(0));
    }
  }
  return shown.join('');
}

/** Which section formats this number: by its conditions when there are any, else positive; negative; zero. */
function pick(patterns: readonly Pattern[], value: number): Pattern | undefined {
  if (patterns.some((pattern) => pattern.condition)) {
    return patterns.find(({ condition }) => !condition || holds(value, condition));
  }
  if (patterns.length >= 3 && value === 0) return patterns[2];
  return value < 0 && patterns.length >= 2 ? patterns[1] : patterns[0];
}

function holds(value: number, { sign, than }: { sign: string; than: number }): boolean {
  if (sign === '<=') return value <= than;
  if (sign === '>=') return value >= than;
  if (sign === '<>') return value !== than;
  if (sign === '<') return value < than;
  return sign === '>' ? value > than : value === than;
}
