import { randomBytes } from 'node:crypto';
import {
  CallFailed,
  type HandedEntry,
  type HandedOver,
  type LabelEntry,
  type Outcome,
} from '../../connectors/contract.ts';
import { checkB2Entries } from '../../core/b2-rules.ts';
import { sha256 } from '../../core/ids.ts';
import { b2Meaning } from '../../core/sentences/b2-link.ts';
import { type SentenceArgs, type SentenceCode, say } from '../../core/sentences/index.ts';
import type { Shop } from '../../core/shop.ts';
import { japanStamp } from '../../core/time.ts';
import type { StoredHandOver, Writes } from '../../store/types.ts';
import { rereadHeld } from '../intake/index.ts';
import { allocateFirst } from '../issue/index.ts';
import { writeMarks } from '../standing/index.ts';
import type { Context, LeftOut } from '../types.ts';
import { type Advanced, advance, change, failedNews } from './advance.ts';
import { carrierOf } from './carrier.ts';
import { entry, ordersIn, takeBack, waitingOf } from './move.ts';
import { notifyAddress } from './notify-address.ts';
import { openArgs } from './open-args.ts';
import { apiLayout, type Chosen, select } from './select.ts';
import { tell } from './tell.ts';
import { type ApiIssueReport, type EntryRemark, type HandOverReport, handleOf, keepHandOver } from './types.ts';

export interface ApiIssueRequest {
  /** '' or missing = every shop. */
  readonly shop?: string | undefined;
  readonly sellerAsShipper?: boolean | undefined;
  /** Order numbers or お客様管理番号; missing = everything that is ready. */
  readonly orders?: readonly string[] | undefined;
  /** Print without the edit screen. */
  readonly unattended?: boolean | undefined;
  readonly dryRun?: boolean | undefined;
  readonly actor?: string | undefined;
}

/**
 * Hands what is ready over to B2 Cloud, in runs of at most `per-run` shipments. For each run the intent (what goes, and that it is
 * `issuing`) is committed before the call. On the screen way the address of B2's edit screen comes back; unattended prints at once and
 * brings labels and numbers. The first run that fails ends it: what was not handed over is ready again.
 *
 * @throws B2Refused when no B2 Cloud is set up
 */
export async function issueByApi(ctx: Context, request: ApiIssueRequest): Promise<ApiIssueReport> {
  carrierOf(ctx);
  const practice = !ctx.config.b2?.live;
  const shops = Object.values(ctx.config.shops)
    .filter((shop) => !request.shop || shop.name === request.shop)
    .map((shop): Shop => (request.sellerAsShipper ? { ...shop, sender: 'seller' } : shop));
  const wanted = { shops, orders: request.orders, unattended: request.unattended ?? false };
  if (request.dryRun) {
    const { chosen, leftOut } = await select(ctx, ctx.store, wanted);
    return { handOvers: parts(ctx, chosen).map((part) => plannedReport(request, part)), leftOut, practice };
  }
  await rereadHeld(ctx);
  for (const shop of shops) if (shop.allocate) await allocateFirst(ctx, shop, { orders: request.orders });
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

interface Begun {
  readonly part: readonly Chosen[];
  readonly handOver: StoredHandOver | undefined;
  /** Shipments that are not handed over yet, those of this run too. */
  readonly open: number;
  readonly leftOut: readonly LeftOut[];
}

/** Commit 1: the shipments of one run are `issuing`, and what will be sent is a stored document. */
async function begin(
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
  const known = { ...handOver, notifyHash: sha256(secret), handle: { actor, results: [], address: secret } };
  await keepHandOver(tx, known);
  await tx.markIssued(part.map(({ stored }) => stored.shipment));
  await tx.saveShipments(
    part.map(({ stored }) => ({
      ...stored,
      shipment: { ...stored.shipment, handedOver: true as const },
      state: 'issuing' as const,
    })),
  );
  await tx.addJournal(
    part.map(({ stored }) =>
      entry(ctx, stored, actor, 'issuing', { from: stored.state, to: 'issuing', handOver: handOver.id }),
    ),
  );
  return known;
}

/** The call, and commit 2: what came of it. */
async function handOver(ctx: Context, one: StoredHandOver, part: readonly Chosen[]): Promise<HandOverReport> {
  const waybills = carrierOf(ctx);
  const secret = handleOf(one).address ?? '';
  let handed: HandedOver;
  try {
    handed = await waybills.handOver(part.map((each): LabelEntry => each.entry));
  } catch (error) {
    if (!(error instanceof CallFailed)) throw error;
    const { code, args = {} } = error.outcome;
    await giveUp(ctx, one.id, code, args);
    return report(ctx, one.id, part, undefined, undefined, error.outcome);
  }
  ctx.at('b2:handed');
  const isOurs = await recordHanded(ctx, one, handed, waybills.screen(handed, notifyAddress(ctx, secret)));
  if (!isOurs) return report(ctx, one.id, part, handed, undefined, { kind: 'retry', code: 'b2-nothing-kept' });
  ctx.at('b2:open');
  if (one.route === 'screen') return report(ctx, one.id, part, handed);
  return print(ctx, one.id, part, handed);
}

/** Commit 2. false: somebody gave the intent up in the meantime; then nobody gets to see the screen. */
async function recordHanded(ctx: Context, one: StoredHandOver, handed: HandedOver, address: string): Promise<boolean> {
  return ctx.store.write(async (tx) => {
    const [now] = await tx.handOvers({ ids: [one.id] });
    if (now?.state !== 'sending') return false;
    const waiting = await waitingOf(tx, now);
    const isScreen = one.route === 'screen';
    await keepHandOver(tx, {
      ...now,
      state: 'open',
      handle: { ...handleOf(now), address: isScreen ? address : '', handed },
      code: 'b2-handed-over',
      args: { count: waiting.length },
      notBefore: ctx
        .now()
        .add({ minutes: isScreen ? 5 : 1 })
        .toString(),
      at: ctx.now().toString(),
    });
    await tell(ctx, tx, now, {
      direction: 'to-b2',
      result: 'done',
      code: 'b2-handed-over',
      args: { count: waiting.length },
      mail: 'b2HandedOver',
      customerNos: waiting.map((each) => each.shipment.customerNo),
      orders: ordersIn(waiting),
      about: 'handed over',
      notes: chooseOnScreen(
        ctx,
        waiting.map((stored) => ({ stored })),
      ).map((one) => `■ ${one.sentence}`),
    });
    return true;
  });
}

/** Nothing is at B2: the shipments are ready again, and somebody is told. */
async function giveUp(ctx: Context, id: string, code: SentenceCode, args: SentenceArgs): Promise<void> {
  await change(ctx, id, async (tx, one) => {
    if (one.state !== 'sending' && one.state !== 'open' && one.state !== 'printing') return {};
    await takeBack(ctx, tx, one, await waitingOf(tx, one), { actor: 'b2', code });
    await failedNews(ctx, tx, one, code, { ...args });
    return { state: 'failed', code, args: { ...args } };
  });
}

/** Unattended: what B2 can print is printed; the rest was certainly not printed and is ready again. */
async function print(ctx: Context, id: string, part: readonly Chosen[], handed: HandedOver): Promise<HandOverReport> {
  const waybills = carrierOf(ctx);
  const strange = await strangeDuplicates(ctx, part, handed);
  const good = handed.entries
    .filter((one) => one.printable && !strange.has(one.customerNo))
    .map((one) => one.customerNo);
  await change(ctx, id, async (tx, one) => {
    const bad = (await waitingOf(tx, one)).filter((each) => !good.includes(each.shipment.customerNo));
    await takeBack(ctx, tx, one, bad, { actor: 'b2', code: 'b2-entry-refused' });
    if (good.length === 0) return { state: 'failed', ...firstError(ctx, handed) };
    return {
      state: 'printing',
      handle: { ...handleOf(one), chosen: good },
      notBefore: ctx.now().add({ minutes: 1 }).toString(),
    };
  });
  if (good.length === 0) return report(ctx, id, part, handed);
  ctx.at('b2:print-intent');
  const issued = await waybills.issue(handed, good);
  ctx.at('b2:printed');
  if (issued.kind === 'done') {
    await change(ctx, id, async (_, one) => ({ handle: { ...handleOf(one), ticket: issued.value ?? '' } }));
    ctx.at('b2:ticket');
  } else if (issued.kind === 'retry' || issued.kind === 'halt') {
    // Refused before anything happened.
    await giveUp(ctx, id, issued.code, issued.args ?? {});
    return report(ctx, id, part, handed, undefined, issued);
  }
  const advanced = await advance(ctx, id);
  return report(ctx, id, part, handed, advanced, issued.kind === 'done' ? advanced?.problem : issued);
}

/** What a person must choose on the screen, because the method leaves it open. */
function chooseOnScreen(ctx: Context, part: readonly Pick<Chosen, 'stored'>[]): EntryRemark[] {
  return part.flatMap(({ stored: { shipment } }) => {
    const args = openArgs(ctx, shipment);
    if (!args) return [];
    return [{ customerNo: shipment.customerNo, code: 'b2-choose-on-screen', ...say('b2-choose-on-screen', args) }];
  });
}

/**
 * Rows that the carrier calls duplicates although they were never handed over from here: somebody else may have printed them, and
 * nobody sees the remark without a screen. What was taken back before was looked up then.
 */
async function strangeDuplicates(
  ctx: Context,
  part: readonly Chosen[],
  handed: HandedOver,
): Promise<ReadonlySet<string>> {
  const duplicates = new Set(handed.entries.filter((one) => one.duplicate).map((one) => one.customerNo));
  const strange = new Set<string>();
  for (const { shipment } of part.map((one) => one.stored).filter((one) => duplicates.has(one.shipment.customerNo))) {
    const { shop, orderNumber, customerNo } = shipment;
    const journal = await ctx.store.journal({ shop, orderNumber });
    const isOurs = journal.some(
      ({ what, shipment: about, details }) =>
        what === 'b2-taken-back' && about === customerNo && details.code !== 'b2-entry-refused',
    );
    if (!isOurs) strange.add(customerNo);
  }
  return strange;
}

function firstError(ctx: Context, handed: HandedOver): { code: SentenceCode; args: Record<string, string> } {
  const errors = handed.entries.flatMap((one) => one.errors);
  const error = errors.find((one) => !one.isWarning);
  if (error) return { code: 'b2-entry-refused', args: wordsOf(ctx, error) };
  if (handed.entries.some((one) => one.duplicate)) {
    return { code: 'b2-entry-duplicate', args: { code: errors[0]?.code || '－' } };
  }
  return { code: 'b2-entry-refused', args: { field: '－', meaning: b2Meaning(''), code: '－' } };
}

function correctionsOf(ctx: Context, { customerNo, printable, errors }: HandedEntry): EntryRemark[] {
  if (!printable && errors.length === 0) return [{ customerNo, code: 'b2-entry-missing', ...say('b2-entry-missing') }];
  return errors
    .filter((one) => !one.isWarning)
    .map((error) => ({ customerNo, code: error.code, ...say('b2-entry-refused', wordsOf(ctx, error)) }));
}

function warningsOf(ctx: Context, { customerNo, duplicate, errors }: HandedEntry): EntryRemark[] {
  const warnings = errors.filter((one) => one.isWarning);
  // A duplicate is said of the お客様管理番号 or by the row's flag alone.
  const double = duplicate ? (warnings.find((one) => one.field === 'shipment_number') ?? { code: '' }) : undefined;
  const others = warnings.filter((one) => one !== double);
  return [
    ...(double ? [{ customerNo, code: double.code, ...say('b2-entry-duplicate', { code: double.code || '－' }) }] : []),
    ...others.map((one) => ({ customerNo, code: one.code, ...say('b2-entry-warned', wordsOf(ctx, one)) })),
  ];
}

/** B2's name of a field → the column's name that people know. */
function wordsOf(ctx: Context, { field, code }: { field: string; code: string }) {
  const plain = field.replace(/^(.*address)[123]$/, '$1');
  const no = ctx.layouts.write.get(ctx.config.b2?.layout ?? 'b2-api')?.columns.find((one) => one.name === plain)?.no;
  const title = ctx.layouts.write.get('b2-csv')?.columns.find((one) => one.no === no)?.name;
  return { field: title ?? field, meaning: b2Meaning(code), code };
}

async function report(
  ctx: Context,
  id: string,
  part: readonly Chosen[],
  handed?: HandedOver,
  advanced?: Advanced,
  problem?: Outcome<unknown>,
): Promise<HandOverReport> {
  const [one] = await ctx.store.handOvers({ ids: [id] });
  const entries = handed?.entries ?? [];
  return {
    id,
    route: one?.route ?? 'screen',
    state: one?.state ?? 'failed',
    address: one?.state === 'open' ? (handleOf(one).address ?? '') : '',
    shipments: part.map((each) => each.stored.shipment.customerNo),
    corrections: entries.flatMap((each) => correctionsOf(ctx, each)),
    warnings: [...chooseOnScreen(ctx, part), ...entries.flatMap((each) => warningsOf(ctx, each))],
    files: advanced?.files ?? [],
    registered: advanced?.registered ?? [],
    problem: problem ? { code: problem.code, ...say(problem.code, problem.args) } : null,
  };
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

/** Runs: at most `per-run` shipments, and only what can be printed together. */
function parts(ctx: Context, chosen: readonly Chosen[]): Chosen[][] {
  const size = Math.min(ctx.config.b2?.perRun ?? 1000, carrierOf(ctx).atOnce);
  const sheets = Map.groupBy(chosen, (one) => one.sheet);
  return [...sheets.values()].flatMap((all) =>
    Array.from({ length: Math.ceil(all.length / size) }, (_, index) => all.slice(index * size, (index + 1) * size)),
  );
}
