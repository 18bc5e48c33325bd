import { holdTitle } from '../../../core/sentences/console/hold-titles.ts';
import { pageHelp } from '../../../core/sentences/console/page-help.ts';
import { problemsWords as words } from '../../../core/sentences/console/problems.ts';
import { listHolds } from '../../../flow/desk/holds.ts';
import type { Context, HoldView } from '../../../flow/types.ts';
import { Table } from '../../parts/data-table.tsx';
import { orderPath, withQuery } from '../../parts/links.tsx';
import { Pager } from '../../parts/pager.tsx';
import { shopName } from '../../parts/place.ts';
import { Told } from '../../parts/told.tsx';
import type { Answer, Route } from '../../types.ts';

const size = 50;

export const groupPath = (code: string): string => `/problems/${encodeURIComponent(code)}`;

/** Everything that one reason keeps back. */
export const groupRoute: Route = {
  method: 'get',
  path: '/problems/:code',
  role: 'view',
  async handle(ask): Promise<Answer> {
    const { ctx, params, query, role } = ask;
    const code = params.code ?? '';
    const after = query.get('after') ?? '';
    const page = { limit: size, after: after === '' ? undefined : after };
    const { rows, next } = await listHolds(ctx, { codes: [code] }, page);
    if (rows.length === 0 && after === '')
      return { title: words.unknown, help: pageHelp.gone, body: <Gone />, status: 404 };
    ask.seen({ what: 'orders-listed', shop: '', orderNumber: '' });
    return {
      title: holdTitle(code),
      help: pageHelp.problem,
      body: (
        <>
          <p class="way">
            <a href="/problems">{words.toProblems}</a>
          </p>
          <p class="buttons">
            <a class="button" href={withQuery('/orders', { hold: code })}>
              {words.bulk}
            </a>
          </p>
          <Holds ctx={ctx} rows={rows} mayEdit={role !== 'view'} />
          <Pager label={words.title} path={groupPath(code)} values={{}} size={size} after={after} next={next} />
        </>
      ),
    };
  },
};

function Gone() {
  return (
    <p>
      {words.unknownNext} <a href="/problems">{words.toProblems}</a>
    </p>
  );
}

function Holds({
  ctx,
  rows,
  mayEdit,
}: {
  readonly ctx: Context;
  readonly rows: readonly HoldView[];
  readonly mayEdit: boolean;
}) {
  return (
    <Table caption={words.title} heads={[words.number, words.shop, words.what, words.act]}>
      {rows.map((one) => (
        <tr data-row key={one.id}>
          <th scope="row">
            <a class="code" href={orderPath(one.shop, one.number)}>
              {one.number}
            </a>
            <span class="sub">{one.customerNo}</span>
          </th>
          <td data-label={words.shop}>{shopName(ctx, one.shop)}</td>
          <td data-label={words.what}>
            <span>
              {one.sentence}
              <span class="remedy">
                <Told>{one.remedy}</Told>
              </span>
            </span>
          </td>
          <td data-label={words.act}>
            <a href={orderPath(one.shop, one.number)}>{words.open}</a>
            {mayEdit && one.clearedBy === 'data' ? (
              <a class="line" href={`${orderPath(one.shop, one.number)}/edit`}>
                {words.edit}
              </a>
            ) : null}
          </td>
        </tr>
      ))}
    </Table>
  );
}
