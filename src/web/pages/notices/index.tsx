import { isNoticeKind, noticeKinds } from '../../../core/notices.ts';
import { noticesWords as words } from '../../../core/sentences/console/notices.ts';
import { pageHelp } from '../../../core/sentences/console/page-help.ts';
import { shellWords } from '../../../core/sentences/console/shell.ts';
import { fill } from '../../../core/sentences/fill.ts';
import { help } from '../../../core/sentences/help.ts';
import { jobTitle } from '../../../core/sentences/jobs.ts';
import {
  countOpenNotices,
  type NoticeView,
  type OpenCounts,
  type OpenGroup,
  openGroups,
  openNotices,
  pageNotices,
  retryNotices,
} from '../../../flow/desk/notices.ts';
import type { NoticeState } from '../../../store/types.ts';
import { Form, Select } from '../../parts/form.tsx';
import { leftOutResults } from '../../parts/left-out.ts';
import { orderPath, withQuery } from '../../parts/links.tsx';
import { OutcomeBadge, type OutcomeTone } from '../../parts/outcome.tsx';
import { Pager } from '../../parts/pager.tsx';
import { shopName } from '../../parts/place.ts';
import { japanTime } from '../../parts/times.ts';
import type { Answer, Ask, Result, Section } from '../../types.ts';
import { pagesOfMarketplaces } from '../marketplaces.ts';
import { CountLink } from './count-link.tsx';
import { saysText } from './says.ts';
import { shopNoticesPath, shopNoticesRoutes } from './shop.tsx';

const size = 50;

const states: Readonly<Record<keyof typeof words.states, readonly NoticeState[]>> = {
  open: openNotices,
  ...openGroups,
  told: ['told'],
};
type Shown = keyof typeof states;

export const noticesSection: Section = {
  menu: { title: shellWords.pages.notices, path: '/notices' },
  routes: [
    { method: 'get', path: '/notices', role: 'view', handle: page },
    { method: 'post', path: '/notices/retry', role: 'work', handle: retry },
    ...shopNoticesRoutes,
  ],
};

const shownIn = (query: URLSearchParams): Shown => {
  const wanted = query.get('state') ?? '';
  return wanted in states ? (wanted as Shown) : 'open';
};

async function page(ask: Ask): Promise<Answer> {
  const { ctx, query } = ask;
  const wanted = query.get('shop') ?? '';
  const shop = ctx.config.shops[wanted] ? wanted : '';
  const kind = query.get('kind') ?? '';
  const state = shownIn(query);
  const after = query.get('after') ?? '';
  const filter = { ...(shop !== '' && { shop }), ...(isNoticeKind(kind) && { kinds: [kind] }), states: states[state] };
  const [open, { rows, next }] = await Promise.all([
    countOpenNotices(ctx),
    pageNotices(ctx, filter, { limit: size, after: after === '' ? undefined : after }),
  ]);
  const shops = Object.values(ctx.config.shops).map(({ name, title }) => ({ value: name, title }));
  const any = { value: '', title: words.all };
  return {
    title: words.title,
    help: pageHelp.notices,
    body: (
      <>
        {open.length === 0 ? (
          <p class="clear">
            <span class="sign" aria-hidden="true">
              ○
            </span>
            <span>
              <b>{words.none}</b> {words.noneNext}
            </span>
          </p>
        ) : (
          <Counts ask={ask} open={open} />
        )}
        {pagesOfMarketplaces.length === 0 ? null : (
          <nav class="buttons" aria-label={words.theirs}>
            {pagesOfMarketplaces.map((one) => (
              <a class="button" href={one.path} key={one.path}>
                {one.title}
              </a>
            ))}
          </nav>
        )}
        <nav class="buttons" aria-label={words.shops}>
          {shops
            .filter(({ value }) => ctx.link?.(value)?.connector.policy)
            .map(({ value, title }) => (
              <a class="button" href={shopNoticesPath(value)} key={value}>
                {fill(words.shopTitle, { shop: title })}
              </a>
            ))}
        </nav>
        <h2>{words.list}</h2>
        <form class="filters" method="get" action="/notices">
          <div class="fields">
            <Select label={words.shop} name="shop" value={shop} options={[any, ...shops]} />
            <Select
              label={words.kind}
              name="kind"
              value={kind}
              options={[any, ...noticeKinds.map((value) => ({ value, title: jobTitle(value) }))]}
            />
            <Select
              label={words.state}
              name="state"
              value={state}
              options={(Object.keys(states) as Shown[]).map((value) => ({ value, title: words.states[value] }))}
            />
          </div>
          <p class="buttons bottom">
            <button type="submit" class="main">
              {words.show}
            </button>
          </p>
        </form>
        {rows.length === 0 ? <p class="empty">{words.empty}</p> : <List ask={ask} rows={rows} />}
        <Pager
          label={words.list}
          path="/notices"
          values={{ shop, kind, state }}
          after={after}
          next={next}
          size={size}
        />
      </>
    ),
  };
}

const groups: readonly OpenGroup[] = ['due', 'waiting', 'failed'];

/** How many of each kind wait or failed, by shop; each number leads to its list. */
function Counts({ ask, open }: { readonly ask: Ask; readonly open: readonly OpenCounts[] }) {
  return (
    <>
      <h2>{words.counts}</h2>
      <table class="cards-table">
        <caption class="unseen">{words.counts}</caption>
        <thead>
          <tr>
            <th scope="col">{words.shop}</th>
            <th scope="col">{words.kind}</th>
            {groups.map((one) => (
              <th scope="col" class="number" key={one}>
                {words[one]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {open.map(({ shop, kind, counts }) => (
            <tr data-row key={`${shop} ${kind}`}>
              <th scope="row">{shopName(ask.ctx, shop)}</th>
              <td data-label={words.kind}>{jobTitle(kind)}</td>
              {groups.map((state) => (
                <td class="figure" data-label={words[state]} key={state}>
                  <CountLink count={counts[state]} narrowed={{ shop, kind, state }} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function toneOf(state: NoticeState): OutcomeTone {
  if (states.failed.includes(state)) return 'bad';
  return state === 'told' ? 'good' : 'busy';
}

function List({ ask, rows }: { readonly ask: Ask; readonly rows: readonly NoticeView[] }) {
  const mayRetry = ask.role !== 'view' && rows.some((one) => states.failed.includes(one.state));
  const heads = ['number', 'shop', 'kind', 'says', 'state', 'at', 'why'] as const;
  return (
    <Form ask={ask} action="/notices/retry">
      <table class="cards-table">
        <caption class="unseen">{words.list}</caption>
        <thead>
          <tr>
            {mayRetry ? <th scope="col">{words.choose}</th> : null}
            {heads.map((one) => (
              <th scope="col" key={one}>
                {words[one]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((one) => (
            <tr data-row key={one.id}>
              {mayRetry ? (
                <td data-label={words.choose}>
                  {states.failed.includes(one.state) ? (
                    <input
                      type="checkbox"
                      name="id"
                      value={one.id}
                      aria-label={fill(words.chooseOf, { number: one.number, kind: one.title })}
                    />
                  ) : null}
                </td>
              ) : null}
              <th scope="row">
                <a class="code" href={`${orderPath(one.shop, one.number)}#notices`}>
                  {one.number}
                </a>
                {one.customerNo === '' ? null : <span class="sub">{one.customerNo}</span>}
              </th>
              <td data-label={words.shop}>{shopName(ask.ctx, one.shop)}</td>
              <td data-label={words.kind}>{one.title}</td>
              <td data-label={words.says}>{saysText(one)}</td>
              <td data-label={words.state}>
                <OutcomeBadge tone={toneOf(one.state)}>{help.toldStates[one.state] ?? one.state}</OutcomeBadge>
              </td>
              <td data-label={words.at} class="time">
                {japanTime(one.at)}
              </td>
              <td data-label={words.why}>
                <span>
                  {one.waitsFor.length > 0
                    ? fill(words.waitsFor, { kinds: one.waitsFor.map(jobTitle).join('・') })
                    : one.sentence}
                  {one.remedy === '' ? null : <span class="remedy">{one.remedy}</span>}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {mayRetry ? (
        <>
          <p>
            <label class="tick">
              <input type="checkbox" name="checked" value="yes" /> {words.checked}
            </label>
          </p>
          <p class="buttons bottom">
            <button type="submit" class="main">
              {words.retry}
            </button>
          </p>
        </>
      ) : null}
    </Form>
  );
}

async function retry({ ctx, form, actor }: Ask): Promise<Answer> {
  const to = withQuery('/notices', { state: 'failed' });
  const ids = form.getAll('id').filter((one) => one !== '');
  if (ids.length === 0) return { to, results: [{ kind: 'wrong', text: words.noneChosen }] };
  const { retried, leftOut } = await retryNotices(ctx, { ids }, { actor, checked: form.get('checked') === 'yes' });
  const results: Result[] = [];
  if (retried.length > 0) results.push({ kind: 'done', text: fill(words.retried, { count: retried.length }) });
  return { to, results: [...results, ...leftOutResults(leftOut)] };
}
