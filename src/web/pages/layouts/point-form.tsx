import type { ComponentChildren } from 'preact';
import { learnPageWords as words } from '../../../core/sentences/console/layouts.ts';
import { fill } from '../../../core/sentences/fill.ts';
import type { MadeLayout, UnknownFile } from '../../../flow/desk/layouts/learn.ts';
import {
  fieldLabel,
  type Likely,
  likelyOf,
  optionText,
  type Proposal,
  pointable,
  type Question,
  questionText,
  reasonText,
  undecided,
  unread,
} from '../../../layout/learn/index.ts';
import { Table } from '../../parts/data-table.tsx';
import { Field, Form, Select } from '../../parts/form.tsx';
import { OutcomeBadge } from '../../parts/outcome.tsx';
import type { Ask } from '../../types.ts';
import { answerName, columnName, type Pointed } from './pointing.ts';

interface Props {
  readonly ask: Ask;
  readonly file: string;
  readonly unknown: UnknownFile;
  readonly made: MadeLayout;
  readonly said: Pointed;
  readonly name: string;
  readonly shop: string;
  /** What the first rows become. */
  readonly children: ComponentChildren;
}

/** Columns and their fields, what is asked of the file, the result, and the way to keep it: one form, two buttons. */
export function PointForm({ ask, file, unknown, made, said, name, shop, children }: Props) {
  const { proposal } = unknown;
  const likely = likelyOf(proposal);
  const isQuiet = (at: number) => likely[at]!.path === unread && said.pointing.get(at) === unread;
  const shown = proposal.columns.filter(({ at }) => !isQuiet(at));
  const quiet = proposal.columns.filter(({ at }) => isQuiet(at));
  const rows = (columns: Proposal['columns']) => <Columns {...{ proposal, likely, said, columns }} />;
  return (
    <Form ask={ask} action="/layouts/learn">
      <input type="hidden" name="file" value={file} />
      {rows(shown)}
      {quiet.length === 0 ? null : (
        <details>
          <summary>{fill(words.others, { count: quiet.length })}</summary>
          {rows(quiet)}
        </details>
      )}
      <Questions proposal={made.proposal} said={said} />
      <StillOpen made={made} />
      <p class="buttons bottom">
        <button type="submit" class="main">
          {words.submit}
        </button>
      </p>
      {children}
      {'proved' in made ? <Save ask={ask} name={name} shop={shop} /> : null}
    </Form>
  );
}

function Columns({
  proposal,
  likely,
  said,
  columns,
}: {
  readonly proposal: Proposal;
  readonly likely: readonly Likely[];
  readonly said: Pointed;
  readonly columns: Proposal['columns'];
}) {
  const heads = ['column', 'examples', 'field', 'state'] as const;
  return (
    <Table caption={words.column} heads={heads.map((one) => words[one])}>
      {columns.map((column) => {
        const { at } = column;
        const title = nameOf(proposal, at);
        return (
          <tr data-row key={at}>
            <th scope="row">{title}</th>
            <td data-label={words.examples}>{examples(column.cells)}</td>
            <td data-label={words.field}>
              <FieldSelect
                at={at}
                title={title}
                chosen={said.pointing.get(at) ?? unread}
                likely={likely[at]!}
                isNamed={column.ref !== ''}
              />
            </td>
            <td data-label={words.state}>
              <State proposal={proposal} at={at} likely={likely[at]!} chosen={said.pointing.get(at) ?? unread} />
            </td>
          </tr>
        );
      })}
    </Table>
  );
}

const nameOf = ({ columns }: Proposal, at: number): string => {
  const { ref, name } = columns[at]!;
  return (ref || name).trim() || fill(words.nth, { at: at + 1 });
};

/** The first different values, short. */
function examples(cells: readonly string[]): string {
  const found = [...new Set(cells.map((cell) => cell.trim()).filter((cell) => cell !== ''))].slice(0, 3);
  const short = found.map((one) => ([...one].length > 24 ? `${[...one].slice(0, 24).join('')}…` : one));
  return short.length === 0 ? words.noExample : short.join('、');
}

const groupOf = (path: string): keyof typeof words.groups => {
  if (path.startsWith('order.orderer.')) return 'orderer';
  if (path.startsWith('line.consignee.')) return 'consignee';
  if (path.startsWith('line.delivery.')) return 'delivery';
  return path.startsWith('line.') ? 'line' : 'order';
};

const groups = [...Map.groupBy(pointable, groupOf)];
const plain = (path: string): string => fieldLabel(path).slice(1, -1);

function FieldSelect({
  at,
  title,
  chosen,
  likely,
  isNamed,
}: {
  readonly at: number;
  readonly title: string;
  readonly chosen: string;
  readonly likely: Likely;
  readonly isNamed: boolean;
}) {
  return (
    <select name={columnName(at)} aria-label={fill(words.fieldOf, { column: title })} disabled={!isNamed}>
      {likely.path === undecided ? (
        <option value={undecided} selected={chosen === undecided}>
          {words.undecided}
        </option>
      ) : null}
      <option value={unread} selected={chosen === unread}>
        {words.unread}
      </option>
      {likely.perhaps.map((path) => (
        <option value={path} selected={chosen === path} key={path}>
          {fill(words.perhaps, { field: plain(path) })}
        </option>
      ))}
      {groups.map(([group, paths]) => (
        <optgroup label={words.groups[group]} key={group}>
          {paths
            .filter((path) => !likely.perhaps.includes(path))
            .map((path) => (
              <option value={path} selected={chosen === path} key={path}>
                {plain(path)}
              </option>
            ))}
        </optgroup>
      ))}
    </select>
  );
}

function State({
  proposal,
  at,
  likely,
  chosen,
}: {
  readonly proposal: Proposal;
  readonly at: number;
  readonly likely: Likely;
  readonly chosen: string;
}) {
  if (chosen === undecided) {
    const asked = proposal.questions.find((one) => (one.field?.columns ?? one.columns ?? []).includes(at));
    return (
      <div>
        <OutcomeBadge tone="warn">{words.unsure}</OutcomeBadge>
        <span class="sub">{(asked?.reasons ?? []).map(reasonText).join('、')}</span>
      </div>
    );
  }
  if (chosen === unread) {
    const left = proposal.left.find((one) => one.at === at);
    return (
      <div>
        <OutcomeBadge tone="off">{words.notRead}</OutcomeBadge>
        <span class="sub">{left ? reasonText(left.reason) : ''}</span>
      </div>
    );
  }
  if (chosen !== likely.path) return <OutcomeBadge tone="good">{words.chosen}</OutcomeBadge>;
  const field = proposal.fields.find((one) => one.columns.includes(at));
  return (
    <div>
      <OutcomeBadge tone="good">{words.sure}</OutcomeBadge>
      <span class="sub">{(field?.reasons ?? []).map(reasonText).join('、')}</span>
    </div>
  );
}

/** Questions of the file and of words; those of columns are answered by pointing. */
function Questions({ proposal, said }: { readonly proposal: Proposal; readonly said: Pointed }) {
  const questions = proposal.questions.filter((one) => one.options.length > 0 && isOfFile(one));
  if (questions.length === 0) return null;
  return (
    <section class="drop" aria-labelledby="questions">
      <h2 id="questions">{words.questions}</h2>
      <div class="stack">
        {questions.map((one) => {
          const title = `${questionText(proposal, one)}${one.needed ? `（${words.must}）` : ''}`;
          const options = one.options.map((value) => ({ value, title: optionText(proposal, one, value) }));
          return (
            <Select
              key={one.id}
              id={`q-${one.id}`}
              label={title}
              name={answerName(one.id)}
              value={said.answers[one.id] ?? ''}
              options={[{ value: '', title: words.noAnswer }, ...options]}
            />
          );
        })}
      </div>
    </section>
  );
}

const isOfFile = ({ kind, columns }: Question): boolean =>
  kind === 'fact' || kind === 'word' || (kind === 'pick' && (columns ?? []).length === 0);

/** What must be said before anything can be read. */
function StillOpen({ made }: { readonly made: MadeLayout }) {
  const lines = openLines(made);
  if (lines.length === 0) return null;
  return (
    <section class="result note" role="status" aria-label={words.open}>
      <span class="sign" aria-hidden="true">
        ※
      </span>
      <div>
        <b>{words.open}</b>
        <ul class="plain-list">
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </div>
    </section>
  );
}

function openLines(made: MadeLayout): string[] {
  if ('complaints' in made) return [fill(words.failed, { reason: made.complaints.join(' / ') })];
  if (!('open' in made)) return [];
  const { proposal, open, doubled } = made;
  return [
    ...doubled.map((path) => fill(words.doubled, { field: fieldLabel(path) })),
    ...open.map((one) => {
      if (one.path === 'order.number') return words.numberMissing;
      const at = one.field?.columns[0] ?? one.columns?.[0];
      if (isOfFile(one) || at === undefined) return questionText(proposal, one);
      return fill(words.mustSay, { column: nameOf(proposal, at) });
    }),
  ];
}

function Save({ ask, name, shop }: { readonly ask: Ask; readonly name: string; readonly shop: string }) {
  if (ask.role !== 'manage') return <p class="hint">{words.needManage}</p>;
  const shops = Object.values(ask.ctx.config.shops).map((one) => ({ value: one.name, title: one.title }));
  return (
    <section class="drop" aria-labelledby="save">
      <h2 id="save">{words.saveTitle}</h2>
      <p class="hint">{words.saveHelp}</p>
      <div class="fields">
        <Field label={words.name} name="name" value={name} />
        <Select label={words.shop} name="shop" value={shop} options={[{ value: '', title: words.noShop }, ...shops]} />
      </div>
      <p class="buttons bottom">
        <button type="submit" class="main" formaction="/layouts/learn/save">
          {words.save}
        </button>
      </p>
    </section>
  );
}
