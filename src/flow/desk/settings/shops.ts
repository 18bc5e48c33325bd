import { z } from 'zod';
import { SettingsError } from '../../../config/complaint.ts';
import { typedValue } from '../../../config/questions.ts';
import type { SettingValue } from '../../../config/set-values.ts';
import { connectors } from '../../../connectors/index.ts';
import { daysBetween, japanDay } from '../../../core/time.ts';
import { connectorShapes } from '../../loading/index.ts';
import type { Context } from '../../types.ts';
import { listShops, type ProbeView, probeShop, type ShopView } from '../shops.ts';
import { note, type Proposal, propose, settingsOnDisk } from './propose.ts';
import { isMissing, type ShopNow, type ShopWish, secretName, shopNow, withShop } from './shop-wizard.ts';
import { valueAt, type WrittenSettings } from './values.ts';

export interface ShopLine extends ShopView {
  /** `null`: its kind of key has no end, or nobody wrote down when it began. */
  readonly keyEnds: { readonly day: string; readonly days: number } | null;
  /** Its kind of key ends, but the settings do not say when. */
  readonly isKeyDayUnknown: boolean;
  /** Not in effect before a restart. */
  readonly isNew: boolean;
}

/** Shops as they stand in the file, so that a new one is seen at once; as they run where the file cannot be read. */
export async function shopLines(ctx: Context): Promise<ShopLine[]> {
  const config = settingsOnDisk(ctx) ?? ctx.config;
  const views = await listShops({ ...ctx, config });
  const today = japanDay(ctx.now());
  return views.map((view) => {
    const settings = config.apis[view.shop]?.settings;
    const keyEnds = settings === undefined ? undefined : connectors[view.marketplace]?.keyEnds;
    const day = keyEnds?.(settings as never) ?? null;
    return {
      ...view,
      keyEnds: day === null ? null : { day, days: daysBetween(today, day) },
      isKeyDayUnknown: keyEnds !== undefined && day === null,
      isNew: !(view.shop in ctx.config.shops) || view.shop in config.apis !== view.shop in ctx.config.apis,
    };
  });
}

/** A value that a marketplace must be told. */
export interface ShopQuestion {
  /** Below the shop's block, `api` first. */
  readonly path: readonly string[];
  readonly isSecret: boolean;
  readonly mayBeBlank: boolean;
}

/** The questions of a marketplace; undefined: it cannot be spoken to. */
export function shopQuestions(ctx: Pick<Context, 'config'>, marketplace: string): ShopQuestion[] | undefined {
  const now = shopNow(ctx.config, '', '', marketplace);
  return now?.questions.map((one) => ({ ...one, path: ['api', ...one.path] }));
}

/** Marketplaces that can be spoken to over a network, as their connectors call them. */
export const connectedMarketplaceNames = () => Object.entries(connectors).map(([name, { title }]) => ({ name, title }));

/** Key of `api` with the day that the end of the marketplace's key is counted from; undefined: its keys have no end. */
export function keyDayOf(marketplace: string): string | undefined {
  const schema = connectorShapes.get(marketplace)?.api;
  if (!connectors[marketplace]?.keyEnds || !(schema instanceof z.ZodObject)) return undefined;
  return Object.keys(schema.shape as Readonly<Record<string, unknown>>).find((key) => key.endsWith('-on'));
}

/** What was typed for a question, as `bridge.yaml` wants it; '' = it shall not stand there. */
function shopAnswer(marketplace: string, path: readonly string[], text: string): unknown {
  const schema = connectorShapes.get(marketplace)?.api;
  if (text === '' || !schema) return undefined;
  return typedValue(schema, path.slice(1), text);
}

export interface NewShopWish {
  readonly name: string;
  readonly marketplace: string;
  readonly title: string;
  readonly live: boolean;
  /** By the path of the question, joined by dots. */
  readonly answers: ReadonlyMap<string, string>;
}

/** What adding a shop would do to `bridge.yaml`, and which secrets must be typed for it. */
export interface NewShop {
  readonly proposal: Proposal;
  /** Name in the sealed store → key of `api`. */
  readonly secrets: ReadonlyMap<string, string>;
}

/** `taken`: the shop has a connection, or belongs to another marketplace. */
export function proposeShop(
  ctx: Pick<Context, 'config'>,
  { file }: WrittenSettings,
  wish: NewShopWish,
): NewShop | 'taken' | 'unknown' {
  const { name, marketplace, title, live } = wish;
  const config = settingsOnDisk(ctx);
  const now = config && shopNow(config, file.text, name, marketplace);
  if (!config) return { proposal: propose(ctx, file, `${file.text}\n`), secrets: new Map() };
  if (!now) return 'unknown';
  if (!now.isNew || (config.shops[name] && config.shops[name].marketplace !== marketplace)) return 'taken';
  const secrets = new Map<string, string>();
  const values = now.questions.flatMap(({ path, isSecret }): SettingValue[] => {
    const whole = ['api', ...path];
    if (isSecret) {
      secrets.set(secretName(name, path), path.at(-1) ?? '');
      return [{ path: whole, value: { stored: secretName(name, path) } }];
    }
    const text = wish.answers.get(whole.join('.')) ?? '';
    const value = shopAnswer(marketplace, whole, text);
    return value === undefined ? [] : [{ path: whole, value }];
  });
  const missing = now.questions.filter(({ path, mayBeBlank }) => !mayBeBlank && isMissing(now, values, path));
  // What is missing is written as a blank: the check of the settings then says so with its own words.
  const blanks = missing.map(({ path }): SettingValue => ({ path: ['api', ...path], value: '' }));
  const whole = { name, marketplace, title, live, values: [...values, ...blanks], without: [] };
  return { proposal: propose(ctx, file, goodOrNot(now, whole)), secrets };
}

/** The text with the shop, also where it would be refused: to show why. */
function goodOrNot(now: ShopNow, wish: ShopWish): string {
  try {
    return withShop(now, wish);
  } catch (error) {
    if (error instanceof SettingsError) return withShop(now, { ...wish, unchecked: true });
    throw error;
  }
}

/** Where a secret of the settings is, as it is written. */
export function secretPlace(
  values: unknown,
  path: readonly string[],
): { readonly kind: 'stored' | 'env'; readonly name: string } | null {
  const place = valueAt(values, path);
  if (typeof place !== 'object' || place === null) return null;
  const [[kind, name] = ['', '']] = Object.entries(place);
  return kind === 'stored' || kind === 'env' ? { kind, name: String(name) } : null;
}

/** Asks a shop's marketplace with the settings as they stand in the file: also for a shop that runs only after a restart. */
export async function probeAsWritten(
  ctx: Context,
  shop: string,
  by: { readonly actor: string; readonly now: Temporal.Instant },
): Promise<ProbeView> {
  const config = settingsOnDisk(ctx);
  const link = config && ctx.linkWith ? await ctx.linkWith(config) : ctx.link;
  const view = await probeShop({ ...ctx, ...(config && { config }), ...(link && { link }) }, shop, by.actor);
  await note(ctx, by, 'shop-probed', { result: view.kind }, shop);
  return view;
}
