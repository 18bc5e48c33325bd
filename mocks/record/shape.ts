/** What kinds of values stand at each path of an answer; lists count as one path `[]`. */
export type Shape = ReadonlyMap<string, ReadonlySet<string>>;

export interface Difference {
  readonly kind: 'status' | 'header' | 'code' | 'missing' | 'extra' | 'type' | 'format';
  /** Path in the answer or name of the header, '' = the whole. */
  readonly at: string;
  readonly real: string;
  readonly mock: string;
}

/** Shape of a JSON or XML text; `undefined` = neither. */
export function shapeOf(bytes: Buffer): { readonly form: 'json' | 'xml'; readonly shape: Shape } | undefined {
  const text = bytes
    .toString('utf8')
    .replace(/^\ufeff/, '')
    .trim();
  if (/^[[{]/.test(text)) {
    try {
      const shape = new Map<string, Set<string>>();
      walk(JSON.parse(text), '', shape);
      return { form: 'json', shape };
    } catch {
      return undefined;
    }
  }
  return /^<(\?xml|[A-Za-z])/.test(text) && !/^<!doctype html|^<html/i.test(text)
    ? { form: 'xml', shape: xmlShape(text) }
    : undefined;
}

function walk(value: unknown, path: string, shape: Map<string, Set<string>>): void {
  const kinds = shape.get(path) ?? new Set<string>();
  shape.set(path, kinds.add(kindOf(value)));
  if (Array.isArray(value)) for (const one of value) walk(one, `${path}[]`, shape);
  else if (typeof value === 'object' && value !== null)
    for (const [name, one] of Object.entries(value)) walk(one, path === '' ? name : `${path}.${name}`, shape);
}

const kindOf = (value: unknown): string => (value === null ? 'null' : Array.isArray(value) ? 'list' : typeof value);

/** Elements by their path; all of their texts are one kind. */
function xmlShape(text: string): Shape {
  const shape = new Map<string, Set<string>>();
  const open: string[] = [];
  for (const [, close, name, isEmpty] of text.matchAll(/<(\/?)([A-Za-z_][\w:.-]*)[^>]*?(\/?)>/g)) {
    if (close) {
      open.pop();
      continue;
    }
    open.push(name!);
    shape.set(open.join('.'), new Set(['element']));
    if (isEmpty) open.pop();
  }
  return shape;
}

/** Where the mock's answer is made otherwise. What lies below an empty list, or below null, of one side cannot be compared. */
export function shapeDifferences(real: Shape, mock: Shape): readonly Difference[] {
  const found: Difference[] = [];
  for (const [at, kinds] of real) {
    const others = mock.get(at);
    if (!others) {
      if (!isUnknown(at, mock)) found.push({ kind: 'missing', at, real: said(kinds), mock: '' });
    } else if (!overlap(kinds, others)) found.push({ kind: 'type', at, real: said(kinds), mock: said(others) });
  }
  for (const [at, kinds] of mock) {
    if (!real.has(at) && !isUnknown(at, real)) found.push({ kind: 'extra', at, real: '', mock: said(kinds) });
  }
  return found;
}

const said = (kinds: ReadonlySet<string>): string => [...kinds].sort().join(' | ');

/** Null on one side says nothing of the kind. */
const overlap = (one: ReadonlySet<string>, other: ReadonlySet<string>): boolean => {
  const kinds = [...one].filter((kind) => kind !== 'null');
  const others = [...other].filter((kind) => kind !== 'null');
  return kinds.length === 0 || others.length === 0 || kinds.some((kind) => other.has(kind));
};

/** Its parent is there without children, is null, or is not there either (and is named itself). */
function isUnknown(at: string, shape: Shape): boolean {
  const parent = at.replace(/(\[\]|\.[^.[]+|^[^.[]+)$/, '');
  const kinds = shape.get(parent);
  if (parent === at) return false;
  if (parent === '' && !shape.has('')) return false;
  if (!kinds) return true;
  return at.endsWith('[]') || !(kinds.has('object') || kinds.has('element'));
}

/** Codes by which clients decide: members called code, error, ResultCode and the like, with their values. */
export function codesOf(bytes: Buffer): readonly string[] {
  const text = bytes.toString('utf8');
  const json = text.matchAll(/"(code|error|errorCode|error_code|ResultCode|__type)"\s*:\s*("[^"]*"|-?\d+)/g);
  const xml = text.matchAll(/<(Code|ResultCode|ErrorCode|ResultMessageCode)>([^<]*)</g);
  return [...new Set([...json, ...xml].map(([, name, value]) => `${name} ${value!.replaceAll('"', '')}`))].sort();
}
