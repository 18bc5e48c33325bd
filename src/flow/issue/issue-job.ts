import { shortPath } from '../files/index.ts';
import type { Context, IssueReport, RunResult } from '../types.ts';
import { noteWake, tellFiles } from './after-intake.ts';
import { issueShipments } from './issue-shipments.ts';

/** 締め時刻: job `issue` writes what is ready of one shop, at the times that `bridge.yaml` gives. */
export async function issueShop(ctx: Context, shop: string): Promise<RunResult> {
  const report = await issueShipments(ctx, { shop, actor: 'auto', auto: true });
  await noteWake(ctx, shop, report);
  return told(ctx, report);
}

/** The same for several shops, into one file. */
export async function issueTogether(ctx: Context): Promise<RunResult> {
  const together = ctx.config.issueTogether?.shops ?? [];
  return told(ctx, await issueShipments(ctx, { together, actor: 'auto', auto: true }));
}

/** What is left out because it is out already needs no line of its own in every run. */
const isNews = ({ code }: IssueReport['leftOut'][number]): boolean => !code.startsWith('already-');

async function told(ctx: Context, { files, shipments, leftOut, undelivered }: IssueReport): Promise<RunResult> {
  if (files.length > 0) await tellFiles(ctx, 'file-for-b2', files);
  const left = leftOut.filter(isNews);
  const items: RunResult['items'][number][] = files.map((file) => ({
    key: shortPath(ctx, file),
    kind: 'done',
    code: 'issue-file-written',
  }));
  if (shipments.length === 0) items.push({ key: '', kind: 'done', code: 'nothing-to-issue' });
  for (const path of undelivered) items.push({ key: path, kind: 'retry', code: 'file-not-delivered' });
  for (const { number, customerNo, code } of left)
    items.push({ key: customerNo || number, kind: code === 'order-too-fresh' ? 'pending' : 'fix', code });
  const counts = { shipments: shipments.length, files: files.length, 'left-out': left.length };
  return { counts, items, changed: shipments.length > 0 };
}
