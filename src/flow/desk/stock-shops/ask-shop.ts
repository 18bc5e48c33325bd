import { CallFailed } from '../../../connectors/contract.ts';
import type { Kind } from '../../../core/outcome.ts';
import { say } from '../../../core/sentences/index.ts';
import type { Context } from '../../types.ts';

/** What a marketplace answered, or why it did not. */
export type Asked<T> =
  | { readonly answer: T }
  | { readonly kind: Kind | 'unable'; readonly sentence: string; readonly remedy: string };

/** Can this shop's marketplace be asked what it has? */
export const canList = ({ link }: Pick<Context, 'link'>, shop: string): boolean =>
  link?.(shop)?.connection.listItems !== undefined;

/** Asks a marketplace; a call that failed is told in words, and so is a marketplace that cannot be asked (`call` gives undefined). */
export async function askShop<T>(shop: string, call: () => Promise<T | undefined>): Promise<Asked<T>> {
  try {
    const answer = await call();
    if (answer !== undefined) return { answer };
    return { kind: 'unable', ...say('shop-lists-no-items', { shop }) };
  } catch (error) {
    if (!(error instanceof CallFailed)) throw error;
    const { kind, code, args } = error.outcome;
    return { kind, ...say(code, args) };
  }
}
