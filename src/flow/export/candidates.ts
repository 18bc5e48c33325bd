import type { ExportJob } from '../../config/exports.ts';
import { endStates } from '../../core/shipment.ts';
import type { Reads, StoredShipment } from '../../store/types.ts';
import type { Seen } from './seen.ts';

/** Ended shipments that are read at once. */
const page = 1000;

/**
 * What an export may have to write: of states with an end (held, ready, issued …) all that are in them now, of those that last for ever
 * (shipped, closed …) what came to one since the export looked last. Nothing that it wrote before. Cost: what is open now, and what
 * ended since.
 */
export async function candidates(
  reads: Pick<Reads, 'shipments' | 'ended' | 'exported' | 'orders'>,
  job: ExportJob,
  seen: Seen,
): Promise<{ readonly found: readonly StoredShipment[]; readonly upTo: number }> {
  const found = new Map<string, StoredShipment>();
  const isMeant = ({ shipment, state }: StoredShipment) =>
    job.states.includes(state) &&
    job.shops.includes(shipment.shop) &&
    (job.methods.length === 0 || job.methods.includes(shipment.method)) &&
    shipment.bundledInto === '';
  const add = async (some: readonly StoredShipment[]) => {
    const meant = await tagged(reads, job, some.filter(isMeant));
    const before = await reads.exported(
      job.name,
      meant.map((one) => one.shipment.id),
    );
    for (const one of meant) if (!before.has(one.shipment.id)) found.set(one.shipment.id, one);
  };
  const open = job.states.filter((state) => !endStates.includes(state));
  if (open.length > 0) for (const shop of job.shops) await add(await reads.shipments({ shop, states: open }));
  for (let start = 0; start < seen.again.length; start += page)
    await add(await reads.shipments({ ids: seen.again.slice(start, start + page) }));
  let upTo = seen.upTo ?? 0;
  const hasEnd = job.states.some((state) => endStates.includes(state));
  for (let more = true; more; ) {
    const ended = await reads.ended(upTo, page);
    more = ended.length === page;
    upTo = ended.at(-1)?.no ?? upTo;
    if (hasEnd) await add(await reads.shipments({ ids: [...new Set(ended.map((one) => one.shipment))] }));
  }
  return { found: [...found.values()], upTo };
}

/** Those with one of the tags that the job asks for: what a rule gave stands in the shipment, what a person gave in the order. */
async function tagged(
  reads: Pick<Reads, 'orders'>,
  { tags }: ExportJob,
  some: readonly StoredShipment[],
): Promise<readonly StoredShipment[]> {
  if (!tags || some.length === 0) return some;
  const isWanted = (given: readonly string[] = []) => given.some((one) => tags.includes(one));
  const key = (shop: string, number: string) => `${shop}\u0000${number}`;
  const byPerson = new Set<string>();
  for (const [shop, own] of Map.groupBy(some, (one) => one.shipment.shop)) {
    const numbers = [...new Set(own.map((one) => one.shipment.orderNumber))];
    for (const { order, arrangement } of await reads.orders({ shop, numbers }))
      if (isWanted(arrangement?.tags)) byPerson.add(key(shop, order.number));
  }
  return some.filter(
    ({ shipment }) => isWanted(shipment.tags) || byPerson.has(key(shipment.shop, shipment.orderNumber)),
  );
}
