// Runs a job in the workspace of argv[2], noting when it begins and ends in a file of its own. argv[3]: its name there.
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { runJob } from '../../../src/flow/jobs/run-job.ts';
import { killAt } from '../killable.ts';
import { openWorkspace } from '../workspace.ts';

const [, , root = '', name = ''] = process.argv;
const work = await openWorkspace(root, { at: killAt() });
const note = (what: string) => appendFileSync(join(root, 'notes.txt'), `${what} ${name}\n`);
const ran = await runJob(work.ctx, 'pull', 'amazon', async () => {
  note('begin');
  await new Promise((resolve) => setTimeout(resolve, 300));
  note('end');
  return { counts: { new: 1 }, items: [], changed: true };
});
console.log(ran.kind);
await work.close();
