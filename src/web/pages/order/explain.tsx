import { orderWords, explainWords as words } from '../../../core/sentences/console/order.ts';
import { pageHelp } from '../../../core/sentences/console/page-help.ts';
import { fill } from '../../../core/sentences/fill.ts';
import { explainOrder } from '../../../flow/desk/explain.ts';
import type { CellExplanation, CellSource } from '../../../flow/types.ts';
import { japanTime } from '../../parts/times.ts';
import type { Route } from '../../types.ts';
import { foundOrder, hereOf, noSuchOrder } from './find.ts';

export const explainRoute: Route = {
  method: 'get',
  path: '/orders/:shop/:number/explain',
  role: 'view',
  async handle(ask) {
    const found = await foundOrder(ask);
    if (!found) return noSuchOrder(ask);
    const { shop, order } = found.order;
    ask.seen({ what: 'order-seen', shop, orderNumber: order.number });
    const cells = await explainOrder(ask.ctx, order.number, { shop });
    return {
      title: fill(words.title, { number: order.number }),
      help: pageHelp.explain,
      body: <ExplainPage here={hereOf(ask)} number={order.number} cells={cells} />,
    };
  },
};

function ExplainPage({
  here,
  number,
  cells,
}: {
  readonly here: string;
  readonly number: string;
  readonly cells: readonly CellExplanation[];
}) {
  return (
    <>
      <p class="way">
        <a href={here}>{fill(orderWords.back, { number })}</a>
      </p>
      {cells.length === 0 ? <p class="empty">{words.none}</p> : null}
      {[...Map.groupBy(cells, (one) => one.customerNo)].map(([customerNo, own]) => (
        <section key={customerNo}>
          <h2 class="code">{customerNo}</h2>
          <div class="cells">
            {own.map((one) => (
              <Cell one={one} key={one.column} />
            ))}
          </div>
        </section>
      ))}
    </>
  );
}

function Cell({ one }: { readonly one: CellExplanation }) {
  return (
    <details class="cell">
      <summary>
        <span class="no">{one.column}</span>
        <span class="name">{one.name}</span>
        <b>{one.value}</b>
      </summary>
      <ul>
        {one.sources.map((source) => (
          <li key={`${source.field} ${source.document} ${source.row} ${source.column}`}>
            <span class="sub">{whereOf(source)}</span>「{source.value}」
            <Steps steps={source.steps} />
          </li>
        ))}
      </ul>
      <Steps steps={one.steps} />
    </details>
  );
}

function whereOf({ edited, document, file, row, column }: CellSource): string {
  if (edited) return fill(words.edited, { ...edited, at: japanTime(edited.at) });
  if (document === '') return words.settings;
  return fill(words.cell, { file, row: row ?? '', column: column ?? '' });
}

function Steps({ steps }: { readonly steps: CellExplanation['steps'] }) {
  if (steps.length === 0) return null;
  return (
    <ol class="steps">
      {steps.map(({ what, value }, index) => (
        <li key={`${what} ${index}`}>
          <span class="sub-inline">{what}</span> → 「{value}」
        </li>
      ))}
    </ol>
  );
}
