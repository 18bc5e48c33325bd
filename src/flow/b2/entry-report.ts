import type { HandedEntry, HandedOver, Outcome } from '../../connectors/contract.ts';
import { b2Meaning } from '../../core/sentences/b2-link.ts';
import { type SentenceCode, say } from '../../core/sentences/index.ts';
import type { Context } from '../types.ts';
import type { Advanced } from './advance.ts';
import { openArgs } from './open-args.ts';
import type { Chosen } from './select.ts';
import { type EntryRemark, type HandOverReport, handleOf } from './types.ts';

/** What a person must choose on the screen, because the method leaves it open. */
export function chooseOnScreen(ctx: Context, part: readonly Pick<Chosen, 'stored'>[]): EntryRemark[] {
  return part.flatMap(({ stored: { shipment } }) => {
    const args = openArgs(ctx, shipment);
    if (!args) return [];
    return [{ customerNo: shipment.customerNo, code: 'b2-choose-on-screen', ...say('b2-choose-on-screen', args) }];
  });
}

/** What a person wrote on the screen for the first label (再発行), and must write again. */
const writeOnScreen = (part: readonly Pick<Chosen, 'stored'>[]): EntryRemark[] =>
  part.flatMap(({ stored: { shipment } }) => {
    const { customerNo, onlyOnLabel = [] } = shipment;
    const code = 'reissue-edited-on-screen';
    return onlyOnLabel.length === 0 ? [] : [{ customerNo, code, ...say(code, { fields: onlyOnLabel.join('、') }) }];
  });

export function firstError(ctx: Context, handed: HandedOver): { code: SentenceCode; args: Record<string, string> } {
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

export async function report(
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
    warnings: [
      ...chooseOnScreen(ctx, part),
      ...writeOnScreen(part),
      ...entries.flatMap((each) => warningsOf(ctx, each)),
    ],
    files: advanced?.files ?? [],
    registered: advanced?.registered ?? [],
    problem: problem ? { code: problem.code, ...say(problem.code, problem.args) } : null,
  };
}
