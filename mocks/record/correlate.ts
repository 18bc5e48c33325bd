/* What a recording calls things and what the lab calls them: learned from answers, told in the requests that follow. */

/** Replaces values of the real world by the lab's in everything that is sent. */
export interface Correlation {
  /** These two answers are of the same request: what stands at the same place means the same. */
  learn(real: Buffer, mock: Buffer): void;
  /** The lab's keys stand for those of the recording: members, form fields and headers of the same name. */
  know(real: string, mock: string): void;
  apply(text: string): string;
}

/** Shorter or commoner texts are not things but words: `JPY`, `true`, `1`. */
const isThing = (value: string): boolean => value.length >= 6 && /\d/.test(value) && !/^\d{4}-\d\d-\d\dT/.test(value);

export function createCorrelation(): Correlation {
  const known = new Map<string, string>();
  let pattern: RegExp | undefined;
  const know = (real: string, mock: string) => {
    if (real === mock || real === '' || known.has(real)) return;
    known.set(real, mock);
    pattern = undefined;
  };
  return {
    know,
    learn(real, mock) {
      const [one, other] = [parsed(real), parsed(mock)];
      if (one === undefined || other === undefined) return;
      pairs(one, other, (a, b) => {
        if (isThing(a) && b !== '') know(a, b);
      });
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

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isPlain = (value: unknown): boolean => typeof value === 'string' || typeof value === 'number';
