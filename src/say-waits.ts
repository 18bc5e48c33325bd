import { shopTitle } from './config/shop-title.ts';
import type { Config } from './config/types.ts';
import { say } from './core/sentences/index.ts';

/** Shorter waits are not worth a line, ms; and so often a shop's waits are said at most. */
const worth = 15_000;
const every = 600_000;

/** Says that a shop waits for its rate limit, so that nobody takes a bridge that waits for one that hangs. */
export function sayWaits(
  config: Config,
  tell: (line: string) => void,
  now: () => number = () => performance.now(),
): (shop: string, ms: number) => void {
  const said = new Map<string, number>();
  return (shop, ms) => {
    const last = said.get(shop);
    if (ms < worth || (last !== undefined && now() - last < every)) return;
    said.set(shop, now());
    const { sentence, remedy } = say('waiting-for-rate', {
      shop: shopTitle(config, shop),
      seconds: Math.ceil(ms / 1000),
    });
    tell(`${sentence}${remedy}`);
  };
}
