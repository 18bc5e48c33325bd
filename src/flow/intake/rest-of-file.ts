import type { Problem } from '../../core/problem.ts';
import { japanMinute } from '../../core/time.ts';
import type { Context, Incoming } from '../types.ts';
import { type Recognised, recognise, type Unrecognised } from './recognise.ts';

/** A second part comes soon after the first. */
const within = { hours: 24 };
/** Documents that are looked through for the first part, the newest. */
const looked = 200;

/** Where no header was found. */
const withoutHeader: readonly string[] = ['no-header', 'unknown-headers', 'unknown-kind'];

/**
 * An upload that broke off and went on later leaves the rest of its file under the same name, without a header: its rows go on where a
 * document of that name ended. Said as that, instead of an unknown format. Read together only to be sure; nothing of it gets in, because
 * nobody knows whether something is missing in between.
 *
 * @returns the problem that names the first part; undefined = it is no such file
 */
export async function restOfFile(
  ctx: Context,
  incoming: Incoming,
  { problems }: Unrecognised,
): Promise<Problem | undefined> {
  if (incoming.layout !== '' || !problems.some(({ code }) => withoutHeader.includes(code))) return undefined;
  const now = ctx.now();
  const name = incoming.name.normalize('NFC');
  const { rows } = await ctx.store.listDocuments({ direction: 'in' }, { limit: looked });
  const first = rows.find((one) => one.layout !== '' && one.name.normalize('NFC') === name);
  if (!first || Temporal.Instant.compare(Temporal.Instant.from(first.at).add(within), now) < 0) return undefined;
  const bytes = await ctx.store.documentBytes(first.hash);
  if (!bytes) return undefined;
  const [before, both] = [
    await recognise(ctx, { ...incoming, bytes }),
    await recognise(ctx, { ...incoming, bytes: Buffer.concat([bytes, incoming.bytes]) }),
  ];
  if (!('read' in before && 'read' in both) || !goesOn(before, both)) return undefined;
  return {
    code: 'file-is-rest',
    kind: 'fix',
    place: {},
    args: { at: japanMinute(Temporal.Instant.from(first.at)), name: first.name },
  };
}

/** More was read, and no row fell out of the table's form. */
function goesOn(before: Recognised, both: Recognised): boolean {
  return recordsIn(both) > recordsIn(before) && misshapen(both) <= misshapen(before);
}

const recordsIn = ({ read }: Recognised): number =>
  read.counts.lines +
  read.orders.length +
  read.waybills.length +
  read.stock.length +
  read.products.length +
  read.goods.length;

const misshapen = ({ read }: Recognised): number =>
  read.problems.filter(({ code }) => /^(too-many-cells|row-)/.test(code)).length;
