import { SettingsError } from '../../../config/complaint.ts';
import { unfitLayout } from '../../../config/unfit-layout.ts';
import { type SentenceArgs, type SentenceCode, say } from '../../../core/sentences/index.ts';
import type { Learned, Proved } from '../../../layout/learn/index.ts';
import type { Context, Reloaded } from '../../types.ts';
import { type CopiedLayout, copyAsOwn } from './copy.ts';
import { writeLayout } from './learn.ts';
import { useInShop } from './use.ts';

export type Doing =
  | { readonly done: true; readonly reloaded: Reloaded | undefined }
  | { readonly done: false; readonly sentence: string; readonly remedy: string };

const refuse = (code: SentenceCode, args: SentenceArgs = {}): Doing => ({ done: false, ...say(code, args) });

/** A shop reads with an own layout from now on, or no longer; journaled. The running bridge takes it up at once. */
export async function adoptLayout(
  ctx: Context,
  {
    layout,
    shop,
    on,
    actor,
  }: { readonly layout: string; readonly shop: string; readonly on: boolean; readonly actor: string },
): Promise<Doing> {
  if (!ctx.config.shops[shop]) return refuse('shop-unknown', { shop });
  const known = ctx.layouts.read.get(layout);
  if (!known?.own) return refuse('layout-not-own', { name: layout });
  const unfit = on ? await unfitLayout(ctx, known) : undefined;
  if (unfit) return { done: false, ...say(unfit.code, unfit.args) };
  try {
    await useInShop(ctx, shop, layout, on);
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    const [first] = error.complaints;
    return first ? { done: false, sentence: first.sentence, remedy: first.remedy } : refuse('shop-unknown', { shop });
  }
  const reloaded = ctx.reload?.();
  await note(ctx, actor, on ? 'layout-used' : 'layout-unused', shop, { layout });
  return { done: true, reloaded };
}

/**
 * Writes a layout that was made of a file, journaled; the running bridge knows it from now on, unless it refuses the workspace's files as they
 * are: what it said comes back.
 */
export async function saveLearned(
  ctx: Context,
  learned: Learned,
  proved: Proved,
  actor: string,
): Promise<Reloaded | undefined> {
  writeLayout(ctx, learned, proved);
  const reloaded = ctx.reload?.();
  await note(ctx, actor, 'layout-made', '', { layout: learned.name });
  return reloaded;
}

/** Copies a standard layout into the workspace, journaled; the running bridge knows the copy from now on, or says why not. */
export async function copyStandard(
  ctx: Context,
  { name, from, actor }: { readonly name: string; readonly from: string; readonly actor: string },
): Promise<CopiedLayout & { readonly reloaded?: Reloaded | undefined }> {
  const copied = copyAsOwn(ctx.config.root, name, from);
  if ('code' in copied) return copied;
  const reloaded = ctx.reload?.();
  await note(ctx, actor, 'layout-copied', '', { layout: name, from });
  return { ...copied, reloaded };
}

async function note(
  ctx: Context,
  actor: string,
  what: string,
  shop: string,
  details: Readonly<Record<string, string>>,
): Promise<void> {
  const at = ctx.now().toString();
  await ctx.store.write((tx) => tx.addJournal([{ at, actor, what, shop, orderNumber: '', shipment: '', details }]));
}
