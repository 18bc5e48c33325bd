import { CallFailed } from './contract.ts';

/** Pages running without a single order, each with a token for the next one: more than any search has by itself. */
const patience = 50;

/**
 * For connectors whose searches may give pages without orders: such pages are not handed on, so nobody else sees that a search with
 * ever new tokens goes round. Call it with the number of orders of each page.
 *
 * @throws CallFailed `retry`
 */
export function watchEmptyPages(): (orders: number) => void {
  let running = 0;
  return (orders) => {
    running = orders > 0 ? 0 : running + 1;
    if (running >= patience)
      throw new CallFailed({ kind: 'retry', code: 'search-goes-round', args: { pages: running } });
  };
}
