import { z } from 'zod';
import { type FactKind, type FactName, factKind, factNames } from '../../core/rules/fact-list.ts';
import { releasable } from '../../core/rules/releasable.ts';
import { serviceCodes } from '../../core/service.ts';

/*
 * The grammar of rules.yaml. Parsed with YAML's failsafe schema like layouts: every scalar is text, so `on: no`, `0012` and `090` mean
 * what they look like.
 */

const filled = z.string().min(1, 'must not be empty');
const oneOrMore = z.union([filled.transform((one) => [one]), z.array(filled).min(1)]);
const flag = z
  .enum(['yes', 'no', 'true', 'false'], 'must be yes or no')
  .transform((value) => value === 'yes' || value === 'true');
const number = z
  .string()
  .regex(/^\d{1,9}$/, 'must be a whole number')
  .transform(Number)
  .meta({ scalar: 'integer' });
const days = z
  .string()
  .regex(/^\d{1,3}$/, 'must be a number of days')
  .transform(Number)
  .meta({ scalar: 'integer' });
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'must be a date like 2026-11-21');

/** 1–2 texts as B2 prints them (荷扱い１ and ２). */
const handling = z.union([filled.transform((one) => [one]), z.array(filled).min(1).max(2, 'B2 has room for two')]);

const numberCondition = z.union([
  number.transform((is) => ({ is: [String(is)] })),
  z
    .strictObject({
      over: number.optional(),
      'at-least': number.optional(),
      under: number.optional(),
      'at-most': number.optional(),
    })
    .refine((one) => Object.keys(one).length > 0, 'needs over, at-least, under or at-most')
    .transform(({ over, under, ...rest }) => ({
      ...(over !== undefined && { over }),
      ...(under !== undefined && { under }),
      ...(rest['at-least'] !== undefined && { atLeast: rest['at-least'] }),
      ...(rest['at-most'] !== undefined && { atMost: rest['at-most'] }),
    })),
]);

const textCondition = z.union([
  oneOrMore.transform((contains) => ({ contains })),
  z
    .strictObject({
      contains: oneOrMore.optional().describe('その言葉を含む（どれか）'),
      is: oneOrMore.optional().describe('その言葉とちょうど同じ（どれか）'),
      words: filled.optional().describe('word-lists の名前'),
      filled: flag.optional().describe('何か書かれている'),
    })
    .refine((one) => Object.keys(one).length > 0, 'needs contains, is, words or filled'),
]);

/** `item` alone, several of them, or what of them must be there. */
function listCondition<T extends z.ZodType<string>>(item: T) {
  const some = z.union([item.transform((one) => [one]), z.array(item).min(1)]) as z.ZodType<string[]>;
  return z.union([
    some.transform((is) => ({ is })),
    z
      .strictObject({
        any: some.optional().describe('どれかが入っている'),
        all: some.optional().describe('すべてが入っている'),
        only: some.optional().describe('これら以外は入っていない'),
      })
      .refine((one) => Object.keys(one).length > 0, 'needs any, all or only')
      .transform(({ any, all, only }) => ({ ...(any && { is: any }), ...(all && { all }), ...(only && { only }) })),
  ]);
}

const choice = (values: readonly string[]) => {
  const one = z.enum(values);
  return z.union([
    one.transform((is) => ({ is: [is] })),
    z
      .array(one)
      .min(1)
      .transform((is) => ({ is })),
  ]);
};

function conditionOf(name: FactName) {
  const { kind, label, values }: FactKind = factKind(name);
  if (name === 'postal-area')
    return oneOrMore
      .transform((begins) => ({ begins }))
      .optional()
      .describe(label);
  const type = {
    choice: () => (values ? choice(values) : oneOrMore.transform((is) => ({ is }))),
    list: () => listCondition(values ? z.enum(values) : filled),
    text: () => textCondition,
    number: () => numberCondition,
    flag: () => flag.transform((is) => ({ is: [is ? 'yes' : 'no'] })),
  }[kind]();
  return (type as z.ZodType).optional().describe(label);
}

const conditions = z.strictObject(Object.fromEntries(factNames.map((name) => [name, conditionOf(name)])));

const hold = z.union([
  filled.transform((reason) => ({ reason, 'cleared-by': 'operator' as const })),
  z.strictObject({
    reason: filled.describe('保留の理由（画面に出ます）'),
    'cleared-by': z.enum(['operator', 'data', 'settings']).default('operator').describe('だれが解除できるか'),
  }),
]);

const shipDate = z.union([
  z.literal('preorder-day'),
  day,
  z.strictObject({ 'after-order': days }),
  z.strictObject({ 'before-wished': days }),
]);

const then = z.strictObject({
  hold: hold.optional().describe('保留にする'),
  'delivery-method': filled.optional().describe('配送方法（delivery-methods.yaml の code）'),
  'slip-type': z.enum(Object.keys(serviceCodes)).optional().describe('送り状種類'),
  cool: z.enum(['normal', 'chilled', 'frozen']).optional().describe('クール区分'),
  sender: filled.optional().describe('送り主: orderer 注文者 / seller 販売者情報 / shippers の名前'),
  packages: number.optional().describe('個数'),
  handling: handling.optional().describe('荷扱い（2つまで）'),
  'packing-note': filled.optional().describe('記事に加える言葉'),
  'ship-date': shipDate.optional().describe('出荷予定日'),
  tag: oneOrMore.optional().describe('タグを付ける'),
  release: z
    .union([z.enum(releasable).transform((one) => [one]), z.array(z.enum(releasable)).min(1)])
    .optional()
    .describe('標準の保留を解除する'),
  split: z.enum(['temperature', 'preorder']).optional().describe('荷物を分ける: 温度帯 / 予約商品'),
  bundle: z
    .enum(['candidate', 'auto'])
    .optional()
    .describe('同梱: candidate 候補にする / auto 同じお届け先・配送方法・お届け日の受注とまとめる'),
});

export const ruleSchema = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,59}$/, 'may only have a-z, 0-9 and hyphens')
    .describe('名前（英小文字・数字・ハイフン）'),
  title: filled.describe('画面に出る名前'),
  on: flag.describe('yes = 使う / no = 使わない'),
  shops: z
    .union([z.literal('all').transform((): string[] => []), oneOrMore])
    .default([])
    .describe('店舗（all = すべて）'),
  when: z.union([z.literal('all'), conditions]).describe('条件（すべてに当てはまるとき）。all = どの注文にも'),
  unless: conditions.optional().describe('除く条件（すべてに当てはまるときは、このルールを使わない）'),
  // biome-ignore lint/suspicious/noThenProperty: the file's own word
  then: then.describe('すること'),
});

export const rulesSchema = z.strictObject({
  'unlisted-goods': z
    .enum(['unknown', 'ordinary'])
    .default('unknown')
    .describe('商品属性表にない商品: unknown = わからない（保留になります）/ ordinary = ふつうの商品'),
  'word-lists': z.record(z.string(), z.array(filled)).default({}).describe('言葉の一覧（words で使います）'),
  rules: z.array(ruleSchema).default([]),
});

export const caseSchema = z.strictObject({
  case: filled.describe('見本の説明'),
  facts: z.record(z.string(), z.unknown()).default({}),
  applies: z.enum(['yes', 'no', 'unknown']).describe('このルールに当てはまるか'),
});

export const casesSchema = z.array(caseSchema);

export type RuleYaml = z.output<typeof ruleSchema>;
export type ConditionsYaml = z.output<typeof conditions>;
