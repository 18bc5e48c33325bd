// Watches the inbox of the workspace in argv[2] until it is empty; killed at the point in B2_BRIDGE_KILL_AT.
import { setTimeout as sleep } from 'node:timers/promises';
import { listInbox } from '../../../src/flow/inbox/list-inbox.ts';
import { watchInbox } from '../../../src/flow/inbox/watch.ts';
import { killAt } from '../killable.ts';
import { openWorkspace, plainTake } from '../workspace.ts';

const work = await openWorkspace(process.argv[2] ?? '', { at: killAt() });
const watching = await watchInbox(work.ctx, (incoming) => plainTake(work.ctx, incoming));
while ((await listInbox(work.ctx.config.inbox)).files.length > 0) await sleep(20);
await watching.close();
await work.close();
console.log(JSON.stringify(work.told));
