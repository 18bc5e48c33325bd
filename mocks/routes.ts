import type { MockSystem, Operation } from './system.ts';

/** Which operation a path has, and the parts of the path that it names. */
export interface Found {
  readonly operation: Operation;
  readonly params: Readonly<Record<string, string>>;
}

/** The operations of one method and path that may be meant, in the order of the system's list: `Operation.fits` decides. */
export type Routes = (method: string, path: string) => readonly Found[];

interface Route {
  readonly operation: Operation;
  readonly pattern: RegExp;
  readonly names: readonly string[];
}

/**
 * Finds operations by method and path below the system's prefix. A path without parts that vary is looked up, all others are tried one by one.
 * A wrong percent code finds nothing, as an unknown path does. HEAD is GET without a body.
 */
export function routesOf(system: Pick<MockSystem, 'operations'>): Routes {
  const plain = new Map<string, Found[]>();
  const patterns = new Map<string, Route[]>();
  for (const operation of system.operations) {
    for (const method of [operation.method].flat()) {
      const key = method.toUpperCase();
      if (!/[:{]/.test(operation.path)) push(plain, `${key} ${operation.path}`, { operation, params: {} });
      else push(patterns, key, { operation, ...patternOf(operation.path) });
    }
  }
  return (asked, path) => {
    const method = asked === 'HEAD' ? 'GET' : asked;
    const found = [...(plain.get(`${method} ${path}`) ?? [])];
    for (const { operation, pattern, names } of patterns.get(method) ?? []) {
      const match = pattern.exec(path);
      const params = match && paramsOf(names, match);
      if (params) found.push({ operation, params });
    }
    return found;
  };
}

/** `:name` is one part of the path, `{…}` may be left out. */
function patternOf(path: string): { readonly pattern: RegExp; readonly names: readonly string[] } {
  const names: string[] = [];
  const source = path.replace(/:(\w+)|[{}]|[.*+?^$()|[\]\\]/g, (token, name: string | undefined) => {
    if (name !== undefined) {
      names.push(name);
      return '([^/]+?)';
    }
    return token === '{' ? '(?:' : token === '}' ? ')?' : `\\${token}`;
  });
  return { pattern: new RegExp(`^${source}$`), names };
}

function paramsOf(names: readonly string[], match: RegExpExecArray): Record<string, string> | undefined {
  const params: Record<string, string> = {};
  try {
    for (const [at, name] of names.entries()) {
      const text = match[at + 1];
      if (text !== undefined) params[name] = decodeURIComponent(text);
    }
  } catch {
    return undefined;
  }
  return params;
}

function push<T>(map: Map<string, T[]>, key: string, one: T): void {
  const list = map.get(key);
  if (list) list.push(one);
  else map.set(key, [one]);
}
