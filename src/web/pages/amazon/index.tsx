import type { ComponentChildren } from 'preact';
import { amazonWords as words } from '../../../core/sentences/console/amazon.ts';
import { pageHelp } from '../../../core/sentences/console/page-help.ts';
import { fill } from '../../../core/sentences/fill.ts';
import { help } from '../../../core/sentences/help.ts';
import { type AmountRow, compareAmounts } from '../../../flow/desk/amazon/amounts.ts';
import { type Completion, completeOrders } from '../../../flow/desk/amazon/complete.ts';
import { type AmazonSearch, amazonShops } from '../../../flow/desk/amazon/search.ts';
import type { LeftOut } from '../../../flow/types.ts';
import { Table } from '../../parts/data-table.tsx';
import { Form, Select } from '../../parts/form.tsx';
import { leftOutResults } from '../../parts/left-out.ts';
import { OuterLink, orderPath } from '../../parts/links.tsx';
import { OrderSearch, orderSearchFields, readOrderSearch } from '../../parts/order-search.tsx';
import { OutcomeBadge } from '../../parts/outcome.tsx';
import { shopName } from '../../parts/place.ts';
import type { Answer, Ask, Result, Section } from '../../types.ts';

const mostRows = 500;

export const amazonPages = [
  { title: `Amazon ${words.complete}`, path: '/amazon/complete' },
  { title: `Amazon ${words.amounts}`, path: '/amazon/amounts' },
] as const;

/** 一括注文完了 (A9) and 金額不整合確認 (A10). */
export const amazonSection: Section = {
  routes: [
    { method: 'get', path: '/amazon/complete', role: 'work', handle: (ask) => completePage(ask) },
    { method: 'post', path: '/amazon/complete', role: 'work', handle: (ask) => searched(ask, completeLook) },
    { method: 'post', path: '/amazon/complete/send', role: 'work', handle: (ask) => searched(ask, completeSend) },
    { method: 'get', path: '/amazon/amounts', role: 'work', handle: (ask) => amountsPage(ask) },
    { method: 'post', path: '/amazon/amounts', role: 'work', handle: (ask) => searched(ask, amountsLook) },
  ],
};

/** The search of a form, or why there is none. */
function searchOf(ask: Ask): AmazonSearch | { readonly wrong: string } {
  const shop = amazonShops(ask.ctx).find((one) => one === ask.form.get('shop'));
  const which = readOrderSearch(ask);
  return 'wrong' in which ? which : { shop, ...which };
}

async function searched(ask: Ask, work: (ask: Ask, search: AmazonSearch) => Promise<Answer>): Promise<Answer> {
  const search = searchOf(ask);
  const isAmounts = ask.url.pathname.includes('amounts');
  if ('wrong' in search) {
    const page = isAmounts ? amountsPage(ask) : completePage(ask);
    return { ...page, status: 422, results: [{ kind: 'wrong', text: search.wrong }] };
  }
  ask.seen({ what: 'orders-listed', shop: '', orderNumber: '' });
  return work(ask, search);
}

function Search({ ask, action, button }: { readonly ask: Ask; readonly action: string; readonly button: string }) {
  const { ctx, form } = ask;
  const shops = amazonShops(ctx).map((value) => ({ value, title: shopName(ctx, value) }));
  if (shops.length === 0) return <p class="empty">{words.noShop}</p>;
  return (
    <OrderSearch ask={ask} action={action} button={button}>
      <Select
        label={words.shop}
        name="shop"
        value={form.get('shop') ?? ''}
        options={[{ value: '', title: words.allShops }, ...shops]}
      />
    </OrderSearch>
  );
}

function completePage(ask: Ask, children: ComponentChildren = null) {
  return {
    title: words.complete,
    help: pageHelp.amazonComplete,
    body: (
      <>
        <p class="hint">{pageHelp.amazonComplete[2]}</p>
        <Search ask={ask} action="/amazon/complete" button={words.look} />
        {children}
      </>
    ),
  };
}

async function completeLook(ask: Ask, search: AmazonSearch): Promise<Answer> {
  const found = await completeOrders(ask.ctx, search, { dryRun: true });
  return completePage(ask, <Completable ask={ask} found={found} />);
}

function Completable({ ask, found }: { readonly ask: Ask; readonly found: Completion }) {
  const { rows, sendable, leftOut } = found;
  const heads = ['number', 'customerNo', 'state', 'tracking', 'told', 'link'] as const;
  const same = ['shop', ...orderSearchFields] as const;
  return (
    <>
      <p class="summary">{rows.length === 0 ? words.none : fill(words.sendable, { count: sendable.length })}</p>
      <Table caption={words.complete} heads={heads.map((one) => words[one])}>
        {rows.slice(0, mostRows).map((one) => (
          <tr data-row key={one.customerNo}>
            <th scope="row">
              <a class="code" href={orderPath(one.shop, one.number)}>
                {one.number}
              </a>
            </th>
            <td data-label={words.customerNo} class="code">
              {one.customerNo}
            </td>
            <td data-label={words.state}>{one.triage}</td>
            <td data-label={words.tracking}>{one.trackingNumbers.join(' ')}</td>
            <td data-label={words.told}>{help.toldStates[one.told] ?? one.told}</td>
            <td data-label={words.link}>
              <OuterLink to={one.link}>{words.open}</OuterLink>
            </td>
          </tr>
        ))}
      </Table>
      <LeftOutList leftOut={leftOut} />
      {sendable.length === 0 ? null : (
        <Form ask={ask} action="/amazon/complete/send">
          {same.map((name) => (
            <input type="hidden" name={name} value={ask.form.get(name) ?? ''} key={name} />
          ))}
          <p class="buttons bottom">
            <button type="submit" class="main">
              {fill(words.send, { count: sendable.length })}
            </button>
          </p>
        </Form>
      )}
    </>
  );
}

function LeftOutList({ leftOut }: { readonly leftOut: readonly LeftOut[] }) {
  if (leftOut.length === 0) return null;
  return (
    <>
      <h2>{fill(words.leftOut, { count: leftOut.length })}</h2>
      <ul class="plain-list">
        {leftOut.slice(0, mostRows).map((one, index) => (
          <li key={index}>
            {`${one.customerNo === '' ? one.number : one.customerNo} ${one.sentence}`}
            <span class="remedy">{one.remedy}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

async function completeSend({ ctx }: Ask, search: AmazonSearch): Promise<Answer> {
  const { requested, files, leftOut } = await completeOrders(ctx, search);
  const text = fill(files.length > 0 ? words.inFile : words.sent, { count: requested.length, files: files.join('、') });
  const done: Result[] = requested.length > 0 ? [{ kind: 'done', text }] : [];
  return { to: '/amazon/complete', results: [...done, ...leftOutResults(leftOut, 'note')] };
}

function amountsPage(ask: Ask, children: ComponentChildren = null) {
  return {
    title: words.amounts,
    help: pageHelp.amazonAmounts,
    body: (
      <>
        <Search ask={ask} action="/amazon/amounts" button={words.compare} />
        {children}
      </>
    ),
  };
}

async function amountsLook(ask: Ask, search: AmazonSearch): Promise<Answer> {
  const { rows, compared, leftOut } = await compareAmounts(ask.ctx, search);
  const isDifferent = (one: AmountRow) => (one.difference ?? 0) !== 0;
  const different = rows.filter(isDifferent).length;
  const heads = ['number', 'state', 'ours', 'theirs', 'difference', 'relatives', 'link'] as const;
  return amountsPage(
    ask,
    <>
      <p class="summary">{fill(words.compared, { count: compared, different })}</p>
      <Table caption={words.amounts} heads={heads.map((one) => words[one])}>
        {rows
          .toSorted((a, b) => Number(isDifferent(b)) - Number(isDifferent(a)))
          .slice(0, mostRows)
          .map((one) => (
            <tr data-row key={`${one.shop} ${one.number}`}>
              <th scope="row">
                <a class="code" href={orderPath(one.shop, one.number)}>
                  {one.number}
                </a>
              </th>
              <td data-label={words.state}>{one.triage}</td>
              <td data-label={words.ours}>{yen(one.ours)}</td>
              <td data-label={words.theirs}>{yen(one.theirs)}</td>
              <td data-label={words.difference}>
                <OutcomeBadge tone={one.difference === null ? 'warn' : isDifferent(one) ? 'bad' : 'good'}>
                  {one.difference === null ? words.unknown : isDifferent(one) ? yen(one.difference) : words.same}
                </OutcomeBadge>
              </td>
              <td data-label={words.relatives}>
                {one.relatives.map((number) => (
                  <a class="line code" href={orderPath(one.shop, number)} key={number}>
                    {number}
                  </a>
                ))}
              </td>
              <td data-label={words.link}>
                <OuterLink to={one.link}>{words.open}</OuterLink>
              </td>
            </tr>
          ))}
      </Table>
      <LeftOutList leftOut={leftOut} />
    </>,
  );
}

const yen = (amount: number | null): string => (amount === null ? '－' : `${amount.toLocaleString('ja-JP')}円`);
