import { basename } from 'node:path';
import { type ActionName, actingWords } from '../../../../core/sentences/console/acting.ts';
import { holdTitle } from '../../../../core/sentences/console/hold-titles.ts';
import { fill } from '../../../../core/sentences/fill.ts';
import { say } from '../../../../core/sentences/index.ts';
import type { Arranged } from '../../../../flow/desk/arranging.ts';
import { bundleOrders } from '../../../../flow/desk/bundle.ts';
import { confirmShipped, undoConfirm } from '../../../../flow/desk/confirm.ts';
import { copyOrder } from '../../../../flow/desk/copy.ts';
import { editOrder } from '../../../../flow/desk/edit-order.ts';
import { clearHold } from '../../../../flow/desk/holds.ts';
import { B2Refused, handOverNamed, type NamedIssue, writeNamed } from '../../../../flow/desk/issue.ts';
import { leftOutResults } from '../../../parts/left-out.ts';
import { orderPath } from '../../../parts/links.tsx';
import type { Ask, Result } from '../../../types.ts';
import type { Chosen } from './chosen.ts';

export interface ActionWish {
  readonly note: string;
  /** Words that nobody understood may be lost. */
  readonly drop: boolean;
  /** Order that carries the others: its number. */
  readonly carrier: string;
  /** Only holds of this reason; '' = all that a person may clear. */
  readonly code: string;
  /** How a second label is made. */
  readonly route: 'csv' | 'api';
}

const words = actingWords.done;

/** Does it to what was chosen, through the desk, and says what came of it. */
export const run: Readonly<Record<ActionName, (ask: Ask, chosen: Chosen, wish: ActionWish) => Promise<Result[]>>> = {
  'hand-over': (ask, chosen) => handOver(ask, chosen),
  csv: (ask, chosen) => csv(ask, chosen),
  clear,
  confirm: async (ask, { customerNos }) =>
    arranged(await confirmShipped(ask.ctx, customerNos, { actor: ask.actor }), words.confirmed),
  unconfirm: async (ask, { customerNos }) =>
    arranged(await undoConfirm(ask.ctx, customerNos, { actor: ask.actor }), words.unconfirmed),
  bundle,
  // The order's own page does it: which pieces must be said.
  split: async () => [{ kind: 'wrong', text: actingWords.onlyOne }],
  copy,
  cancel,
  reissue: async (ask, chosen, { note, route }) => {
    const reissue = { note };
    return route === 'api' ? handOver(ask, chosen, { reissue }) : csv(ask, chosen, { reissue });
  },
};

/** What turns a first label into a second one. */
type Again = Pick<NamedIssue, 'reissue'>;

async function handOver({ ctx, actor }: Ask, { customerNos }: Chosen, again: Again = {}): Promise<Result[]> {
  try {
    const { handOvers, leftOut, practice } = await handOverNamed(ctx, { customerNos, actor, ...again });
    const results = handOvers.flatMap((one): Result[] => {
      const { id, shipments, address, corrections, warnings, problem } = one;
      if (problem) return [{ kind: 'wrong', text: problem.sentence, remedy: problem.remedy }];
      return [
        {
          kind: 'done',
          text: fill(words.handedOver, { count: shipments.length, id }),
          ...(address !== '' && { link: { to: address, text: words.openScreen } }),
        },
        ...[...corrections, ...warnings].map(
          (remark): Result => ({ kind: 'note', text: fill(words.correction, { ...remark }), remedy: remark.remedy }),
        ),
      ];
    });
    if (practice && results.length > 0) results.push({ kind: 'note', text: words.practice });
    return [...results, ...leftOutResults(leftOut)];
  } catch (error) {
    if (!(error instanceof B2Refused)) throw error;
    const { sentence, remedy } = say(error.code, error.args);
    return [{ kind: 'wrong', text: sentence, remedy }];
  }
}

async function csv({ ctx, actor }: Ask, { customerNos }: Chosen, again: Again = {}): Promise<Result[]> {
  const { files, shipments, leftOut, undelivered } = await writeNamed(ctx, { customerNos, actor, ...again });
  const results: Result[] = [];
  if (shipments.length > 0) results.push({ kind: 'done', text: fill(words.writtenCount, { count: shipments.length }) });
  for (const file of files) results.push({ kind: 'done', text: fill(words.written, { file: basename(file) }) });
  for (const file of undelivered) results.push({ kind: 'note', text: fill(words.undelivered, { file }) });
  return [...results, ...leftOutResults(leftOut)];
}

async function clear(
  { ctx, actor }: Ask,
  { customerNos }: Chosen,
  { note, drop, code }: ActionWish,
): Promise<Result[]> {
  const results: Result[] = [];
  let cleared = 0;
  for (const [at, customerNo] of customerNos.entries()) {
    if (ctx.isStopped?.()) break;
    ctx.onProgress?.({ what: 'desk', done: at, total: customerNos.length });
    const id = code === '' ? customerNo : `${customerNo}:${code}`;
    const { cleared: done, refused, problem } = await clearHold(ctx, id, note, actor, { drop });
    cleared += done.length;
    if (customerNos.length <= 10) {
      for (const one of done)
        results.push({
          kind: 'done',
          text: fill(words.cleared, { number: one.customerNo, reason: holdTitle(one.code) }),
        });
    }
    results.push(...leftOutResults(refused));
    // A parcel of the order that has no such hold is no news.
    if (problem && customerNos.length === 1)
      results.push({ kind: 'wrong', text: problem.sentence, remedy: problem.remedy });
  }
  if (cleared > 0 && customerNos.length > 10)
    results.unshift({ kind: 'done', text: fill(words.clearedCount, { count: cleared }) });
  return results;
}

function arranged({ orders, notes, refused }: Arranged, sentence: string): Result[] {
  const kept = new Set(refused.map((one) => one.number));
  const count = orders.filter((one) => !kept.has(one.number)).length;
  return [
    ...(count > 0 ? [{ kind: 'done' as const, text: fill(sentence, { count }) }] : []),
    ...leftOutResults(notes, 'note'),
    ...leftOutResults(refused),
  ];
}

async function bundle({ ctx, actor }: Ask, { orders }: Chosen, { carrier }: ActionWish): Promise<Result[]> {
  const first = orders.find((one) => one.number === carrier) ?? orders[0];
  const others = orders.filter((one) => one !== first);
  if (!first || others.length === 0) {
    const { sentence, remedy } = say('command-bundle-what');
    return [{ kind: 'wrong', text: sentence, remedy }];
  }
  const { number, shop } = first;
  const numbers = others.map((one) => one.number);
  const result = await bundleOrders(ctx, number, numbers, { shop, actor });
  if (result.refused.length > 0) return leftOutResults(result.refused);
  const link = { to: orderPath(shop, number), text: number };
  return [
    { kind: 'done', text: fill(words.bundled, { number, count: others.length }), link },
    ...leftOutResults(result.notes, 'note'),
  ];
}

async function copy({ ctx, actor }: Ask, { orders }: Chosen): Promise<Result[]> {
  const results: Result[] = [];
  for (const [at, { shop, number }] of orders.entries()) {
    if (ctx.isStopped?.()) break;
    ctx.onProgress?.({ what: 'desk', done: at, total: orders.length });
    const done = await copyOrder(ctx, number, { shop, actor });
    const made = done.orders.find((one) => one.number !== number);
    const link = made && { to: orderPath(made.shop, made.number), text: made.number };
    if (done.refused.length === 0)
      results.push({ kind: 'done', text: fill(words.copied, { number }), ...(link && { link }) });
    results.push(...leftOutResults(done.notes, 'note'), ...leftOutResults(done.refused));
  }
  return results;
}

async function cancel({ ctx, actor }: Ask, { orders }: Chosen, { note }: ActionWish): Promise<Result[]> {
  const results: Result[] = [];
  for (const [at, { shop, number }] of orders.entries()) {
    if (ctx.isStopped?.()) break;
    ctx.onProgress?.({ what: 'desk', done: at, total: orders.length });
    const edits = [{ name: 'order.cancelled', text: 'はい' }];
    const done = await editOrder(ctx, number, { edits, note, shop, actor });
    if (done.refused.length === 0) results.push({ kind: 'done', text: fill(words.cancelled, { number }) });
    results.push(...leftOutResults(done.notes, 'note'), ...leftOutResults(done.refused));
  }
  return results;
}
