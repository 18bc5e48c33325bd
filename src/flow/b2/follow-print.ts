import type { Outcome } from '../../connectors/contract.ts';
import { japanStamp } from '../../core/time.ts';
import type { StoredHandOver, Writes } from '../../store/types.ts';
import { deliver, putFile } from '../outbox/index.ts';
import type { Context } from '../types.ts';
import { carrierOf } from './carrier.ts';
import { change } from './change.ts';
import { addResult } from './results.ts';
import { handleOf } from './types.ts';

/** A print without a screen: wait for it, take its labels, then its numbers. */
export async function followPrint(
  ctx: Context,
  handOver: StoredHandOver,
  files: string[],
): Promise<Outcome<unknown> | undefined> {
  const waybills = carrierOf(ctx);
  const { ticket, results, labelled } = handleOf(handOver);
  if (ticket === undefined || results.length > 0) return undefined;
  const until = ctx.now().add({ minutes: 5 });
  let polled = await waybills.poll(ticket);
  while (polled.kind === 'pending' && Temporal.Instant.compare(ctx.now(), until) < 0)
    polled = await waybills.poll(ticket);
  if (polled.kind !== 'done') return polled;
  ctx.at('b2:polled');
  if (!labelled) {
    let labels = await waybills.labels(ticket);
    for (let again = 0; labels.kind === 'retry' && again < 2; again++) labels = await waybills.labels(ticket);
    ctx.at('b2:labels');
    const pdf = labels.value;
    // B2 gives the numbers with the labels (trust B: one live test): without them there is nothing to fetch yet.
    if (labels.kind !== 'done' || !pdf) return labels;
    await change(ctx, handOver.id, async (tx, one) => {
      if (handleOf(one).labelled) return {};
      await putLabels(ctx, tx, one, pdf);
      return { handle: { ...handleOf(one), labelled: true } };
    });
    ctx.at('b2:labelled');
    files.push(...(await deliver(ctx)).filter((path) => path.endsWith('.pdf')));
  }
  await addResult(ctx, handOver.id, polled.value ?? '');
  return undefined;
}

async function putLabels(ctx: Context, tx: Writes, handOver: StoredHandOver, bytes: Uint8Array): Promise<void> {
  const chosen = new Set(handleOf(handOver).chosen);
  const shipments = (await tx.shipments({ ids: handOver.shipments })).filter((one) =>
    chosen.has(one.shipment.customerNo),
  );
  await putFile(ctx, tx, {
    shop: '',
    purpose: 'labels',
    path: `labels/b2-${japanStamp(ctx.now())}-${handOver.id.slice(0, 8)}.pdf`,
    bytes,
    shipments: shipments.map((one) => one.shipment),
    layout: '',
  });
}
