import { exportAgainWords, undoWords, writtenWords as words } from '../../../core/sentences/console/files.ts';
import { pageHelp } from '../../../core/sentences/console/page-help.ts';
import { pickingWords } from '../../../core/sentences/console/picking.ts';
import { fill } from '../../../core/sentences/fill.ts';
import { exportAgainNamed } from '../../../flow/desk/export-files.ts';
import { showWritten, undoWritten, type WrittenShipment, type WrittenView } from '../../../flow/desk/written-file.ts';
import { type Column, DataTable } from '../../parts/data-table.tsx';
import { Facts } from '../../parts/facts.tsx';
import { Field, Form } from '../../parts/form.tsx';
import { leftOutResults } from '../../parts/left-out.ts';
import { withQuery } from '../../parts/links.tsx';
import { OutcomeBadge } from '../../parts/outcome.tsx';
import { shopName } from '../../parts/place.ts';
import { japanTime } from '../../parts/times.ts';
import type { Answer, Ask, Result, Route } from '../../types.ts';
import { UndoQuestion } from './undo-question.tsx';
import { tones, writtenPath } from './written.tsx';
import { shipmentColumns as columns } from './written-columns.tsx';

/** One written file: what stands in it, and what can be done about it. */
export const oneWrittenRoutes: readonly Route[] = [
  {
    method: 'get',
    path: '/files/written/:id',
    role: 'view',
    async handle(ask): Promise<Answer> {
      const view = await showWritten(ask.ctx, ask.params.id ?? '');
      if (!view) return none;
      if (view.shipments.length > 0) ask.seen({ what: 'orders-listed', shop: view.shop, orderNumber: '' });
      return { title: nameOf(view), help: pageHelp.writtenOne, body: <OnePage ask={ask} view={view} /> };
    },
  },
  {
    method: 'get',
    path: '/files/written/:id/undo',
    role: 'work',
    async handle(ask): Promise<Answer> {
      const view = await showWritten(ask.ctx, ask.params.id ?? '');
      if (view?.purpose !== 'issue') return none;
      ask.seen({ what: 'orders-listed', shop: view.shop, orderNumber: '' });
      return { title: undoWords.title, help: pageHelp.undoWritten, body: <UndoQuestion ask={ask} view={view} /> };
    },
  },
  { method: 'post', path: '/files/written/:id/undo', role: 'work', handle: undo },
  { method: 'post', path: '/files/written/:id/again', role: 'work', handle: again },
];

const none: Answer = { title: words.none, help: pageHelp.gone, body: words.noneNext, status: 404 };

const nameOf = ({ path }: Pick<WrittenView, 'path'>): string => path.split('/').at(-1) ?? path;

function OnePage({ ask, view }: { readonly ask: Ask; readonly view: WrittenView }) {
  const { id, purpose, shop, at, state, shipments } = view;
  const mayWork = ask.role !== 'view';
  const isLabel = purpose === 'issue';
  return (
    <>
      <p class="way">
        <a href="/files/written">{words.title}</a>
      </p>
      <Facts
        facts={[
          [words.purpose, words.purposes[purpose]],
          [words.shop, shopName(ask.ctx, shop)],
          [words.at, japanTime(at)],
          [
            words.state,
            <OutcomeBadge tone={tones[state]} key="state">
              {words.states[state]}
            </OutcomeBadge>,
          ],
          [words.path, view.path],
        ]}
      />
      {view.isUndoing ? <p class="result note">{words.undoing}</p> : null}
      <p class="buttons">
        {mayWork && (state === 'lies' || state === 'fetched') ? (
          <a class="button" href={`${writtenPath(id)}/download`} download>
            {words.download}
          </a>
        ) : null}
        {isLabel && state !== 'undone' ? (
          <a class="button" href={withQuery('/picking', { file: id })}>
            {pickingWords.title}
          </a>
        ) : null}
        {isLabel && mayWork && (view.isUndoing || state === 'lies' || state === 'fetched') ? (
          <a class="button" href={`${writtenPath(id)}/undo`}>
            {words.undo}
          </a>
        ) : null}
      </p>
      {isLabel && mayWork && state !== 'undone' ? <p class="hint">{words.undoHelp}</p> : null}
      {purpose === 'export' && mayWork ? <AgainForm ask={ask} id={id} /> : null}
      {shipments.length === 0 ? null : <Shipments ask={ask} view={view} />}
    </>
  );
}

function Shipments({ ask, view }: { readonly ask: Ask; readonly view: WrittenView }) {
  const { id, shipments } = view;
  const caption = fill(words.shipments, { count: shipments.length });
  const table = (columns: readonly [Column<WrittenShipment>, ...Column<WrittenShipment>[]]) => (
    <DataTable caption={caption} columns={columns} rows={shipments} keyOf={(one) => one.customerNo} />
  );
  return (
    <section aria-labelledby="shipments">
      <h2 id="shipments">{caption}</h2>
      {ask.role === 'view' ? (
        table(columns)
      ) : (
        <Form ask={ask} action="/orders/question">
          <input type="hidden" name="back" value={writtenPath(id)} />
          {table([...columns, choose])}
          <p class="hint">{words.reissueHelp}</p>
          <p class="buttons bottom">
            <button type="submit" name="action" value="reissue">
              {words.reissue}
            </button>
          </p>
        </Form>
      )}
    </section>
  );
}

const choose: Column<WrittenShipment> = {
  head: words.choose,
  cell: ({ customerNo }) => (
    <input type="checkbox" name="parcel" value={customerNo} aria-label={fill(words.chooseOf, { customerNo })} />
  ),
};

function AgainForm({ ask, id }: { readonly ask: Ask; readonly id: string }) {
  return (
    <section aria-labelledby="again">
      <h2 id="again">{exportAgainWords.title}</h2>
      <p class="hint">{exportAgainWords.help}</p>
      <Form ask={ask} action={`${writtenPath(id)}/again`} class="stack narrow">
        <Field label={exportAgainWords.note} name="note" required />
        <p class="buttons">
          <button type="submit" class="main">
            {exportAgainWords.do}
          </button>
        </p>
      </Form>
    </section>
  );
}

const noteOf = ({ form }: Ask): string => (form.get('note') ?? '').trim().slice(0, 500);

async function undo(ask: Ask): Promise<Answer> {
  const { ctx, form, params, actor } = ask;
  const id = params.id ?? '';
  const question = `${writtenPath(id)}/undo`;
  const note = noteOf(ask);
  if (note === '') return { to: question, results: [{ kind: 'wrong', text: undoWords.noteMissing }] };
  const orders = form.getAll('parcel');
  const taken = form.get('taken') === 'yes';
  const report = await undoWritten(ctx, id, { note, taken, actor, ...(orders.length > 0 && { orders }) });
  if (!report) return none;
  const { refused, leftOut, undone, file, movedTo } = report;
  const results: Result[] = [
    ...(undone.length === 0
      ? []
      : [
          {
            kind: 'done' as const,
            text: fill(undoWords.undone, { file: nameOf({ path: file }), count: undone.length }),
          },
        ]),
    ...(movedTo === '' ? [] : [{ kind: 'note' as const, text: fill(undoWords.moved, { file: movedTo }) }]),
    ...refused.map(({ sentence: text, remedy }): Result => ({ kind: 'wrong', text, remedy })),
    ...leftOutResults(leftOut, 'note'),
  ];
  return { to: refused.length > 0 ? question : writtenPath(id), results };
}

async function again(ask: Ask): Promise<Answer> {
  const { ctx, params, actor } = ask;
  const id = params.id ?? '';
  const note = noteOf(ask);
  const wrong = (result: Omit<Result, 'kind'>): Answer => ({
    to: writtenPath(id),
    results: [{ kind: 'wrong', ...result }],
  });
  if (note === '') return wrong({ text: exportAgainWords.noteMissing });
  const done = await exportAgainNamed(ctx, id, { actor, note });
  if (!done.done) return wrong({ text: done.sentence, remedy: done.remedy });
  const text = done.isThere ? exportAgainWords.done : exportAgainWords.waits;
  return {
    to: '/files/written',
    results: [{ kind: done.isThere ? 'done' : 'note', text: fill(text, { file: done.file, count: done.shipments }) }],
  };
}
