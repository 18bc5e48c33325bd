import type { ExportJob } from '../../config/exports.ts';
import { shortPath } from '../files/index.ts';
import { issueShipments } from '../issue/index.ts';
import type { Context, RunResult } from '../types.ts';
import { exportFilePath } from './export-file.ts';
import { sayExported } from './say-exported.ts';

/** With a B2 layout an export is the issue itself: its shipments become 発行中, so that none gets a second label. */
export async function issueInto(ctx: Context, job: ExportJob): Promise<RunResult> {
  const rest = { actor: 'auto', auto: true, place: (shop: string) => exportFilePath(ctx, job, shop, 'csv') };
  const requests = job.files === 'one' ? [{ together: job.shops }] : job.shops.map((shop) => ({ shop }));
  const items: RunResult['items'][number][] = [];
  const counts = { shipments: 0, files: 0, 'left-out': 0 };
  for (const request of requests) {
    const report = await issueShipments(ctx, { ...rest, ...request });
    const left = report.leftOut.filter(({ code }) => !code.startsWith('already-'));
    counts.shipments += report.shipments.length;
    counts.files += report.files.length;
    counts['left-out'] += left.length;
    items.push(
      ...report.files.map((file) => ({ key: shortPath(ctx, file), kind: 'done', code: 'issue-file-written' })),
    );
    items.push(...report.undelivered.map((key) => ({ key, kind: 'retry', code: 'file-not-delivered' })));
    items.push(...left.map(({ number, customerNo, code }) => ({ key: customerNo || number, kind: 'fix', code })));
  }
  const { title } = job;
  sayExported(ctx, job, counts.shipments, counts.files);
  if (counts.shipments === 0) items.push({ key: job.name, kind: 'done', code: 'export-nothing', args: { title } });
  return { counts, items, changed: counts.shipments > 0 };
}
