import { shellWords } from '../../core/sentences/console/shell.ts';
import { fill } from '../../core/sentences/fill.ts';

/** A number of things; one that was not counted to its end says so. */
export function countText({ count, isMore }: { readonly count: number; readonly isMore: boolean }): string {
  return fill(isMore ? shellWords.more : shellWords.count, { count: count.toLocaleString('ja-JP') });
}
