import { CallFailed, type IssuedAnswer, type Outcome } from '../../connectors/contract.ts';
import { sha256 } from '../../core/ids.ts';
import type { SentenceCode } from '../../core/sentences/index.ts';
import { japanStamp } from '../../core/time.ts';
import type { StoredHandOver, Writes } from '../../store/types.ts';
import { tellLeftOut, writeNotices } from '../notify/index.ts';
import { deliver, putFile } from '../outbox/index.ts';
import type { Context } from '../types.ts';
import { carrierOf } from './carrier.ts';
import { ordersIn, takeBack, waitingOf } from './move.ts';
import { type Registered, registerResult } from './register.ts';
import { tell } from './tell.ts';
import { type Handle, handleOf, isOpen, keepHandOver, type PrintResult } from './types.ts';

export interface Advanced {
  readonly handOver: StoredHandOver;
  readonly registered: readonly Registered[];
  readonly files: readonly string[];
  /** What stood in the way in this pass. */
  readonly problem?: Outcome<unknown>;
  /** A look was made, and it could see everything. */
  readonly looked: boolean;
}

/** Minutes between looks. A person needs time at the screen; a print that nobody attends should be there at once. */
const waits = { screen: [5, 10, 15, 30, 60], unattended: [1, 3, 10, 30] } as const;
/** An intent without an answer is given up by nobody before this: the process that sends it may still be waiting. */
const sendingFor = { minutes: 5 };

const running = new Map<string, Promise<Advanced | undefined>>();

/**
 * Brings a hand-over on from wherever it stands: fetched results are registered, announced ones fetched, a print without a screen is
 * followed up, and what is in doubt is looked up. Nothing is ever sent again. One pass at a time per process; passes of other
 * processes do no harm, because each step is a comparison with what is stored.
 *
 * @param look now, whether a look is due or not
 */
export function advance(ctx: Context, id: string, look = false): Promise<Advanced | undefined> {
  const turn = (running.get(id) ?? Promise.resolve(undefined)).catch(() => undefined).then(() => pass(ctx, id, look));
  running.set(id, turn);
  const clear = () => {
    if (running.get(id) === turn) running.delete(id);
  };
  turn.then(clear, clear);
  return turn;
}

async function pass(ctx: Context, id: string, look: boolean): Promise<Advanced | undefined> {
  const registered: Registered[] = [];
  const files: string[] = [];
  let problem: Outcome<unknown> | undefined;
  let looked = false;
  const read = async () => (await ctx.store.handOvers({ ids: [id] }))[0];
  let handOver = await read();
  if (!handOver) return undefined;

  for (const { document } of handleOf(handOver).results.filter((one) => one.document !== '' && !one.registered))
    registered.push(...(await registerResult(ctx, id, document)));
  handOver = (await read())!;
  if (handOver.state === 'printing') {
    problem = await followPrint(ctx, handOver, files);
    handOver = (await read())!;
  }
  for (const { key } of handleOf(handOver).results.filter((one) => one.document === '' && !one.gone)) {
    if (handOver.route === 'unattended' && handleOf(handOver).results.some((one) => one.document !== '')) {
      // One print, announced by two passes: its result is here, and would be asked for again and again.
      await changeResult(ctx, id, key, (each) => ({ ...each, gone: true }));
      continue;
    }
    const failed = await fetchResult(ctx, id, key);
    if (failed) problem = failed;
  }
  handOver = (await read())!;
  for (const { document } of handleOf(handOver).results.filter((one) => one.document !== '' && !one.registered))
    registered.push(...(await registerResult(ctx, id, document)));
  handOver = (await read())!;
  if (isOpen(handOver) && (look || isLookDue(ctx, handOver))) {
    const seen = await lookUp(ctx, handOver, isLookDue(ctx, handOver));
    looked = seen.failed === undefined;
    if (seen.failed) problem = seen.failed;
    registered.push(...seen.registered);
    handOver = (await read())!;
  }
  ctx.at('b2:registered');
  if (registered.length > 0) await afterNumbers(ctx, handOver, files);
  return { handOver, registered, files, looked, ...(problem && { problem }) };
}

export function isLookDue(ctx: Context, handOver: StoredHandOver): boolean {
  if (handOver.state === 'asking') return false;
  return Temporal.Instant.compare(Temporal.Instant.from(handOver.notBefore), ctx.now()) <= 0;
}

/** A print without a screen: wait for it, take its labels, then its numbers. */
async function followPrint(
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

/** A print was announced: remembered before anything else. false = it is known already, or the hand-over is not. */
export async function addResult(ctx: Context, id: string, token: string): Promise<boolean> {
  const key = sha256(token);
  return ctx.store.write(async (tx) => {
    const [one] = await tx.handOvers({ ids: [id] });
    if (!one || token === '') return false;
    const handle = handleOf(one);
    if (handle.results.some((result) => result.key === key)) return false;
    const result: PrintResult = { token, key, document: '', registered: false, gone: false };
    await keepHandOver(tx, {
      ...one,
      handle: { ...handle, results: [...handle.results, result] },
      at: ctx.now().toString(),
    });
    return true;
  });
}

/** Fetches what was printed and stores it before it is read: it is given out once. */
async function fetchResult(ctx: Context, id: string, key: string): Promise<Outcome<unknown> | undefined> {
  const waybills = carrierOf(ctx);
  for (let again = 0; again < 3; again++) {
    const [one] = await ctx.store.handOvers({ ids: [id] });
    const result = one && handleOf(one).results.find((each) => each.key === key);
    if (result?.document !== '' || result.gone) return undefined;
    const outcome = await waybills.collect(result.token);
    ctx.at('b2:collected');
    const { value } = outcome;
    if (outcome.kind === 'done' && value) {
      await keep(ctx, id, key, value);
      ctx.at('b2:kept');
      return undefined;
    }
    if (outcome.kind === 'pending') {
      const token = value?.token ?? result.token;
      await changeResult(ctx, id, key, (each) => ({ ...each, token }));
      continue;
    }
    if (outcome.kind === 'unsure') {
      await changeResult(ctx, id, key, (each) => ({ ...each, gone: true }));
      // The numbers exist: look at once.
      await change(ctx, id, async () => ({ notBefore: ctx.now().toString() }));
    }
    return outcome;
  }
  return { kind: 'pending', code: 'b2-not-printed-yet' };
}

async function keep(ctx: Context, id: string, key: string, { document, layout }: IssuedAnswer): Promise<string> {
  const hash = sha256(document.bytes);
  await ctx.store.write(async (tx) => {
    await putAnswer(ctx, tx, id, hash, { document, layout });
    await changeResultIn(ctx, tx, id, key, (one) => ({ ...one, document: hash }));
  });
  return hash;
}

async function putAnswer(
  ctx: Context,
  tx: Writes,
  id: string,
  hash: string,
  { document, layout }: Pick<IssuedAnswer, 'document' | 'layout'>,
): Promise<void> {
  const version = ctx.layouts.read.get(layout)?.version ?? '';
  const { name, mediaType, bytes } = document;
  await tx.putDocument(
    {
      hash,
      direction: 'in',
      name: `${id.slice(0, 8)}-${name}`,
      mediaType,
      size: bytes.length,
      shop: '',
      layout: `${layout}@${version}`,
      at: ctx.now().toString(),
    },
    bytes,
  );
}

/** Asks what there is of the shipments that wait. What is found is registered like a result; then the next look, or a person. */
async function lookUp(
  ctx: Context,
  handOver: StoredHandOver,
  isDue: boolean,
): Promise<{ registered: readonly Registered[]; failed?: Outcome }> {
  const waiting = await waitingOf(ctx.store, handOver);
  if (waiting.length === 0) {
    await change(ctx, handOver.id, async (_, one) =>
      isOpen(one) ? { state: 'done', code: 'b2-registered', args: { count: one.shipments.length } } : {},
    );
    return { registered: [] };
  }
  const registered: Registered[] = [];
  try {
    const found = await carrierOf(ctx).find(waiting.map((one) => one.shipment.customerNo));
    if (found.customerNos.length > 0) {
      const hash = sha256(found.document.bytes);
      await ctx.store.write((tx) => putAnswer(ctx, tx, handOver.id, hash, found));
      registered.push(...(await registerResult(ctx, handOver.id, hash)));
    }
  } catch (error) {
    if (!(error instanceof CallFailed)) throw error;
    await afterLook(ctx, handOver.id, isDue, error.outcome);
    return { registered, failed: error.outcome };
  }
  ctx.at('b2:looked');
  await afterLook(ctx, handOver.id, isDue, undefined);
  return { registered };
}

/** Nothing more was found: the next look; after the last one a person decides. An intent that was never answered printed nothing. */
async function afterLook(ctx: Context, id: string, isDue: boolean, failed: Outcome | undefined): Promise<void> {
  await change(ctx, id, async (tx, one) => {
    if (!isOpen(one)) return {};
    const now = ctx.now();
    const waiting = await waitingOf(tx, one);
    if (one.state === 'sending' && !failed) {
      const isOld = Temporal.Instant.compare(Temporal.Instant.from(one.createdAt).add(sendingFor), now) <= 0;
      if (!isOld) return { notBefore: Temporal.Instant.from(one.createdAt).add(sendingFor).toString() };
      // Registering keeps nothing in B2 before printing (aiship manual 4, trust A), and nobody ever saw the screen's address.
      await takeBack(ctx, tx, one, waiting, { actor: 'b2', code: 'b2-nothing-kept' });
      await failedNews(ctx, tx, one, 'b2-nothing-kept', {});
      return { state: 'failed', code: 'b2-nothing-kept', args: {} };
    }
    // A look that a person asked for does not use up one of the machine's.
    if (!isDue) return {};
    const wait = waits[one.route][one.looks];
    if (wait !== undefined && one.state !== 'asking') {
      return {
        looks: one.looks + 1,
        notBefore: now.add({ minutes: wait }).toString(),
        ...(failed && { code: failed.code, args: { ...failed.args } }),
      };
    }
    const code: SentenceCode = failed?.code ?? 'b2-not-found';
    const args = failed ? { ...failed.args } : { count: waiting.length };
    if (one.state !== 'asking') {
      const numbers = waiting.map((each) => each.shipment.customerNo);
      await tell(ctx, tx, one, {
        direction: 'from-b2',
        result: 'failed',
        code,
        args,
        mail: 'b2Failed',
        customerNos: numbers,
        orders: ordersIn(waiting),
        about: 'asking',
      });
    }
    return { state: 'asking', code, args };
  });
}

/** Handing over did not happen: history and mail. */
export async function failedNews(
  ctx: Context,
  tx: Writes,
  one: StoredHandOver,
  code: SentenceCode,
  args: StoredHandOver['args'],
): Promise<void> {
  const shipments = await tx.shipments({ ids: one.shipments });
  await tell(ctx, tx, one, {
    direction: 'to-b2',
    result: 'failed',
    code,
    args,
    mail: 'b2Failed',
    customerNos: shipments.map((each) => each.shipment.customerNo),
    orders: ordersIn(shipments),
    about: `failed ${one.createdAt}`,
  });
}

/** Files for marketplaces that take files; those with an API are told by their own job. */
async function afterNumbers(ctx: Context, handOver: StoredHandOver, files: string[]): Promise<void> {
  const shipments = await ctx.store.shipments({ ids: handOver.shipments });
  for (const shop of new Set(shipments.map((one) => one.shipment.shop))) {
    if (!ctx.config.shops[shop]) continue;
    const notices = await writeNotices(ctx, shop);
    files.push(...notices.files);
    tellLeftOut(ctx, notices.leftOut);
  }
}

type Change = Partial<Pick<StoredHandOver, 'state' | 'handle' | 'looks' | 'notBefore' | 'code' | 'args'>>;

/** Changes a hand-over as it stands now. */
export async function change(
  ctx: Context,
  id: string,
  work: (tx: Writes, one: StoredHandOver) => Promise<Change>,
): Promise<void> {
  await ctx.store.write(async (tx) => {
    const [one] = await tx.handOvers({ ids: [id] });
    if (one) await keepHandOver(tx, { ...one, ...(await work(tx, one)), at: ctx.now().toString() });
  });
}

function changeResult(ctx: Context, id: string, key: string, work: (one: PrintResult) => PrintResult): Promise<void> {
  return ctx.store.write((tx) => changeResultIn(ctx, tx, id, key, work));
}

async function changeResultIn(
  ctx: Context,
  tx: Writes,
  id: string,
  key: string,
  work: (one: PrintResult) => PrintResult,
): Promise<void> {
  const [one] = await tx.handOvers({ ids: [id] });
  if (!one) return;
  const handle: Handle = handleOf(one);
  const results = handle.results.map((each) => (each.key === key && each.document === '' ? work(each) : each));
  await keepHandOver(tx, { ...one, handle: { ...handle, results }, at: ctx.now().toString() });
}
