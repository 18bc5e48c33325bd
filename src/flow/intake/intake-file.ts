import { contentHash, sha256 } from '../../core/ids.ts';
import type { Shop } from '../../core/shop.ts';
import { Unreadable } from '../../layout/rows/row.ts';
import type { Aside, DocumentInfo, Reads, Writes } from '../../store/types.ts';
import { refusedMails } from '../mail/index.ts';
import { fillForm, putForm } from '../notify/index.ts';
import { allocate } from '../stock/index.ts';
import type { Context, Incoming, IntakeDocument } from '../types.ts';
import { planWaybills } from '../waybills/index.ts';
import { commitOrders, prepared, saveOrderPlan } from './commit-orders.ts';
import { type IntakePlan, refused, seenBefore, taken } from './intake-result.ts';
import { planLaterOrders } from './later-orders.ts';
import { planGoods } from './plan-goods.ts';
import { planOrders } from './plan-orders.ts';
import { type Recognised, recognise, type Unrecognised } from './recognise.ts';
import { planHeldOrders } from './reread-held.ts';
import { restOfFile } from './rest-of-file.ts';
import { forgetDecided, redecideForRules } from './rules-changed.ts';
import type { Decided } from './save-in-pages.ts';
import { releaseKnownGoods } from './unknown-goods.ts';
import { isArchive, unpack } from './unpack.ts';

/**
 * Takes a file in: recognises it, reads it, and commits document and consequences in one transaction. A zip gives one
 * result per member. Nothing is thrown for bad input: the result says what was refused and why.
 */
export async function intakeFile(ctx: Context, incoming: Incoming, { dryRun = false } = {}): Promise<IntakeDocument[]> {
  const { limits } = ctx.config;
  const whole = (problems: Unrecognised['problems']) =>
    refused(incoming, '', {
      problems: problems.map((one) => ({ ...one, place: { file: incoming.name, ...one.place } })),
      shop: incoming.shop,
      layout: '',
      refusedOrders: 0,
    });
  try {
    if (!(await isArchive(incoming.bytes, limits))) return [await intakeDocument(ctx, incoming, dryRun)];
    const { members, problems } = await unpack(incoming.bytes, limits);
    const results: IntakeDocument[] = problems.length === 0 ? [] : [whole(problems)];
    for (const member of members) results.push(await intakeDocument(ctx, { ...incoming, ...member }, dryRun));
    return results;
  } catch (error) {
    if (error instanceof Unreadable) return [whole([error.problem])];
    throw error;
  }
}

/** From this size on a file's orders are written by a thread of its own: to start it costs as much as to write a thousand orders. */
const muchBytes = 1024 * 1024;

async function intakeDocument(ctx: Context, given: Incoming, dryRun: boolean): Promise<IntakeDocument> {
  // It starts while the file is read.
  const aside = !dryRun && given.bytes.length >= muchBytes ? ctx.store.aside() : undefined;
  try {
    return await take(ctx, given, dryRun, aside);
  } finally {
    await aside?.end();
  }
}

async function take(ctx: Context, given: Incoming, dryRun: boolean, aside?: Aside): Promise<IntakeDocument> {
  const hash = sha256(given.bytes);
  ctx.onProgress?.({ what: 'read', done: given.bytes.length });
  const found = await recognise(ctx, given);
  // With the layout put right the same page is read: the cursor must not pass it.
  if ('problems' in found && found.problems.some(({ code }) => code === 'layout-unfit')) {
    given.onRead?.([hash]);
    if (!dryRun) await tellRefused(ctx, given, found);
    return refused(given, hash, found);
  }
  const { advance: _, ...staying } = given;
  const incoming = given.onRead?.(contentsOf(found, hash)) === false ? staying : given;
  const known = await ctx.store.document(hash);
  if (known) {
    await ctx.store.write((tx) => advance(ctx, tx, incoming));
    const more =
      (await moreWaybills(ctx, known, found, dryRun)) ??
      (await moreOrders(ctx, known, found, dryRun)) ??
      (await sheetAgain(ctx, known, found, dryRun));
    return more ?? again(ctx, ctx.store, incoming, known, found);
  }
  if (!('read' in found)) {
    if (given.advance) return park(ctx, incoming, hash, found);
    if (!dryRun) await tellRefused(ctx, incoming, found);
    const rest = await restOfFile(ctx, incoming, found);
    return refused(incoming, hash, rest ? { ...found, problems: [rest] } : found);
  }
  const { opened, shop } = found;
  const { layout } = opened.match;
  const info: DocumentInfo = {
    hash,
    direction: 'in',
    name: incoming.name,
    mediaType: mediaTypes[opened.facts.format],
    size: incoming.bytes.length,
    shop,
    layout: `${layout.name}@${layout.version}`,
    at: ctx.now().toString(),
  };
  if (dryRun) return taken(ctx, info, found, await plan(ctx, ctx.store, info, found, incoming.bytes));
  const result = await ctx.store.write(async (tx) => {
    // Another process may have taken the same bytes in the meantime.
    const raced = await tx.document(hash);
    if (raced) return again(ctx, tx, incoming, raced, found);
    await tx.putDocument(info, incoming.bytes);
    ctx.at('intake:document');
    const saving = saveAlong(tx);
    const planned = await plan(ctx, tx, info, found, incoming.bytes, saving.save);
    await saving.done();
    await commit(ctx, tx, info, found, planned);
    if (isFetched(incoming)) await tx.putMails(refusedMails(ctx, shop, incoming.name, found.read.problems));
    await advance(ctx, tx, incoming);
    ctx.at('intake:before-commit');
    return taken(ctx, info, found, planned);
  }, aside);
  // What the product table says now is asked for by orders that are open.
  if ((result.registered.goods ?? 0) > 0) await redecideForRules(ctx);
  return result;
}

/** A page that a job fetched: nobody sees its report, and nobody drops it again. */
const isFetched = ({ onRead }: Incoming): boolean => onRead !== undefined;

/** Of a page of which nothing is committed. */
async function tellRefused(ctx: Context, incoming: Incoming, { problems }: Unrecognised): Promise<void> {
  if (isFetched(incoming))
    await ctx.store.write((tx) => tx.putMails(refusedMails(ctx, incoming.shop, incoming.name, problems)));
}

const contentsOf = (found: Recognised | Unrecognised, hash: string): string[] =>
  'read' in found ? found.read.orders.map(({ order }) => `${order.number} ${contentHash(order)}`) : [hash];

async function advance(ctx: Context, tx: Writes, incoming: Incoming): Promise<void> {
  if (!incoming.advance) return;
  const { shop, job, cursor } = incoming.advance;
  await tx.setCursor(shop, job, cursor, ctx.now().toString());
}

/** A fetched page of which nothing can be read: kept as evidence, so that the pull goes on and nothing is lost. */
async function park(ctx: Context, incoming: Incoming, hash: string, found: Unrecognised): Promise<IntakeDocument> {
  await ctx.store.write(async (tx) => {
    const { name, bytes, shop, layout } = incoming;
    const at = ctx.now().toString();
    const info: DocumentInfo = {
      hash,
      direction: 'in',
      name,
      mediaType: mediaTypes.json,
      size: bytes.length,
      shop,
      layout,
      at,
    };
    await tx.putDocument(info, bytes);
    await tx.putMails(refusedMails(ctx, shop, name, found.problems));
    await advance(ctx, tx, incoming);
  });
  return refused(incoming, hash, found);
}

const mediaTypes = {
  csv: 'text/csv',
  tsv: 'text/tab-separated-values',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  json: 'application/json',
} as const;

/**
 * Numbers that could not be registered the first time (order not there yet, no reissue yet) may fit today: issued data is
 * compared anew each time. Null when it tells nothing new.
 */
const moreWaybills = async (ctx: Context, known: DocumentInfo, found: Recognised | Unrecognised, dryRun: boolean) =>
  'read' in found && found.read.waybills.length > 0
    ? onceMore(ctx, known, found, dryRun, async (_, planned) => (planned.waybills?.counts.waybills ?? 0) > 0)
    : null;

/**
 * A stock sheet is a count, not an event: 20 pieces today, 21 tomorrow and 20 again the day after are three sheets, the last with the
 * bytes of the first. It is taken again when somebody else has said something of its goods since; null when it is still the last word.
 */
const sheetAgain = async (ctx: Context, known: DocumentInfo, found: Recognised | Unrecognised, dryRun: boolean) =>
  'read' in found && found.read.stock.length > 0
    ? onceMore(ctx, known, found, dryRun, async (reads, { goods }) => {
        const skus = [...new Set((goods?.stock ?? []).map(({ sku }) => sku))];
        return (await reads.stockOfDocument(skus, known.hash)).length < skus.length;
      })
    : null;

/** The same bytes, planned again; committed when that tells something new, else null. */
async function onceMore(
  ctx: Context,
  known: DocumentInfo,
  found: Recognised,
  dryRun: boolean,
  isNews: (reads: Reads, planned: IntakePlan) => Promise<boolean>,
): Promise<IntakeDocument | null> {
  const info = { ...known, at: ctx.now().toString() };
  const look = async (reads: Reads): Promise<IntakePlan | null> => {
    const planned = await plan(ctx, reads, info, found, new Uint8Array());
    return (await isNews(reads, planned)) ? planned : null;
  };
  const planned = dryRun
    ? await look(ctx.store)
    : await ctx.store.write(async (tx) => {
        const fresh = await look(tx);
        if (fresh) await commit(ctx, tx, info, found, fresh);
        return fresh;
      });
  return planned && taken(ctx, info, found, planned);
}

/**
 * Orders of it that wait for a word which a dictionary has by now, or that were refused and can be read by now: they are read again, the
 * others stay. Null when it tells nothing new.
 */
async function moreOrders(
  ctx: Context,
  known: DocumentInfo,
  found: Recognised | Unrecognised,
  dryRun: boolean,
): Promise<IntakeDocument | null> {
  if (!('read' in found) || found.read.orders.length === 0) return null;
  const { name, version } = found.opened.match.layout;
  const info = { ...known, layout: `${name}@${version}`, at: ctx.now().toString() };
  for (const look of [planLaterOrders, planHeldOrders]) {
    const orders = dryRun
      ? await look(ctx, ctx.store, info, found)
      : await ctx.store.write(async (tx) => {
          const fresh = await look(ctx, tx, info, found);
          if (fresh) await commitOrders(ctx, tx, info, fresh);
          return fresh;
        });
    if (!orders) continue;
    const unchanged = found.read.orders.length - orders.orders.length;
    return taken(ctx, info, found, { orders: { ...orders, counts: { ...orders.counts, unchanged } } });
  }
  return null;
}

/** The same bytes once more: what is held of their orders today is said again. */
async function again(
  ctx: Context,
  reads: Pick<Reads, 'shipments'>,
  incoming: Incoming,
  known: DocumentInfo,
  found: Recognised | Unrecognised,
): Promise<IntakeDocument> {
  const numbers = 'read' in found ? found.read.orders.map((one) => one.order.number) : [];
  const isOurs = known.shop !== '' && ctx.config.shops[known.shop] !== undefined && numbers.length > 0;
  return seenBefore(ctx, incoming, known, found, isOurs ? await reads.shipments({ shop: known.shop, numbers }) : []);
}

/** Saves pages while the next ones are decided: one is under way, the next waits for it. */
function saveAlong(tx: Pick<Writes, 'saveDecided'>) {
  let saving: Promise<void> = Promise.resolve();
  return {
    async save(decided: Decided): Promise<void> {
      const page = prepared(decided);
      await saving;
      saving = tx.saveDecided(page);
      // It is told when the next one, or the end, asks for it.
      saving.catch(() => {});
    },
    done: (): Promise<void> => saving,
  };
}

/** What the document means for what is known; reads only, but for orders that `save` takes. */
async function plan(
  ctx: Context,
  reads: Reads,
  info: DocumentInfo,
  { opened, read }: Recognised,
  bytes: Uint8Array,
  save?: (decided: Decided) => Promise<void>,
): Promise<IntakePlan> {
  const shop = ctx.config.shops[info.shop];
  const origin = { document: info.hash, file: info.name, layout: info.layout };
  switch (opened.match.layout.yields) {
    case 'order': {
      const fromApi = opened.facts.format === 'json';
      return { orders: await planOrders(ctx, reads, shop!, read.orders, origin, info.at, fromApi, save) };
    }
    case 'waybill': {
      const rows = read.waybills.map(({ value, row }) => ({ waybill: value, row }));
      return { waybills: await planWaybills(ctx, reads, info.name, info.hash, rows) };
    }
    case 'return-form':
      return { form: await fillForm(ctx, reads, shop!, opened.match.layout, info.name, bytes) };
    default:
      return { goods: await planGoods(ctx, reads, opened, read, info.name) };
  }
}

async function commit(
  ctx: Context,
  tx: Writes,
  info: DocumentInfo,
  { opened, read }: Recognised,
  { orders, waybills, form, goods }: IntakePlan,
): Promise<void> {
  if (orders) await saveOrderPlan(ctx, tx, info, orders);
  if (waybills) {
    await tx.addWaybills(waybills.waybills);
    for (const step of waybills.steps) await tx.saveShipments(step);
    await tx.addJournal(waybills.journal);
  }
  if (form) {
    await putForm(ctx, tx, ctx.config.shops[info.shop] as Shop, opened.match.layout, info.name, form);
    await tx.linkForm(info.hash, info.shop, form.numbers);
  }
  const attributes = read.goods.map((one) => one.value);
  if (attributes.length > 0) {
    await tx.setGoods(attributes, info.hash, info.at);
    await forgetDecided(ctx, tx);
  }
  if (goods) {
    await tx.setSets(goods.sets, info.hash, info.at);
    await tx.setStock(goods.stock, info.hash, info.at);
    await tx.setProducts(goods.products, info.hash, info.at);
    await releaseKnownGoods(ctx, tx);
  }
  if (orders || goods) await allocate(ctx, tx);
}
