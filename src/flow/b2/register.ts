import { openLateStops } from '../../core/decide/late-stops.ts';
import { type Problem, speak } from '../../core/problem.ts';
import { type SentenceCode, say } from '../../core/sentences/index.ts';
import { mailWord } from '../../core/sentences/mails.ts';
import type { Shipment } from '../../core/shipment.ts';
import { japanDay } from '../../core/time.ts';
import { openDocument } from '../../layout/document.ts';
import { readTable } from '../../layout/read.ts';
import { openTable } from '../../layout/rows/open.ts';
import type { JournalEntry, ShipmentChange, StoredHandOver, Writes } from '../../store/types.ts';
import type { Context } from '../types.ts';
import { planWaybills, type ReadWaybill } from '../waybills/index.ts';
import { editedFields, type PrintedEntry, printedEntries } from './edited.ts';
import { entry, ordersIn, waitingOf } from './move.ts';
import { openArgs } from './open-args.ts';
import { apiLayout } from './select.ts';
import { tell } from './tell.ts';
import { handleOf, keepHandOver } from './types.ts';
import { asPrinted, sentEntries } from './used.ts';

export interface Registered {
  readonly customerNo: string;
  readonly number: string;
}

type Numbered = Pick<ShipmentChange, 'shipment' | 'state' | 'holds'>;

const stoppedLine = (one: Numbered): string =>
  `・${one.shipment.customerNo}: ${openLateStops(one)
    .map((hold) => say(hold.code, hold.args).sentence)
    .join('')}`;

/**
 * Numbers out of a stored result document → shipments, in one transaction with the mails, the history and the hand-over's next
 * state (B11). Doing it again changes nothing. What a person edited on B2's screen is written down as a difference and
 * kept at the shipment, as its label says it; the order stays as it is.
 */
export async function registerResult(ctx: Context, id: string, document: string): Promise<Registered[]> {
  const bytes = await ctx.store.documentBytes(document);
  const info = await ctx.store.document(document);
  if (!bytes || !info) return [];
  const { rows, problems } = await readRows(ctx, bytes, info.layout.split('@')[0] ?? '', info.name);
  return ctx.store.write(async (tx) => {
    const [handOver] = await tx.handOvers({ ids: [id] });
    if (!handOver) return [];
    const plan = await planWaybills(ctx, tx, info.name, document, rows);
    const moved = new Map(plan.steps.flat().map((one) => [one.shipment.id, one]));
    // What moved was read for the plan already; only what did not move (cancelled …) is read here.
    const fresh = plan.waybills.filter((one) => one.isNew);
    const numbered = [...new Set(fresh.map((one) => one.shipment))];
    const still = await tx.shipments({ ids: numbered.filter((one) => !moved.has(one)) });
    const touched = [...numbered.flatMap((one) => moved.get(one) ?? []), ...still];
    await tx.addWaybills(plan.waybills);
    const printed = printedEntries(bytes, new Set(fresh.map((one) => one.waybill.number)));
    const differences = await differencesOf(ctx, tx, handOver, printed, touched);
    const used = new Map(differences.map((one) => [one.shipment.id, one.shipment]));
    for (const step of plan.steps)
      await tx.saveShipments(step.map((one) => ({ ...one, shipment: used.get(one.shipment.id) ?? one.shipment })));
    await tx.addJournal([...plan.journal, ...differences.map((one) => one.journal)]);
    ctx.at('b2:before-registered');
    const results = handleOf(handOver).results.map((one) =>
      one.document === document ? { ...one, registered: true } : one,
    );
    const rest = handOver.shipments.filter((one) => !moved.has(one));
    const isDone = handOver.state !== 'released' && (await waitingOf(tx, { shipments: rest })).length === 0;
    await keepHandOver(tx, {
      ...handOver,
      handle: { ...handleOf(handOver), results },
      ...(isDone && { state: 'done' as const, code: 'b2-registered', args: { count: handOver.shipments.length } }),
      at: ctx.now().toString(),
    });
    const wrong = [...problems, ...plan.problems].filter((one) => one.kind !== 'done');
    // Found by a look: B2 printed it, and nobody has its labels.
    const isUnlabelled = isDone && handOver.route === 'unattended' && !handleOf(handOver).labelled;
    if (touched.length > 0 || wrong.length > 0) {
      const stopped = touched.filter((one) => openLateStops(one).length > 0);
      const notes = [
        ...(stopped.length > 0 ? [mailWord('b2Stopped', { list: stopped.map(stoppedLine).join('\n') })] : []),
        ...wrong.map(line),
        ...differences.map((one) => `■ ${one.sentence}`),
        ...(await notChosen(ctx, tx, handOver, printed, touched)),
        ...plan.problems.filter((one) => one.code === 'label-replaced').map(line),
        ...(isUnlabelled ? [`■ ${Object.values(say('b2-labels-missing')).join('')}`] : []),
      ];
      await tell(ctx, tx, handOver, {
        direction: 'from-b2',
        result: wrong.length === 0 ? 'done' : touched.length > 0 ? 'partly' : 'failed',
        code: wrong[0]?.code ?? 'b2-registered',
        args: wrong[0] ? (wrong[0].args ?? {}) : { count: touched.length },
        mail: touched.length > 0 ? 'b2Registered' : 'b2Failed',
        customerNos: touched.map((one) => one.shipment.customerNo),
        apart: stopped.map((one) => one.shipment.customerNo),
        orders: ordersIn(touched),
        about: document,
        notes,
      });
    }
    return fresh.map(({ waybill }) => ({ customerNo: waybill.customerNo, number: waybill.number }));
  });
}

async function readRows(
  ctx: Context,
  bytes: Uint8Array,
  layoutName: string,
  name: string,
): Promise<{ rows: ReadWaybill[]; problems: readonly Problem[] }> {
  const layout = ctx.layouts.read.get(layoutName);
  if (!layout) throw new Error(`read layout "${layoutName}" does not exist`);
  const opened = await openDocument((form) => openTable(bytes, name, form, ctx.config.limits), [layout]);
  // A result without any slip has no columns to be recognised by.
  if ('problem' in opened) return { rows: [], problems: [] };
  const read = readTable(opened, { masters: ctx.masters, today: japanDay(ctx.now()), file: name });
  return { rows: read.waybills.map(({ value, row }) => ({ waybill: value, row })), problems: read.problems };
}

async function differencesOf(
  ctx: Context,
  tx: Writes,
  handOver: StoredHandOver,
  printed: ReadonlyMap<string, PrintedEntry>,
  touched: readonly Numbered[],
): Promise<{ shipment: Shipment; journal: JournalEntry; sentence: string }[]> {
  const payload = await tx.documentBytes(handOver.payload);
  if (!payload) return [];
  const sent = sentEntries(payload);
  return touched.flatMap((stored) => {
    const { customerNo, shop } = stored.shipment;
    const [before, after] = [sent.get(customerNo), printed.get(customerNo)];
    const own = ctx.config.shops[shop];
    if (!before || !after || !own) return [];
    const fields = editedFields(before, after, apiLayout(ctx, own), ctx.layouts.write.get('b2-csv'));
    if (fields.length === 0) return [];
    const args = { customerNo, fields: fields.map((one) => one.title).join('、') };
    const details = { handOver: handOver.id, fields: args.fields };
    const code: SentenceCode = 'b2-edited';
    return [
      {
        shipment: asPrinted(ctx.masters, stored.shipment, after, fields),
        journal: entry(ctx, stored, 'b2', code, details),
        sentence: say(code, args).sentence,
      },
    ];
  });
}

const line = (one: Problem): string => `■ ${speak(one).sentence} ${speak(one).remedy}`;

/** Slips that were printed as they were handed over although a person had to choose. */
async function notChosen(
  ctx: Context,
  tx: Writes,
  handOver: StoredHandOver,
  printed: ReadonlyMap<string, PrintedEntry>,
  touched: readonly Numbered[],
): Promise<string[]> {
  const open = touched.filter((one) => one.shipment.onScreen);
  const payload = open.length === 0 ? null : await tx.documentBytes(handOver.payload);
  if (!payload) return [];
  const sent = sentEntries(payload);
  return open.flatMap(({ shipment }) => {
    const field = shipment.onScreen === 'slip' ? 'service_type' : 'is_cool';
    const before = sent.get(shipment.customerNo)?.[field];
    const after = printed.get(shipment.customerNo)?.[field];
    const args = openArgs(ctx, shipment);
    if (!args || before === undefined || after !== before) return [];
    const { sentence, remedy } = say('b2-not-chosen', args);
    return [`■ ${sentence} ${remedy}`];
  });
}
