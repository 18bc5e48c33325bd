import { userInfo } from 'node:os';
import { fill, help } from '../core/sentences/help.ts';
import { checkShop, withBridge } from './bridge.ts';
import { checkDay } from './days.ts';
import { type ExitCode, exitCodes } from './exit.ts';
import type { JsonArgs } from './options.ts';
import { print, printJson } from './output.ts';

export interface OpenArgs extends JsonArgs {
  readonly shop: string;
  readonly from: string;
  readonly by?: string;
}

/** `shops open S --from DAY`: orders of that day and later are shipped, older ones stay only seen. */
export function open({ C, shop, from, by, json }: OpenArgs): Promise<ExitCode> {
  checkDay(from);
  return withBridge(C, async (context) => {
    const { openShop } = await import('../flow/desk/open-shop.ts');
    const own = context.config.shops[checkShop(context, shop)]!;
    const opened = await openShop(context, own, from, by ?? userInfo().username);
    if (json) printJson(opened);
    else print(fill(help.said.shopOpened, { ...opened, shop: own.title }));
    return exitCodes.done;
  });
}
