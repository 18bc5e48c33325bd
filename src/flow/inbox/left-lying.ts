import type { SentenceArgs, SentenceCode } from '../../core/sentences/index.ts';
import { deepest, type LeftLying } from './list-inbox.ts';

/** Says what lies in the inbox and is never taken: once, and again when it was away in between. */
export function leftLying(tell: (code: SentenceCode, args: SentenceArgs) => void) {
  let said: ReadonlySet<string> = new Set();
  return (left: readonly LeftLying[]): void => {
    for (const { path, code } of left) if (!said.has(path)) tell(code, { file: path, most: deepest });
    said = new Set(left.map(({ path }) => path));
  };
}
