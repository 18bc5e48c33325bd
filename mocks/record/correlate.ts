/* What a recording calls things and what the lab calls them: learned from answers, told in the requests that follow. */

/** Replaces values of the real world by the lab's in everything that is sent. */
export interface Correlation {
  /** These two answers are of the same request: what stands at the same place means the same. */
  learn(real: Buffer, mock: Buffer): void;
  /** The same of headers: cookies by name, and what an address names. */
  learnHeaders(real: Readonly<Record<string, string>>, mock: Headers): void;
  /** The lab's keys stand for those of the recording: members, form fields and headers of the same name. */
  know(real: string, mock: string): void;
  apply(text: string): string;
}

/** Shorter or commoner texts are not things but words: `JPY`, `true`, `1`. */
const isThing = (value: string): boolean =>
  // A time to the second is a word, one to the fraction of it may be what a state is known by.
  value.length >= 6 && /\d/.test(value) && !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?!\.)/.test(value);

export function createCorrelation(): Correlation {
  const known = new Map<string, string>();
  let pattern: RegExp | undefined;
  const know = (real: string, mock: string) => {
    if (real === mock || real === '' || known.has(real)) return;
    known.set(real, mock);
    pattern = undefined;
  };
  const same = (a: string, b: string) => {
    if (isThing(a) && b !== '') know(a, b);
    addressPairs(a, b, (one, other) => {
      if (isThing(one) && other !== '') know(one, other);
    });
  };
  return {
    know,
    learn(real, mock) {
      const [one, other] = [parsed(real), parsed(mock)];
      if (one !== undefined && other !== undefined) pairs(one, other, same);
      else attributePairs(real.toString('utf8'), mock.toString('utf8'), same);
    },
    learnHeaders(real, mock) {
      const [one, other] = [real['set-cookie'] ?? '', mock.getSetCookie().join('; ')].map(cookiesOf);
      for (const [name, value] of one!) same(value, other!.get(name) ?? '');
      if (real.location !== undefined) same(real.location, mock.get('location') ?? '');
    },
    apply(text) {
      if (known.size === 0) return text;
      pattern ??= new RegExp(
        [...known.keys()]
          .sort((a, b) => b.length - a.length)
          .flatMap((one) => [...new Set([one, encodeURIComponent(one)])])
          .map((one) => RegExp.escape(one))
          .join('|'),
        'g',
      );
      return text.replace(pattern, (found) => {
        const plain = known.get(found);
        return plain ?? encodeURIComponent(known.get(decodeURIComponent(found)) ?? found);
      });
    },
  };
}

function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}

/** Texts and numbers that stand at the same place. */
function pairs(one: unknown, other: unknown, found: (a: string, b: string) => void): void {
  if (Array.isArray(one) && Array.isArray(other)) {
    for (const [at, each] of one.entries()) if (at < other.length) pairs(each, other[at], found);
  } else if (isObject(one) && isObject(other)) {
    for (const [name, each] of Object.entries(one)) if (Object.hasOwn(other, name)) pairs(each, other[name], found);
  } else if (isPlain(one) && isPlain(other)) found(String(one), String(other));
}

/** What two addresses name at the same place: parts of the path, parameters. */
function addressPairs(one: string, other: string, found: (a: string, b: string) => void): void {
  if (!/^(https?:\/\/|[^\s?]*\?)\S*$/.test(one) || other === '') return;
  const [a, b] = [one, other].map((text) => URL.parse(text, 'http://x'));
  // A text that only looks like an address.
  if (!a || !b) return;
  // Their hosts and the lab's prefix differ: paths are gone through from their ends.
  const [path, ours] = [a, b].map((url) => url.pathname.split('/').reverse());
  for (const [at, part] of path!.entries()) found(plainOf(part), plainOf(ours![at] ?? ''));
  for (const [name, value] of a.searchParams) found(value, b.searchParams.get(name) ?? '');
}

/** `100%` is no percent-encoding. */
function plainOf(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** Attributes of two pages, as long as they have the same names in the same order. */
function attributePairs(one: string, other: string, found: (a: string, b: string) => void): void {
  const [real, mock] = [one, other].map((text) => [...text.matchAll(/\s([\w-]+)="([^"]*)"/g)]);
  for (const [at, [, name, value = '']] of real!.entries()) {
    if (mock![at]?.[1] !== name) return;
    found(value, mock![at]?.[2] ?? '');
  }
}

const cookiesOf = (text: string): Map<string, string> =>
  new Map([...text.matchAll(/(?:^|[;,]\s*)([\w-]+)=([^;,]*)/g)].map(([, name = '', value = '']) => [name, value]));

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isPlain = (value: unknown): boolean => typeof value === 'string' || typeof value === 'number';
