import { usesLayout } from '../../config/uses-layout.ts';
import { tourColumns, tourRest, tourRows, tourWords } from '../../core/sentences/console/tour.ts';
import { fill } from '../../core/sentences/fill.ts';
import { japanDay } from '../../core/time.ts';
import type { Context } from '../types.ts';
import { openLinks } from './hand-overs.ts';
import { canHandOver } from './issue.ts';

/** Where it is written who is on the tour. */
const place = 'console-tour';
/** The layout of the tour's file. */
const sheet = 'order-sheet';

export interface Tour {
  /** `new`: this person was never asked. */
  readonly state: 'new' | 'on' | 'over';
  readonly shop: string;
  /** Number of the order that is held; '' unless `on`. */
  readonly number: string;
  /** 1 … 5 = what is to be done next; 6 = the order is shipped. Known by what happened to the order in the store. */
  readonly step: number;
  /** Address of B2's edit screen, while it is to be printed; '' = none. */
  readonly screen: string;
}

/** The shop that the tour's file belongs to, where a tour is possible: a 受注シート shop, and a B2 Cloud to hand over to. */
export function tourShop(ctx: Context): string | undefined {
  const layout = ctx.layouts.read.get(sheet);
  if (!layout || !canHandOver(ctx)) return undefined;
  const [shop, another] = Object.values(ctx.config.shops).filter((one) => usesLayout(one, layout));
  return another ? undefined : shop?.name;
}

const nameOf = (user: string): string => (user === '' ? '-' : user);

/** Where this person is; undefined = there is no tour here. Costs one look, on the tour three more, all by key. */
export async function tourOf(ctx: Context, user: string): Promise<Tour | undefined> {
  const shop = tourShop(ctx);
  if (shop === undefined) return undefined;
  const kept = await ctx.store.kept(place, nameOf(user));
  const at = { shop, number: '', step: 1, screen: '' };
  if (kept === '') return { ...at, state: 'new' };
  const { stem } = JSON.parse(kept) as { stem: string };
  if (stem === '') return { ...at, state: 'over' };
  const number = `${stem}-2`;
  const step = await stepOf(ctx, shop, number);
  const links = step === 5 ? await openLinks(ctx) : [];
  return { state: 'on', shop, number, step, screen: links.find((one) => one.address !== '')?.address ?? '' };
}

async function stepOf({ store }: Context, shop: string, number: string): Promise<number> {
  const [found] = await store.shipments({ shop, numbers: [number] });
  if (!found) return 1;
  if (found.state === 'ready' || found.state === 'backordered') return 4;
  if (found.state === 'issuing') return 5;
  if (found.state !== 'held') return 6;
  const journal = await store.journal({ shop, orderNumber: number, limit: 100 });
  return journal.some((one) => one.what === 'order-seen') ? 3 : 2;
}

/** Begins, or begins anew with orders of its own: the number is the business time. */
export async function startTour(ctx: Context, user: string): Promise<void> {
  const now = ctx.now().toZonedDateTimeISO('Asia/Tokyo').toPlainDateTime();
  const stem = `T${now.toString({ smallestUnit: 'second' }).slice(2).replace(/[-:]/g, '').replace('T', '-')}`;
  await keep(ctx, user, stem);
}

export const endTour = (ctx: Context, user: string): Promise<void> => keep(ctx, user, '');

async function keep({ store, now }: Context, user: string, stem: string): Promise<void> {
  await store.write((tx) => tx.setKept(place, nameOf(user), JSON.stringify({ stem }), now().toString()));
}

/** The tour's orders as a file of 受注シート (UTF-8 with a mark, CRLF). */
export function tourFile(ctx: Pick<Context, 'now'>, { number }: Tour): { name: string; bytes: Uint8Array } {
  const stem = number.replace(/-2$/, '');
  const rows = tourRows.map(([name, postal, address, phone, goods], index) => {
    const party = [name, postal, address, phone];
    return [`${stem}-${index + 1}`, japanDay(ctx.now()), ...party, ...party, goods, ...tourRest];
  });
  const text = [tourColumns, ...rows].map((row) => `${row.join(',')}\r\n`).join('');
  return { name: fill(tourWords.file, { number: stem }), bytes: Buffer.from(`\ufeff${text}`, 'utf8') };
}
