import { addShop } from '../../../config/add-shop.ts';
import {
  changeShop,
  differences,
  type ShopDifference,
  type ShopValue,
  saysDefault,
  shopBlock,
} from '../../../config/change-shop.ts';
import { ownJobs } from '../../../config/own-jobs.ts';
import { type Question, questionsOf } from '../../../config/questions.ts';
import { valueAt } from '../../../config/set-values.ts';
import type { Config } from '../../../config/types.ts';
import { connectorShapes, loadWorkspaceConfig } from '../../loading/index.ts';

/** What a person wants of a shop that is spoken to over a network. */
export interface ShopWish {
  readonly name: string;
  readonly marketplace: string;
  /** '' = the marketplace's own, or what stands there. */
  readonly title: string;
  readonly live: boolean;
  /** Below the shop's block: `['api', …]`. */
  readonly values: readonly ShopValue[];
  /** Jobs that shall run by hand only. */
  readonly without: readonly string[];
  /** Layouts that it shall read, where they are copies of its own. */
  readonly read?: readonly string[];
  /** Leave out the jobs of its own, for which the result must be good settings: only to see what is wrong with it. */
  readonly unchecked?: boolean;
}

/** A shop as it stands before the wizard. */
export interface ShopNow {
  /** Text of `bridge.yaml`. */
  readonly text: string;
  readonly config: Config;
  /** Its block as it is written; `{}` when there is none. */
  readonly block: Readonly<Record<string, unknown>>;
  /** It has no `api` block yet. */
  readonly isNew: boolean;
  /** What the marketplace must be told. */
  readonly questions: readonly Question[];
}

/** Marketplaces that can be spoken to over a network. */
export const connectedMarketplaces = (): string[] => [...connectorShapes.keys()];

/** Undefined: nobody knows how to speak to this marketplace. */
export function shopNow(config: Config, text: string, name: string, marketplace: string): ShopNow | undefined {
  const schema = connectorShapes.get(marketplace)?.api;
  if (!schema) return undefined;
  const block = shopBlock(text, name);
  return { text, config, block, isNew: block.api === undefined || block.api === null, questions: questionsOf(schema) };
}

/** Was this question answered, by what is given or by what stands there? */
export function isMissing({ block, isNew }: ShopNow, given: readonly ShopValue[], path: readonly string[]): boolean {
  const whole = ['api', ...path];
  return !given.some((one) => startsAlike(one.path, whole)) && (isNew || valueAt(block, whole) === undefined);
}

/** Is one of them the other, or a part of it? */
export const startsAlike = (one: readonly string[], other: readonly string[]): boolean =>
  one.every((step, at) => at >= other.length || step === other[at]);

/** Name under which a secret of a shop lies in the sealed store. */
export const secretName = (shop: string, path: readonly string[]): string => `${shop}-${path.at(-1) ?? ''}`;

/** What of the wish a shop that is there has otherwise. */
export function shopDifferences({ block }: ShopNow, wish: ShopWish): ShopDifference[] {
  return differences(block, [
    ...(wish.title === '' ? [] : [{ path: ['title'], value: wish.title }]),
    ...(wish.live ? [{ path: ['live'], value: true }] : []),
    ...wish.values,
    ...moreOf(wish),
  ]);
}

const moreOf = ({ read, without }: ShopWish): ShopValue[] => [
  ...(read ? [{ path: ['layouts', 'read'], value: read }] : []),
  ...without.map((job) => ({ path: ['jobs', job, 'enabled'], value: false })),
];

/**
 * `bridge.yaml` with the shop as it is wanted, comments and everything else as they stand. A new one gets the usual jobs of its
 * marketplace where the workspace's are quicker.
 *
 * @throws SettingsError when the result would not be taken
 */
export function withShop(now: ShopNow, wish: ShopWish): string {
  const { name, marketplace, title, live } = wish;
  if (!now.isNew) return changeShop(now.text, name, shopDifferences(now, wish));
  const api: Record<string, unknown> = {};
  for (const { path, value } of wish.values) put(api, path.slice(1), value);
  // A second shop of a marketplace would have the first one's title in every list.
  const isThere = now.config.shops[name] !== undefined;
  const ownTitle = title === '' && !isThere && name !== marketplace ? name : title;
  // What it sold so far others ship: its first orders are only seen until somebody draws the line.
  const guarded = saysDefault(now.text, 'go-live') ? [] : [{ path: ['go-live'], value: 'hold' }];
  const text = changeShop(addShop(now.text, { name, marketplace, title: ownTitle, live, api }), name, [
    ...moreOf(wish),
    ...guarded,
  ]);
  if (wish.unchecked) return text;
  const usual = connectorShapes.get(marketplace)?.jobs ?? {};
  const left = Object.entries(usual).filter(([job]) => !wish.without.includes(job));
  const jobs = loadWorkspaceConfig(now.config.root, text).jobs[name] ?? {};
  return changeShop(text, name, ownJobs(Object.fromEntries(left), jobs));
}

function put(target: Record<string, unknown>, path: readonly string[], value: unknown): void {
  const [key = '', ...rest] = path;
  if (rest.length === 0) target[key] = value;
  else {
    if (!Object.hasOwn(target, key)) target[key] = {};
    put(target[key] as Record<string, unknown>, rest, value);
  }
}
