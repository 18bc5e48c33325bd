import { userInfo } from 'node:os';
import { shopTitle } from '../config/shop-title.ts';
import { fill } from '../core/sentences/fill.ts';
import { stockWords } from '../core/sentences/stock-words.ts';
import { askShop, canList } from '../flow/desk/stock-shops/ask-shop.ts';
import type { Context } from '../flow/types.ts';
import { checkShop, withBridge } from './bridge.ts';
import { CommandRefused, type ExitCode, exitCodes } from './exit.ts';
import type { JsonArgs } from './options.ts';
import { oneLine, print, printJson, printTable, warn } from './output.ts';
import { shopsWithApi } from './run-job.ts';

const { headings, said, skipped: whys } = stockWords;

interface ByArgs extends JsonArgs {
  readonly by?: string;
}

interface TakeArgs extends ByArgs {
  readonly from: string;
  readonly note: string;
  readonly dryRun: boolean;
}

/** `stock take --from SHOP` */
export function take({ C, from, note, by, dryRun, json }: TakeArgs): Promise<ExitCode> {
  if (note.trim() === '') throw new CommandRefused(exitCodes.usage, 'command-note-needed');
  return withBridge(C, async (context) => {
    const shop = checkShop(context, from);
    const { takeStock } = await import('../flow/desk/take-stock.ts');
    const result = await asked(shop, () =>
      takeStock(context, shop, { actor: by ?? userInfo().username, note, dryRun }),
    );
    if (typeof result === 'number') return result;
    if (json) printJson(result);
    else {
      const { taken, skipped } = result;
      if (taken.length > 0)
        printTable(
          [headings.sku, headings.theirs, headings.reserved, headings.onHand],
          taken.map((one) => [
            one.sku,
            String(one.theirs),
            String(one.reserved),
            `${one.before ?? '－'} → ${one.onHand}`,
          ]),
        );
      for (const { sku, item, why } of skipped) warn(`${sku} ${oneLine(item)}: ${whys[why]}`);
      print(fill(dryRun ? said.wouldTake : said.taken, { count: taken.length }));
    }
    return exitCodes.done;
  });
}

/** `stock drift [--shop]` */
export function drift({ C, shop, json }: JsonArgs & { shop?: string }): Promise<ExitCode> {
  return withBridge(C, async (context) => {
    const { driftOf, driftWords } = await import('../flow/stock/index.ts');
    const named = checkShop(context, shop);
    const able = shopsWithApi(context, named).filter((one) => canList(context, one));
    if (able.length === 0) refuseUnable(context, named);
    let code: ExitCode = exitCodes.done;
    const all = [];
    for (const one of able) {
      const found = await asked(one, () => driftOf(context, one));
      if (typeof found === 'number') {
        code = found;
        continue;
      }
      all.push(...found.drifts);
      if (found.drifts.length > 0) code = exitCodes.input;
      else if (!json) {
        const words = { shop: shopTitle(context.config, one), count: found.compared };
        print(fill(found.compared === 0 ? said.neverTold : said.noDrift, words));
      }
    }
    if (json) printJson(all);
    else if (all.length > 0)
      printTable(
        (['shop', 'sku', 'item', 'told', 'toldAt', 'theirs', 'ours', 'writer'] as const).map((name) => headings[name]),
        all.map((one) => {
          const { told, toldAt, theirs, ours, writer } = driftWords(one);
          const item = one.option === '' ? one.item : `${one.item} ${one.option}`;
          return [one.shop, one.sku, item, String(told), toldAt, String(theirs), String(ours), writer];
        }),
      );
    return code;
  });
}

/** `stock resend SKU…` */
export function resend({ C, skus, shop, by, json }: ByArgs & { skus: string[]; shop?: string }): Promise<ExitCode> {
  return withBridge(C, async (context) => {
    const { resendStock } = await import('../flow/desk/set-stock.ts');
    const named = checkShop(context, shop) || undefined;
    const count = await resendStock(context, skus, named, by ?? userInfo().username);
    if (json) printJson({ items: count });
    else print(fill(said.resent, { count }));
    return count === 0 ? exitCodes.input : exitCodes.done;
  });
}

/** `shops items SHOP` */
export function items({
  C,
  shop: name,
  map,
  dryRun,
  by,
  json,
}: ByArgs & { shop: string; map: boolean; dryRun: boolean }): Promise<ExitCode> {
  return withBridge(C, async (context) => {
    const shop = checkShop(context, name);
    const { shopItems } = await import('../flow/desk/shop-items.ts');
    const found = await asked(shop, () => shopItems(context, shop, { map, dryRun, actor: by ?? userInfo().username }));
    if (typeof found === 'number') return found;
    if (json) printJson(found);
    else {
      printTable(
        [headings.item, headings.option, headings.name, headings.theirs, headings.sku],
        found.map((one) => [
          one.item,
          one.option,
          oneLine(one.name),
          one.unlimited ? stockWords.unlimited : one.quantity === null ? '－' : String(one.quantity),
          one.added === undefined ? one.sku : `＋${one.added}`,
        ]),
      );
      const added = found.filter((one) => one.added !== undefined).length;
      const unmapped = found.filter((one) => one.sku === '').length - added;
      if (map) print(fill(dryRun ? said.wouldMap : said.mapped, { count: added }));
      if (unmapped > 0) print(fill(said.unmapped, { count: unmapped }));
    }
    return exitCodes.done;
  });
}

function refuseUnable(context: Context, shop: string): never {
  const title = shop === '' ? Object.keys(context.config.apis).join(' ') : shopTitle(context.config, shop);
  throw new CommandRefused(exitCodes.usage, 'shop-lists-no-items', { shop: title });
}

/** The answer of a call, or, said, why there is none. */
async function asked<T>(shop: string, call: () => Promise<T | undefined>): Promise<T | ExitCode> {
  const found = await askShop(shop, call);
  if ('answer' in found) return found.answer;
  const { kind, sentence, remedy } = found;
  if (kind === 'unable') throw new CommandRefused(exitCodes.usage, 'shop-lists-no-items', { shop });
  warn(`${shop}: ${sentence} → ${remedy}`);
  return kind === 'halt' || kind === 'fix' ? exitCodes.settings : exitCodes.busy;
}
