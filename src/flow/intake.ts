import { sha256 } from '../core/ids.ts';
import { type Problem, type SpokenProblem, speak } from '../core/problem.ts';
import type { Shop } from '../core/shop.ts';
import { japanDay } from '../core/time.ts';
import { type Opened, openDocument } from '../layout/document.ts';
import { type ReadResult, readTable } from '../layout/read.ts';
import { openTable } from '../layout/rows/open.ts';
import { Unreadable } from '../layout/rows/row.ts';
import type { DocumentInfo, Reads, Writes } from '../store/types.ts';
import { candidates, shopOf } from './identify.ts';
import { heldBy, labelNotes } from './intake-notes.ts';
import { distinct, type OrderPlan, planOrders } from './plan-orders.ts';
import { planWaybills, type WaybillPlan } from './register-waybills.ts';
import { type FilledForm, fillForm, formProblems, putForm } from './return-form.ts';
import type { Context, Incoming, IntakeDocument } from './types.ts';
import { isArchive, type Unpacked, unpack } from './unpack.ts';

/**
 * Takes a file in: recognises it, reads it, and commits document and consequences in one transaction. A zip gives one
 * result per member. Nothing is thrown for bad input: the result says what was refused and why.
 */
export async function intakeFile(ctx: Context, incoming: Incoming, { dryRun = false } = {}): Promise<IntakeDocument[]> {
  let archive: Unpacked | null;
  try {
    archive = (await isArchive(incoming.bytes, ctx.config.limits))
      ? await unpack(incoming.bytes, ctx.config.limits)
      : null;
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    const place = { file: incoming.name, ...error.problem.place };
    return [refusedDocument(incoming, sha256(incoming.bytes), [{ ...error.problem, place }])];
  }
  if (!archive) return [await intakeDocument(ctx, incoming, dryRun)];
  const { members, problems } = archive;
  const results: IntakeDocument[] = problems.length === 0 ? [] : [refusedDocument(incoming, '', problems)];
  for (const member of members) {
    results.push(await intakeDocument(ctx, { ...incoming, ...member }, dryRun));
  }
  return results;
}

async function intakeDocument(ctx: Context, incoming: Incoming, dryRun: boolean): Promise<IntakeDocument> {
  const hash = sha256(incoming.bytes);
  const known = await ctx.store.document(hash);
  if (known) return seenBefore(incoming, hash, known);
  const recognised = await recognise(ctx, incoming);
  if ('problem' in recognised) return refusedDocument(incoming, hash, [recognised.problem]);
  const { opened, shop } = recognised;
  const { layout } = opened.match;
  let read: ReadResult;
  try {
    read = readTable(opened, { masters: ctx.masters, today: japanDay(ctx.now()), file: incoming.name });
  } catch (error) {
    if (error instanceof Unreadable) return refusedDocument(incoming, hash, [error.problem], shop, layout.name);
    throw error;
  }
  if (nothingRead(read) && layout.yields !== 'return-form') {
    return refusedDocument(
      incoming,
      hash,
      read.problems.length > 0 ? read.problems : [noRows(incoming)],
      shop,
      layout.name,
      read.refusedOrders.length,
    );
  }
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
  if (dryRun)
    return describe(ctx, info, layout.name, read, await plan(ctx, ctx.store, info, opened, read, incoming.bytes));
  return ctx.store.write(async (tx) => {
    // Another process may have taken the same bytes in the meantime.
    const raced = await tx.document(hash);
    if (raced) return seenBefore(incoming, hash, raced);
    const planned = await plan(ctx, tx, info, opened, read, incoming.bytes);
    await tx.putDocument(info, incoming.bytes);
    ctx.at('intake:document');
    await commit(ctx, tx, info, opened, read, planned);
    ctx.at('intake:before-commit');
    return describe(ctx, info, layout.name, read, planned);
  });
}

const mediaTypes = {
  csv: 'text/csv',
  tsv: 'text/tab-separated-values',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  json: 'application/json',
} as const;

type Recognised = { readonly opened: Opened; readonly shop: string } | { readonly problem: Problem };

async function recognise(ctx: Context, incoming: Incoming): Promise<Recognised> {
  const { name: file, bytes } = incoming;
  const open = (form: Parameters<typeof openTable>[2]) => openTable(bytes, file, form, ctx.config.limits);
  const inFile = (problem: Problem): Recognised => ({ problem: { ...problem, place: { file, ...problem.place } } });
  try {
    if (incoming.shop !== '' && !ctx.config.shops[incoming.shop]) {
      return inFile({ code: 'shop-unknown', kind: 'fix', place: {}, args: { shop: incoming.shop } });
    }
    const named = incoming.layout === '' ? undefined : ctx.layouts.read.get(incoming.layout);
    if (incoming.layout !== '' && !named) {
      return inFile({ code: 'layout-unknown', kind: 'fix', place: {}, args: { layout: incoming.layout } });
    }
    const opened = await openDocument(open, named ? [named] : candidates(ctx, incoming.shop));
    if ('problem' in opened) {
      const other = named || incoming.shop === '' ? null : await openDocument(open, [...ctx.layouts.read.values()]);
      if (!other || 'problem' in other) return inFile(opened.problem);
      const args = { layout: other.match.layout.title, shop: ctx.config.shops[incoming.shop]?.title ?? incoming.shop };
      return inFile({ code: 'shop-has-no-such-layout', kind: 'fix', place: {}, args });
    }
    const owner = shopOf(ctx, opened.match.layout, incoming.shop);
    return 'problem' in owner ? inFile(owner.problem) : { opened, shop: owner.shop };
  } catch (error) {
    if (error instanceof Unreadable) return inFile(error.problem);
    throw error;
  }
}

interface Plan {
  readonly orders?: OrderPlan;
  readonly waybills?: WaybillPlan;
  readonly form?: FilledForm;
}

/** What the document means for what is known; reads only. */
async function plan(
  ctx: Context,
  reads: Reads,
  info: DocumentInfo,
  opened: Opened,
  read: ReadResult,
  bytes: Uint8Array,
): Promise<Plan> {
  const shop = ctx.config.shops[info.shop];
  const origin = { document: info.hash, file: info.name, layout: info.layout };
  switch (opened.match.layout.yields) {
    case 'order':
      return { orders: await planOrders(ctx, reads, shop!, read.orders, origin, info.at) };
    case 'waybill': {
      const rows = read.waybills.map(({ value, row }) => ({ waybill: value, row }));
      return { waybills: await planWaybills(ctx, reads, info.name, info.hash, rows) };
    }
    case 'return-form':
      return { form: await fillForm(ctx, reads, shop!, opened.match.layout, info.name, bytes) };
    default:
      return {};
  }
}

async function commit(
  ctx: Context,
  tx: Writes,
  info: DocumentInfo,
  opened: Opened,
  read: ReadResult,
  planned: Plan,
): Promise<void> {
  const { orders, waybills, form } = planned;
  if (orders) {
    await tx.saveOrders(orders.orders);
    await tx.saveShipments(orders.shipments);
    await tx.addJournal(orders.journal);
  }
  if (waybills) {
    await tx.addWaybills(waybills.waybills);
    for (const step of waybills.steps) await tx.saveShipments(step);
    await tx.addJournal(waybills.journal);
  }
  if (form) await putForm(ctx, tx, ctx.config.shops[info.shop] as Shop, opened.match.layout, info.name, form);
  if (read.stock.length > 0)
    await tx.setStock(
      read.stock.map((one) => one.value),
      info.hash,
      info.at,
    );
  if (read.products.length > 0)
    await tx.setProducts(
      read.products.map((one) => one.value),
      info.hash,
      info.at,
    );
}

function describe(ctx: Context, info: DocumentInfo, layout: string, read: ReadResult, planned: Plan): IntakeDocument {
  const counts = planned.orders?.counts ?? { new: 0, revised: 0, unchanged: 0 };
  const problems: SpokenProblem[] = [
    ...read.problems,
    ...(planned.waybills?.problems ?? []),
    ...(planned.form ? formProblems(planned.form, info.name) : []),
    ...read.orders.flatMap((one) => distinct([...one.problems, ...one.notes])),
    ...labelNotes(ctx, planned.orders?.shipments ?? []),
  ].map(speak);
  const registered = {
    ...(planned.waybills && { waybills: planned.waybills.counts.waybills }),
    ...(read.stock.length > 0 && { stock: read.stock.length }),
    ...(read.products.length > 0 && { products: read.products.length }),
    ...(planned.form && { filled: planned.form.filled }),
  };
  return {
    file: info.name,
    hash: info.hash,
    shop: info.shop,
    layout,
    orders: { ...counts, refused: read.refusedOrders.length },
    registered,
    seenBefore: false,
    refused: false,
    problems,
    held: heldBy(planned.orders?.shipments ?? []),
  };
}

function nothingRead(read: ReadResult): boolean {
  return read.orders.length + read.waybills.length + read.stock.length + read.products.length === 0;
}

const noRows = (incoming: Incoming): Problem => ({
  code: 'file-without-rows',
  kind: 'fix',
  place: { file: incoming.name },
});

function emptyDocument(incoming: Incoming, hash: string): IntakeDocument {
  return {
    file: incoming.name,
    hash,
    shop: incoming.shop,
    layout: '',
    orders: { new: 0, revised: 0, unchanged: 0, refused: 0 },
    registered: {},
    seenBefore: false,
    refused: false,
    problems: [],
    held: [],
  };
}

function seenBefore(incoming: Incoming, hash: string, known: DocumentInfo): IntakeDocument {
  const problem: Problem = {
    code: 'document-seen-before',
    kind: 'done',
    place: { file: incoming.name },
    args: { at: japanDay(Temporal.Instant.from(known.at)), name: known.name },
  };
  const layout = known.layout.split('@')[0] ?? '';
  return { ...emptyDocument(incoming, hash), shop: known.shop, layout, seenBefore: true, problems: [speak(problem)] };
}

function refusedDocument(
  incoming: Incoming,
  hash: string,
  problems: readonly Problem[],
  shop = incoming.shop,
  layout = '',
  refusedOrders = 0,
): IntakeDocument {
  const empty = emptyDocument(incoming, hash);
  return {
    ...empty,
    shop,
    layout,
    refused: true,
    orders: { ...empty.orders, refused: refusedOrders },
    problems: problems.map(speak),
  };
}
