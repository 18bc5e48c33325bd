import { randomBytes } from 'node:crypto';
import { checkB2Entries } from '../../core/b2-rules.ts';
import { sha256 } from '../../core/ids.ts';
import { japanStamp } from '../../core/time.ts';
import type { StoredHandOver, StoredShipment, Writes } from '../../store/types.ts';
import type { Context, LeftOut } from '../types.ts';
import { carrierOf } from './carrier.ts';
import { backToIssuing, entry } from './move.ts';
import { apiLayout, type Chosen, select } from './select.ts';
import { type ApiIssueRequest, keepHandOver, type ReissueHandle } from './types.ts';

interface Begun {
  readonly part: readonly Chosen[];
  readonly handOver: StoredHandOver | undefined;
  /** Shipments that are not handed over yet, those of this run too. */
  readonly open: number;
  readonly leftOut: readonly LeftOut[];
}

/** Commit 1: the shipments of one run are `issuing`, and what will be sent is a stored document. */
export async function begin(
  ctx: Context,
  wanted: Parameters<typeof select>[2],
  request: ApiIssueRequest,
  tried: ReadonlySet<string>,
): Promise<Begun> {
  return ctx.store.write(async (tx) => {
    const { chosen, leftOut, decided } = await select(ctx, tx, wanted);
    for (const { changes, journal } of decided) {
      if (changes.length > 0) await tx.saveShipments(changes);
      if (journal.length > 0) await tx.addJournal(journal);
    }
    const open = chosen.filter((one) => !tried.has(one.stored.shipment.id));
    const [part] = parts(ctx, open);
    if (!part) return { part: [], handOver: undefined, open: 0, leftOut };
    const [fault] = checkB2Entries(part.map((one) => one.cells));
    if (fault) throw new Error(`hand-over: ${fault.code} in entry ${fault.row + 1}`);
    return { part, handOver: await putIntent(ctx, tx, part, request), open: open.length, leftOut };
  });
}

async function putIntent(
  ctx: Context,
  tx: Writes,
  part: readonly Chosen[],
  request: ApiIssueRequest,
): Promise<StoredHandOver> {
  const at = ctx.now().toString();
  const actor = request.actor ?? 'operator';
  const bytes = Buffer.from(`${JSON.stringify(part.map((one) => one.entry))}\n`, 'utf8');
  const payload = sha256(bytes);
  const shop = ctx.config.shops[part[0]?.stored.shipment.shop ?? ''];
  const { name, version } = apiLayout(ctx, shop ?? { sender: 'orderer' });
  await tx.putDocument(
    {
      hash: payload,
      direction: 'out',
      name: `b2-${japanStamp(ctx.now())}.json`,
      mediaType: 'application/json',
      size: bytes.length,
      shop: '',
      layout: `${name}@${version}`,
      at,
    },
    bytes,
  );
  const reissue = request.reissue && { note: request.reissue.note, before: await labelsOut(tx, part) };
  const handOver: StoredHandOver = {
    id: randomBytes(8).toString('hex'),
    route: request.unattended ? 'unattended' : 'screen',
    state: 'sending',
    notifyHash: '',
    payload,
    shipments: part.map((one) => one.stored.shipment.id),
    handle: { actor, results: [] },
    looks: 0,
    notBefore: ctx.now().add({ minutes: 5 }).toString(),
    code: '',
    args: {},
    createdAt: at,
    at,
  };
  const secret = randomBytes(24).toString('base64url');
  const known = {
    ...handOver,
    notifyHash: sha256(secret),
    handle: { actor, results: [], address: secret, ...(reissue && { reissue }) },
  };
  await keepHandOver(tx, known);
  await tx.markIssued(part.map(({ stored }) => stored.shipment));
  const handed = part.map(({ stored }) => {
    // What stood on the first label only is not on the next one, unless a person writes it again.
    const { onlyOnLabel: _, ...shipment } = stored.shipment;
    return { ...stored, shipment: { ...shipment, handedOver: true as const } };
  });
  if (reissue) await backToIssuing(tx, handed);
  else await tx.saveShipments(handed.map((stored) => ({ ...stored, state: 'issuing' as const })));
  const said = (stored: StoredShipment) => ({ from: stored.state, to: 'issuing', handOver: handOver.id });
  await tx.addJournal(
    part.map(({ stored }) =>
      reissue
        ? { ...entry(ctx, stored, actor, 'b2-reissued', said(stored)), note: reissue.note }
        : entry(ctx, stored, actor, 'issuing', said(stored)),
    ),
  );
  return known;
}

/** What the labels of these shipments say that are out now. */
async function labelsOut(tx: Writes, part: readonly Chosen[]): Promise<ReissueHandle['before']> {
  const known = await tx.shipments({ ids: part.map((one) => one.stored.shipment.id) });
  return Object.fromEntries(known.map(({ state, shipment }) => [shipment.id, { state, shipment }]));
}

/** How many shipments one hand-over takes at most. */
export const perRun = (ctx: Context): number => Math.min(ctx.config.b2?.perRun ?? 1000, carrierOf(ctx).atOnce);

/** Runs: at most `per-run` shipments, and only what can be printed together. */
export function parts(ctx: Context, chosen: readonly Chosen[]): Chosen[][] {
  const size = perRun(ctx);
  const sheets = Map.groupBy(chosen, (one) => one.sheet);
  return [...sheets.values()].flatMap((all) =>
    Array.from({ length: Math.ceil(all.length / size) }, (_, index) => all.slice(index * size, (index + 1) * size)),
  );
}
