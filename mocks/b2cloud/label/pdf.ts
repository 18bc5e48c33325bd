import { Worker } from 'node:worker_threads';
import type { Issue } from '../state/state.ts';
import type { Job } from './worker.ts';

const kept = new WeakMap<Printable, Promise<Buffer>>();

/** What a PDF is made of. */
export type Printable = Pick<Issue, 'waybills' | 'printType' | 'printerType'>;

/** One page per slip. The same issue gives the same file again. */
export function labelPdf(issue: Printable): Promise<Buffer> {
  let made = kept.get(issue);
  if (!made) {
    made = print({ waybills: issue.waybills, printType: issue.printType, printerType: issue.printerType });
    kept.set(issue, made);
  }
  return made;
}

/** Few labels are drawn here. Many take seconds and much memory: a thread of its own lets the lab go on answering. */
const many = 50;

async function print(job: Job): Promise<Buffer> {
  if (job.waybills.length > many) return printAside(job);
  const { render } = await import('./render.ts');
  return render(job.waybills, job.printType, job.printerType);
}

function printAside(job: Job): Promise<Buffer> {
  const file = import.meta.filename.endsWith('.ts') ? './worker.ts' : './worker.js';
  // A small young generation: drawing makes much garbage, which else grows to 100 MB before it is looked at.
  const worker = new Worker(new URL(file, import.meta.url), {
    workerData: job,
    resourceLimits: { maxYoungGenerationSizeMb: 4 },
  });
  return new Promise((resolve, reject) => {
    worker.once('message', (bytes: Uint8Array) =>
      resolve(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)),
    );
    worker.once('error', reject);
  });
}
