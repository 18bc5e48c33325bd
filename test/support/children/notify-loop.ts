import { setTimeout as sleep } from 'node:timers/promises';
import { openBridge } from '../../../src/app.ts';
import { notifyShop } from '../../../src/flow/notify/notify-shop.ts';

/* A bridge that does nothing but notify, until everything is told or it is killed. argv: workspace, shop. */

const [root = '', shop = ''] = process.argv.slice(2);
const bridge = await openBridge(root, { env: process.env });
for (;;) {
  await notifyShop(bridge.context, shop);
  const open = await bridge.context.store.notices({ shop, states: ['due', 'sending', 'pending', 'unsure'] });
  if (open.length === 0) break;
  await sleep(20);
}
await bridge.close();
