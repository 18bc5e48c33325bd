import { arrangeWords } from '../core/sentences/arrange-words.ts';
import { checkShop, withBridge } from './bridge.ts';
import { type ExitCode, exitCodes } from './exit.ts';
import { oneLine, print, printTable } from './output.ts';
import { type PageArgs, printList } from './paging.ts';

const { headings, held, marketplace } = arrangeWords;
const markedText = ({ marked }: { readonly marked: 'candidate' | 'auto' | null }): string =>
  marked === null ? '' : arrangeWords.marked[marked];

/** `orders candidates`: which orders may travel together. */
export function listCandidates(args: PageArgs & { readonly shop?: string }): Promise<ExitCode> {
  return withBridge(args.C, async (context) => {
    const { bundleCandidates } = await import('../flow/desk/bundle-candidates.ts');
    const shop = checkShop(context, args.shop) || undefined;
    await printList(
      args,
      (page) => bundleCandidates(context, { shop }, page),
      (rows) => {
        printTable(
          [headings.shop, headings.recipient, headings.method, headings.date, headings.mall, headings.orders],
          rows.map((one) => [
            one.shop,
            oneLine(one.recipient),
            one.method,
            one.deliveryDate ?? '－',
            marketplace[one.marketplace],
            one.orders.map((order) => oneLine(order.number) + (order.held ? held : '') + markedText(order)).join(' '),
          ]),
        );
        print(arrangeWords.next);
      },
    );
    return exitCodes.done;
  });
}
