import type { ComponentChildren } from 'preact';
import { type NoticeKind, noticeKinds, onceOnly } from '../../../core/notices.ts';
import { noticesWords as words } from '../../../core/sentences/console/notices.ts';
import { pageHelp } from '../../../core/sentences/console/page-help.ts';
import { fill } from '../../../core/sentences/fill.ts';
import { jobTitle } from '../../../core/sentences/jobs.ts';
import { listJobs } from '../../../flow/desk/jobs.ts';
import { countOpenNotices, type OpenGroup } from '../../../flow/desk/notices.ts';
import { type ResendSearch, type Resent, resendable, resendNotices } from '../../../flow/desk/resend.ts';
import { Form, Select } from '../../parts/form.tsx';
import { leftOutResults } from '../../parts/left-out.ts';
import { withQuery } from '../../parts/links.tsx';
import { OrderSearch, orderSearchFields, readOrderSearch } from '../../parts/order-search.tsx';
import { shopName } from '../../parts/place.ts';
import type { Answer, Ask, Result, Route } from '../../types.ts';
import { pagesOfMarketplaces } from '../marketplaces.ts';
import { CountLink } from './count-link.tsx';

const mostShown = 200;

const none = { count: 0, isMore: false };

/** What one shop's marketplace is told, by kind, and 再送. */
export const shopNoticesRoutes: readonly Route[] = [
  { method: 'get', path: '/notices/shop/:shop', role: 'view', handle: (ask) => page(ask) },
  { method: 'post', path: '/notices/shop/:shop/resend', role: 'work', handle: (ask) => resent(ask, true) },
  { method: 'post', path: '/notices/shop/:shop/resend/send', role: 'work', handle: (ask) => resent(ask, false) },
];

export const shopNoticesPath = (shop: string): string => `/notices/shop/${encodeURIComponent(shop)}`;

async function page(ask: Ask, found: ComponentChildren = null): Promise<Extract<Answer, { body: unknown }>> {
  const { ctx, params } = ask;
  const shop = params.shop ?? '';
  const link = ctx.config.shops[shop] ? ctx.link?.(shop) : undefined;
  const title = fill(words.shopTitle, { shop: shopName(ctx, shop) });
  if (!link?.connector.policy)
    return { title, help: pageHelp.shopNotices, status: 404, body: <p class="empty">{words.noApi}</p> };
  const open = (await countOpenNotices(ctx)).filter((one) => one.shop === shop);
  const kinds = noticeKinds.filter((kind) => link.connection.tell?.[kind] !== undefined);
  const theirs = pagesOfMarketplaces.filter((one) => one.marketplace === link.connector.name);
  const again = resendable(ctx, shop);
  const groups: readonly OpenGroup[] = ['due', 'waiting', 'failed'];
  // As 今すぐ実行 of ロボット: a kind goes with a job of its own name, else with that of all kinds.
  const jobs = new Set(
    (await listJobs(ctx, shop)).filter((one) => one.shop === shop && one.state !== 'off').map((one) => one.job),
  );
  const runs = [...kinds, 'notify'].filter((job) => jobs.has(job));
  const isOff = (kind: NoticeKind) => (ctx.config.jobsOff?.[shop] ?? []).includes(kind);
  return {
    title,
    help: pageHelp.shopNotices,
    body: (
      <>
        <h2>{words.kinds}</h2>
        <table class="cards-table">
          <caption class="unseen">{words.kinds}</caption>
          <thead>
            <tr>
              <th scope="col">{words.kind}</th>
              {groups.map((name) => (
                <th scope="col" class="number" key={name}>
                  {words[name]}
                </th>
              ))}
              <th scope="col">{words.list}</th>
            </tr>
          </thead>
          <tbody>
            {kinds.map((kind) => (
              <tr data-row key={kind}>
                <th scope="row">
                  {jobTitle(kind)}
                  {isOff(kind) ? ` （${words.off}）` : null}
                  <span class="sub">{isOff(kind) ? words.offHint : words.what[kind]}</span>
                </th>
                {groups.map((state) => (
                  <td class="figure" data-label={words[state]} key={state}>
                    <CountLink
                      count={open.find((one) => one.kind === kind)?.counts[state] ?? none}
                      narrowed={{ shop, kind, state }}
                    />
                  </td>
                ))}
                <td data-label={words.list}>
                  <a href={withQuery('/notices', { shop, kind, state: 'told' })}>{words.states.told}</a>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        {ask.role === 'view' || runs.length === 0 ? null : (
          <div class="buttons">
            {runs.map((job) => (
              <Form ask={ask} action="/jobs/run" key={job}>
                <input type="hidden" name="shop" value={shop} />
                <input type="hidden" name="job" value={job} />
                <button type="submit">{`${jobTitle(job)}: ${words.runNow}`}</button>
              </Form>
            ))}
          </div>
        )}
        {theirs.length === 0 ? null : (
          <nav class="buttons" aria-label={words.theirs}>
            {theirs.map((one) => (
              <a class="button" href={one.path} key={one.path}>
                {one.title}
              </a>
            ))}
          </nav>
        )}
        <h2 id="resend">{words.resend}</h2>
        {again.length === 0 ? <p class="empty">{words.resendNone}</p> : <p class="hint">{words.resendHelp}</p>}
        {again.length === 0 || ask.role === 'view' ? null : <Search ask={ask} shop={shop} kinds={again} />}
        {found}
      </>
    ),
  };
}

function Search({
  ask,
  shop,
  kinds,
}: {
  readonly ask: Ask;
  readonly shop: string;
  readonly kinds: readonly NoticeKind[];
}) {
  return (
    <OrderSearch ask={ask} action={`${shopNoticesPath(shop)}/resend`} button={words.look}>
      <Select
        label={words.kind}
        name="kind"
        value={ask.form.get('kind') ?? 'ship'}
        options={kinds.map((value) => ({ value, title: jobTitle(value) }))}
      />
    </OrderSearch>
  );
}

/** What a form asks for, or why it asks for nothing. */
function searchOf(ask: Ask): ResendSearch | { readonly wrong: string } {
  const shop = ask.params.shop ?? '';
  const kind = resendable(ask.ctx, shop).find((one) => one === ask.form.get('kind') && !onceOnly.includes(one));
  if (!kind) return { wrong: words.resendNone };
  const which = readOrderSearch(ask);
  return 'wrong' in which ? which : { shop, kind, ...which };
}

async function resent(ask: Ask, dryRun: boolean): Promise<Answer> {
  const search = searchOf(ask);
  if ('wrong' in search) {
    const shown = await page(ask);
    return { ...shown, status: shown.status ?? 422, results: [{ kind: 'wrong', text: search.wrong }] };
  }
  const resent = await resendNotices(ask.ctx, search, { dryRun, actor: ask.actor });
  if (dryRun) {
    ask.seen({ what: 'orders-listed', shop: search.shop, orderNumber: '' });
    return page(ask, <Found ask={ask} shop={search.shop} resent={resent} />);
  }
  const { requested, leftOut } = resent;
  const done: Result[] =
    requested.length > 0 ? [{ kind: 'done', text: fill(words.sent, { count: requested.length }) }] : [];
  return { to: shopNoticesPath(search.shop), results: [...done, ...leftOutResults(leftOut, 'note')] };
}

function Found({ ask, shop, resent }: { readonly ask: Ask; readonly shop: string; readonly resent: Resent }) {
  const { requested, leftOut } = resent;
  return (
    <>
      <p class="summary">{fill(words.sendable, { count: requested.length })}</p>
      <p class="code">{requested.slice(0, mostShown).join(' ')}</p>
      {requested.length > mostShown ? <p>{fill(words.more, { count: requested.length - mostShown })}</p> : null}
      {leftOut.length === 0 ? null : (
        <>
          <h3>{fill(words.notSent, { count: leftOut.length })}</h3>
          <ul class="plain-list">
            {leftOut.slice(0, mostShown).map((one, index) => (
              <li key={index}>
                {`${one.customerNo === '' ? one.number : one.customerNo} ${one.sentence}`}
                <span class="remedy">{one.remedy}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      {requested.length === 0 ? null : (
        <Form ask={ask} action={`${shopNoticesPath(shop)}/resend/send`}>
          {['kind', ...orderSearchFields].map((name) => (
            <input type="hidden" name={name} value={ask.form.get(name) ?? ''} key={name} />
          ))}
          <p class="buttons bottom">
            <button type="submit" class="main">
              {fill(words.send, { count: requested.length })}
            </button>
          </p>
        </Form>
      )}
    </>
  );
}
