import type { Shop } from '../../core/shop.ts';
import { bundleByRules } from '../decide/index.ts';
import { redecideForRules, rereadHeld } from '../intake/index.ts';
import { allocateFirst, inSeveralShops } from '../issue/index.ts';
import { writeMarks } from '../standing/index.ts';
import type { Context, LeftOut } from '../types.ts';
import { carrierOf } from './carrier.ts';
import { handOver } from './hand-over.ts';
import { begin, parts } from './intent.ts';
import { type Chosen, select } from './select.ts';
import type { ApiIssueReport, ApiIssueRequest, HandOverReport } from './types.ts';

/**
 * Hands what is ready over to B2 Cloud, in runs of at most `per-run` shipments. For each run the intent (what goes, and that it is
 * `issuing`) is committed before the call. On the screen way the address of B2's edit screen comes back; unattended prints at once and
 * brings labels and numbers. The first run that fails ends it: what was not handed over is as it was before. A 再発行 takes only what
 * has a number and is named: B2 gives the second slip a number of its own, the first stays in the history as replaced.
 *
 * @throws B2Refused when no B2 Cloud is set up
 */
export async function issueByApi(ctx: Context, request: ApiIssueRequest): Promise<ApiIssueReport> {
  carrierOf(ctx);
  const practice = !ctx.config.b2?.live;
  const shops = Object.values(ctx.config.shops)
    .filter((shop) => !request.shop || shop.name === request.shop)
    .map((shop): Shop => (request.sellerAsShipper ? { ...shop, sender: 'seller' } : shop));
  const { orders, reissue } = request;
  const unclear = reissue ? await inSeveralShops(ctx, request) : [];
  if (unclear.length > 0) return { handOvers: [], leftOut: unclear, practice };
  const wanted = { shops, orders, reissue, unattended: request.unattended ?? false };
  if (request.dryRun) {
    const { chosen, leftOut } = await select(ctx, ctx.store, wanted);
    return { handOvers: parts(ctx, chosen).map((part) => plannedReport(request, part)), leftOut, practice };
  }
  await rereadHeld(ctx);
  await redecideForRules(ctx);
  await bundleByRules(
    ctx,
    shops.map((shop) => shop.name),
    orders,
  );
  if (!reissue) for (const shop of shops) if (shop.allocate) await allocateFirst(ctx, shop, { orders });
  const handOvers: HandOverReport[] = [];
  const tried = new Set<string>();
  let leftOut: readonly LeftOut[] | undefined;
  for (;;) {
    const begun = await begin(ctx, wanted, request, tried);
    leftOut ??= begun.leftOut;
    if (!begun.handOver) break;
    ctx.onProgress?.({ what: 'labels', done: tried.size, total: tried.size + begun.open });
    for (const { stored } of begun.part) tried.add(stored.shipment.id);
    ctx.at('b2:intent');
    await writeMarks(ctx);
    const report = await handOver(ctx, begun.handOver, begun.part);
    handOvers.push(report);
    if (report.state === 'failed') break;
  }
  return { handOvers, leftOut: leftOut ?? [], practice };
}

const plannedReport = (request: ApiIssueRequest, part: readonly Chosen[]): HandOverReport => ({
  id: '',
  route: request.unattended ? 'unattended' : 'screen',
  state: 'sending',
  address: '',
  shipments: part.map((one) => one.stored.shipment.customerNo),
  corrections: [],
  warnings: [],
  files: [],
  registered: [],
  problem: null,
});
