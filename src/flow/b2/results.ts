import type { IssuedAnswer, Outcome } from '../../connectors/contract.ts';
import { sha256 } from '../../core/ids.ts';
import type { Writes } from '../../store/types.ts';
import type { Context } from '../types.ts';
import { carrierOf } from './carrier.ts';
import { change } from './change.ts';
import { type Handle, handleOf, keepHandOver, type PrintResult } from './types.ts';

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
export async function fetchResult(ctx: Context, id: string, key: string): Promise<Outcome<unknown> | undefined> {
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

export async function putAnswer(
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

export function changeResult(
  ctx: Context,
  id: string,
  key: string,
  work: (one: PrintResult) => PrintResult,
): Promise<void> {
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
