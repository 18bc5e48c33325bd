import type { ExportJob } from '../../config/exports.ts';
import { unfitLayout } from '../../config/unfit-layout.ts';
import { mailWord } from '../../core/sentences/mails.ts';
import type { WriteLayout } from '../../layout/types.ts';
import type { OutboxFile } from '../../store/types.ts';
import { shortPath } from '../files/index.ts';
import { staffMails } from '../mail/index.ts';
import { deliver, inOutbox, outboxPathOf, putFile } from '../outbox/index.ts';
import type { Context, RunResult } from '../types.ts';
import { candidates } from './candidates.ts';
import { exportBytes, exportFilePath } from './export-file.ts';
import { issueInto } from './issue-into.ts';
import { type Rendered, renderRows, type Written } from './render.ts';
import { sayExported } from './say-exported.ts';
import { beginExports, type Seen, seenBy, setSeen } from './seen.ts';

type Items = RunResult['items'][number][];

/**
 * 定時書き出し: writes what fits the export's filter and was not in one of its files before. File, marks and how far it looked are
 * committed together, then the file goes to its folder; a share that is away gets it later.
 */
export async function runExport(ctx: Context, name: string): Promise<RunResult> {
  const job = ctx.config.exports?.[name];
  const layout = ctx.layouts.write.get(job?.layout ?? '');
  if (!job || !layout) throw new Error(`there is no export ${name}`);
  if (layout.rules === 'b2') return issueInto(ctx, job);
  await beginExports(ctx);
  const unfit = await unfitLayout(ctx, layout);
  if (unfit)
    return {
      counts: { fix: 1 },
      items: [{ key: layout.name, kind: 'fix', code: unfit.code, args: unfit.args ?? {} }],
      changed: false,
    };
  const seen = await seenBy(ctx.store, name);
  const { found, upTo } = await candidates(ctx.store, job, seen);
  const rendered = await renderRows(ctx, ctx.store, job, layout, found);
  const files = await commit(ctx, job, layout, rendered, { upTo, again: againOf(rendered) });
  return tellFiles(ctx, job, files, rendered);
}

const againOf = ({ left, later }: Rendered): readonly string[] =>
  [...left.map((one) => one.stored), ...later].map((one) => one.shipment.id);

async function commit(
  ctx: Context,
  job: ExportJob,
  layout: WriteLayout,
  { written }: Rendered,
  seen: Seen,
): Promise<readonly OutboxFile[]> {
  const at = ctx.now().toString();
  const groups = job.files === 'one' ? [written] : job.shops.map((shop) => written.filter(isOf(shop)));
  const files = await Promise.all(
    groups
      .filter((group) => group.length > 0)
      .map(async (group) => {
        const shop = job.files === 'one' && job.shops.length > 1 ? '' : group[0]!.stored.shipment.shop;
        const { bytes, extension } = await exportBytes(
          job,
          layout,
          group.flatMap((one) => one.rows),
        );
        const shipments = group.map((one) => one.stored.shipment);
        return { shop, bytes, shipments, path: exportFilePath(ctx, job, shop, extension) };
      }),
  );
  return ctx.store.write(async (tx) => {
    const put: OutboxFile[] = [];
    for (const file of files)
      put.push(await putFile(ctx, tx, { ...file, purpose: 'export', layout: `${layout.name}@${layout.version}` }));
    await tx.putExported(
      job.name,
      written.map((one) => one.stored.shipment.id),
      at,
    );
    await tx.addJournal(
      written.map(({ stored: { shipment } }) => ({
        at,
        actor: 'auto',
        what: 'exported',
        shop: shipment.shop,
        orderNumber: shipment.orderNumber,
        shipment: shipment.customerNo,
        details: { export: job.name },
      })),
    );
    await setSeen(tx, job.name, seen, at);
    return put;
  });
}

const isOf =
  (shop: string) =>
  ({ stored }: Written) =>
    stored.shipment.shop === shop;

/** What came of it: in the run, on the terminal, and by mail where a file waits for its folder. */
async function tellFiles(
  ctx: Context,
  job: ExportJob,
  files: readonly OutboxFile[],
  { written, left, later }: Rendered,
): Promise<RunResult> {
  ctx.at('export:committed');
  const there = (await deliver(ctx)).map((path) => outboxPathOf(ctx, path));
  const waiting = await waitingFiles(ctx, files);
  const items: Items = there
    .filter((path) => isOfJob(ctx, job, path))
    .map((path) => ({ key: shortPath(ctx, inOutbox(ctx, path)), kind: 'done', code: 'export-written' }));
  if (written.length === 0)
    items.push({ key: job.name, kind: 'done', code: 'export-nothing', args: { title: job.title } });
  for (const file of waiting) items.push({ key: file.path, kind: 'retry', code: 'file-not-delivered' });
  for (const { stored, problem } of left)
    items.push({ key: stored.shipment.customerNo, kind: 'fix', code: problem.code, args: problem.args ?? {} });
  if (waiting.length > 0) await mailWaiting(ctx, job, waiting);
  sayExported(ctx, job, written.length, files.length);
  const counts = { shipments: written.length, files: files.length, 'left-out': left.length, later: later.length };
  return { counts, items, changed: written.length > 0 };
}

const isOfJob = (ctx: Context, job: ExportJob, path: string): boolean =>
  path.startsWith(exportFilePath(ctx, job, '', 'x').replace(/[^/]*$/, ''));

async function waitingFiles(ctx: Context, files: readonly OutboxFile[]): Promise<readonly OutboxFile[]> {
  if (files.length === 0) return [];
  return ctx.store.outbox({ ids: files.map((file) => file.id), stage: ['intended', 'staged'] });
}

/** Once for each file: nobody may be looking at the terminal. */
async function mailWaiting(
  ctx: Context,
  { name, title, folder }: ExportJob,
  waiting: readonly OutboxFile[],
): Promise<void> {
  const words = { title, name, folder: folder ?? ctx.config.outbox, count: waiting.length };
  await ctx.store.write((tx) =>
    tx.putMails(
      waiting.flatMap(({ id }) =>
        staffMails(
          ctx,
          `export-waits ${id}`,
          mailWord('exportWaitsSubject', words),
          mailWord('exportWaitsBody', words),
        ),
      ),
    ),
  );
}
