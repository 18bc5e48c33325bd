import { complaintInJapanese } from '../../../core/sentences/complaints.ts';
import { layoutsWords as words } from '../../../core/sentences/console/layouts.ts';
import { pageHelp } from '../../../core/sentences/console/page-help.ts';
import { diffWords } from '../../../core/sentences/diff-words.ts';
import { fill } from '../../../core/sentences/fill.ts';
import { say } from '../../../core/sentences/index.ts';
import { diffLayout } from '../../../flow/desk/layouts/diff.ts';
import {
  checkLayouts,
  type LayoutView,
  listLayouts,
  listOwnLayouts,
  type OwnLayout,
} from '../../../flow/desk/layouts/list.ts';
import { Table } from '../../parts/data-table.tsx';
import { Field, Form, Select } from '../../parts/form.tsx';
import { OutcomeBadge } from '../../parts/outcome.tsx';
import { shopName } from '../../parts/place.ts';
import type { Answer, Ask, Route } from '../../types.ts';
import { ChooseSample } from './choose.tsx';

export const listRoutes: readonly Route[] = [
  {
    method: 'get',
    path: '/layouts',
    role: 'view',
    async handle(ask) {
      const own = await listOwnLayouts(ask.ctx);
      const standard = listLayouts(ask.ctx).filter((one) => one.origin === 'standard');
      return {
        title: words.title,
        help: pageHelp.layouts,
        body: (
          <>
            <ChooseSample ask={ask} />
            <section aria-labelledby="own">
              <h2 id="own">{words.own}</h2>
              <p class="hint">{words.ownHelp}</p>
              {own.length === 0 ? <p class="empty">{words.noOwn}</p> : <Own ask={ask} own={own} />}
              {ask.role === 'view' || own.length === 0 ? null : (
                <p>
                  <a class="button" href="/layouts/check">
                    {words.check}
                  </a>
                </p>
              )}
            </section>
            <details>
              <summary>{fill(words.standard, { count: standard.length })}</summary>
              <Standard ask={ask} standard={standard} />
            </details>
          </>
        ),
      };
    },
  },
  {
    method: 'get',
    path: '/layouts/check',
    role: 'work',
    async handle({ ctx }) {
      const { layouts, failed, complaints } = await checkLayouts(ctx.config.root, 'own');
      const isGood = failed.length + complaints.length === 0;
      const count = layouts.reduce((sum, one) => sum + one.cases, 0);
      return {
        title: words.checkTitle,
        help: pageHelp.layoutCheck,
        body: (
          <>
            <Way />
            <p>
              <OutcomeBadge tone={isGood ? 'good' : 'bad'}>
                {isGood ? fill(words.checkGood, { count }) : words.checkBad}
              </OutcomeBadge>
            </p>
            <ul class="plain-list">
              {layouts.map((one) => (
                <li key={`${one.direction} ${one.name}`}>
                  <b>{one.name}</b> {words.directions[one.direction]}{' '}
                  {one.loaded ? `${one.passed}/${one.cases}` : words.notLoaded}
                </li>
              ))}
            </ul>
            {failed.map((one) => (
              <section key={`${one.layout} ${one.name}`}>
                <h2>
                  {one.layout} {fill(words.fails, { case: one.name })}
                </h2>
                <pre class="report">{one.difference}</pre>
              </section>
            ))}
            {complaints.length === 0 ? null : (
              <>
                <h2>{words.complaints}</h2>
                <pre class="report">
                  {complaints.map(
                    ({ file, line, column, sentence }) =>
                      `${file}:${line}:${column} ${complaintInJapanese(sentence)}\n`,
                  )}
                </pre>
              </>
            )}
          </>
        ),
      };
    },
  },
  {
    method: 'get',
    path: '/layouts/diff/:name',
    role: 'view',
    handle({ ctx, params }): Answer {
      const name = params.name ?? '';
      const found = diffLayout(ctx.config.root, name);
      if ('code' in found) {
        const { sentence, remedy } = say(found.code, { name });
        return { title: words.noSuch, help: pageHelp.gone, status: 404, body: <p>{`${sentence} ${remedy}`}</p> };
      }
      const isKnown = found.standardSinceCopy !== undefined;
      const args = { name, standard: found.standard, at: found.copied ?? '' };
      return {
        title: fill(words.diffTitle, { name }),
        help: pageHelp.layoutDiff,
        body: (
          <>
            <Way />
            <p>{fill(isKnown ? diffWords.known : diffWords.unknown, args)}</p>
            {found.standardSinceCopy ? <Lines title={diffWords.byStandard} lines={found.standardSinceCopy} /> : null}
            <Lines title={isKnown ? diffWords.byOwn : diffWords.between} lines={found.own} />
          </>
        ),
      };
    },
  },
];

const Way = () => (
  <p class="way">
    <a href="/layouts">{words.back}</a>
  </p>
);

function Lines({ title, lines }: { readonly title: string; readonly lines: readonly string[] }) {
  return (
    <section>
      <h2>{title}</h2>
      <pre class="report">{(lines.length === 0 ? [diffWords.none] : lines).map((line) => `${line}\n`)}</pre>
    </section>
  );
}

function Own({ ask, own }: { readonly ask: Ask; readonly own: readonly OwnLayout[] }) {
  const heads = ['name', 'direction', 'cases', 'shops', 'act'] as const;
  return (
    <Table caption={words.own} heads={heads.map((one) => words[one])}>
      {own.map((one) => (
        <tr data-row key={`${one.direction} ${one.name}`}>
          <th scope="row">
            {one.title}
            <span class="sub">{one.name}</span>
          </th>
          <td data-label={words.direction}>{words.directions[one.direction]}</td>
          <td data-label={words.cases}>
            <OutcomeBadge tone={one.failed === '' ? 'good' : 'bad'}>
              {one.failed === '' ? fill(words.passes, { count: one.cases }) : fill(words.fails, { case: one.failed })}
            </OutcomeBadge>
          </td>
          <td data-label={words.shops}>
            {one.shops.length === 0 ? words.noShops : one.shops.map((shop) => shopName(ask.ctx, shop)).join('、')}
          </td>
          <td data-label={words.act}>
            <div>
              {one.isCopy ? <a href={`/layouts/diff/${encodeURIComponent(one.name)}`}>{words.diff}</a> : null}
              {ask.role === 'manage' && one.direction === 'read' ? <Use ask={ask} view={one} /> : null}
            </div>
          </td>
        </tr>
      ))}
    </Table>
  );
}

/** Which shops read with it: one form a shop would be many buttons; one select and two buttons say the same. */
function Use({ ask, view: { name } }: { readonly ask: Ask; readonly view: LayoutView }) {
  const shops = Object.values(ask.ctx.config.shops).map((one) => ({ value: one.name, title: one.title }));
  if (shops.length === 0) return null;
  return (
    <details>
      <summary>{words.use}</summary>
      <Form ask={ask} action="/layouts/use" class="stack">
        <input type="hidden" name="layout" value={name} />
        <Select label={words.shops} name="shop" value="" options={shops} id={`shop-${name}`} />
        <p class="buttons">
          <button type="submit" name="on" value="yes">
            {words.switchOn}
          </button>
          <button type="submit" name="on" value="no" class="danger">
            {words.switchOff}
          </button>
        </p>
      </Form>
    </details>
  );
}

function Standard({ ask, standard }: { readonly ask: Ask; readonly standard: readonly LayoutView[] }) {
  const options = standard.map((one) => ({
    value: one.name,
    title: `${words.directions[one.direction]} ${one.title}（${one.name}）`,
  }));
  return (
    <>
      {ask.role === 'manage' ? (
        <Form ask={ask} action="/layouts/copy" class="stack narrow">
          <Select label={words.name} name="from" value="" options={options} />
          <Field label={words.copyName} name="name" required />
          <p class="buttons">
            <button type="submit">{words.copy}</button>
          </p>
        </Form>
      ) : null}
      <ul class="plain-list">
        {standard.map((one) => (
          <li key={`${one.direction} ${one.name}`}>
            {words.directions[one.direction]} <b>{one.title}</b> <span class="sub-inline">{one.name}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
