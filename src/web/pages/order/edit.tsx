import { editableFields } from '../../../core/edit/editable.ts';
import { editWords, orderWords } from '../../../core/sentences/console/order.ts';
import { pageHelp } from '../../../core/sentences/console/page-help.ts';
import { fill } from '../../../core/sentences/fill.ts';
import { editOrder } from '../../../flow/desk/edit-order.ts';
import type { WantedEdit } from '../../../flow/desk/edit-target.ts';
import { labelWidths } from '../../../flow/desk/label-widths.ts';
import { previewEdit, proposeText } from '../../../flow/desk/preview-edit.ts';
import { leftOutResults } from '../../parts/left-out.ts';
import type { Answer, Ask, Result, Route } from '../../types.ts';
import { ConflictPage } from './conflict.tsx';
import { type EditGroup, editGroups, isText } from './edit-fields.ts';
import { EditPage } from './edit-page.tsx';
import { type FoundOrder, foundOrder, hereOf, noSuchOrder } from './find.ts';

export const editRoutes: readonly Route[] = [
  {
    method: 'get',
    path: '/orders/:shop/:number/edit',
    role: 'work',
    async handle(ask) {
      const found = await foundOrder(ask);
      if (!found) return noSuchOrder(ask);
      return page(ask, found, editGroups(ask.ctx, found.order.order), found.order.revision);
    },
  },
  { method: 'post', path: '/orders/:shop/:number/edit/preview', role: 'work', handle: preview },
  { method: 'post', path: '/orders/:shop/:number/edit', role: 'work', handle: save },
  { method: 'post', path: '/orders/:shop/:number/reset', role: 'work', handle: reset },
];

async function page(
  ask: Ask,
  found: FoundOrder,
  groups: readonly EditGroup[],
  revision: number,
  results: readonly Result[] = [],
): Promise<Exclude<Answer, { to: string } | { file: unknown } | { live: unknown }>> {
  const { shop, order } = found.order;
  const edits = wanted(changedInputs(editGroups(ask.ctx, order), groups));
  const preview = await previewEdit(ask.ctx, order.number, { shop, edits });
  return {
    title: fill(editWords.title, { number: order.number }),
    help: pageHelp.edit,
    results,
    body: found.order.forgotten ? (
      <p>{orderWords.forgotten}</p>
    ) : (
      <EditPage
        ask={ask}
        here={hereOf(ask)}
        shop={shop}
        number={order.number}
        groups={groups}
        revision={revision}
        widths={labelWidths(ask.ctx, shop)}
        preview={preview}
      />
    ),
  };
}

/** What was typed stands in for what is stored. */
const typed = (groups: readonly EditGroup[], form: URLSearchParams): EditGroup[] =>
  groups.map(({ title, inputs }) => ({
    title,
    inputs: inputs.map((one) => ({ ...one, value: form.get(one.key) ?? one.value })),
  }));

const wanted = (inputs: ReturnType<typeof changedInputs>): WantedEdit[] =>
  inputs.map(({ path, of, value }) => ({ name: path, of: of === '' ? undefined : of, text: value }));

/** The page again with what was typed, and the label that it would make; `replace`: a field whose characters are replaced, or `*`. */
async function preview(ask: Ask): Promise<Answer> {
  const found = await foundOrder(ask);
  if (!found) return noSuchOrder(ask);
  const { shop, order } = found.order;
  const replace = ask.form.get('replace') ?? '';
  const groups = typed(editGroups(ask.ctx, order), ask.form).map(({ title, inputs }) => ({
    title,
    inputs: inputs.map((one) => {
      const isMeant = replace === '*' || replace === one.key;
      const proposal = isMeant && isText(one) ? proposeText(ask.ctx, shop, one.value) : undefined;
      return proposal ? { ...one, value: proposal.text } : one;
    }),
  }));
  return page(ask, found, groups, Number(ask.form.get('revision')));
}

async function save(ask: Ask): Promise<Answer> {
  const { ctx, actor, form } = ask;
  const found = await foundOrder(ask);
  if (!found) return noSuchOrder(ask);
  const { shop, order } = found.order;
  const revision = Number(form.get('revision'));
  // What the person saw when the page was opened: another revision by now is a conflict, whatever was changed.
  const revisions = await ctx.store.revisions(shop, order.number);
  const base = revisions.find((one) => one.revision === revision);
  if (!base) return { to: `${hereOf(ask)}/edit` };
  const before = editGroups(ctx, base.order);
  const after = typed(before, form);
  const edits = wanted(changedInputs(before, after));
  const note = (form.get('note') ?? '').trim();
  const again = async (results: readonly Result[]) => ({
    ...(await page(ask, found, after, revision, results)),
    status: 422,
  });
  if (edits.length === 0) return again([{ kind: 'note', text: editWords.nothing }]);
  if (note === '') return again([{ kind: 'wrong', text: editWords.noteMissing }]);
  const done = await editOrder(ctx, order.number, { edits, note, shop, actor, revision });
  const [conflict] = done.refused.filter((one) => one.code === 'edit-conflict');
  if (conflict) {
    const latest = (await foundOrder(ask)) ?? found;
    const now = editGroups(ctx, latest.order.order);
    return {
      title: fill(editWords.conflictTitle, { number: order.number }),
      help: pageHelp.editConflict,
      status: 409,
      results: [{ kind: 'wrong', text: conflict.sentence, remedy: conflict.remedy }],
      body: (
        <ConflictPage
          ask={ask}
          here={hereOf(ask)}
          before={before}
          theirs={now}
          yours={after}
          revision={latest.order.revision}
          note={note}
        />
      ),
    };
  }
  if (done.refused.length > 0) return again(leftOutResults(done.refused));
  const changed = done.changed.map(
    ({ label, before: was, after: is }): Result => ({
      kind: 'done',
      text: fill(editWords.done, { label, before: was, after: is }),
    }),
  );
  return { to: hereOf(ask), results: [...changed, ...leftOutResults(done.notes, 'note')] };
}

/** Inputs whose value is another one than before, with what is there now. */
export function changedInputs(before: readonly EditGroup[], after: readonly EditGroup[]) {
  const was = new Map(before.flatMap(({ inputs }) => inputs.map((one) => [one.key, one.value])));
  return after.flatMap(({ inputs }) =>
    inputs.filter((one) => was.has(one.key) && lines(was.get(one.key) ?? '') !== lines(one.value)),
  );
}

/** Forms send `\r\n`. */
const lines = (text: string): string => text.replaceAll('\r\n', '\n').trim();

async function reset(ask: Ask): Promise<Answer> {
  const { ctx, actor, form, params } = ask;
  const name = form.get('field') ?? '';
  const of = form.get('of') ?? '';
  const edits = [{ name, of: of === '' ? undefined : of }];
  const revision = Number(form.get('revision'));
  const request = { edits, note: orderWords.resetNote, shop: params.shop, actor, revision };
  const done = await editOrder(ctx, params.number ?? '', request);
  if (done.refused.length > 0) return { to: hereOf(ask), results: leftOutResults(done.refused) };
  const label = editableFields.get(name)?.label ?? name;
  const text = fill(orderWords.resetDone, { label });
  return { to: hereOf(ask), results: [{ kind: 'done', text }, ...leftOutResults(done.notes, 'note')] };
}
