import { openBridge } from '../../src/app.ts';
import { startBridge } from '../../src/flow/bridge/start.ts';
import { runJob } from '../../src/flow/jobs/index.ts';
import { purgeJob } from '../../src/flow/retention/index.ts';
import { b2Job, mailJob } from '../../src/flow/work/index.ts';

/* One job of the workspace, or the start of the watching bridge, as a process of its own: `job-alone.js ROOT mail|b2|purge|start`. */

const [root = '', what = ''] = process.argv.slice(2);
const bridge = await openBridge(root, { env: process.env, lock: what === 'start' });
const { context } = bridge;
const jobs = { mail: mailJob, b2: b2Job, purge: purgeJob };
if (what === 'start') await startBridge(context, { demo: false, signal: AbortSignal.abort() });
else {
  const ran = await runJob(context, what, '', jobs[what as keyof typeof jobs]);
  if (ran.kind !== 'ran' || ran.run.result !== 'done') throw new Error(`${what}: ${JSON.stringify(ran)}`);
}
await bridge.close();
