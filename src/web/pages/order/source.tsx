import { orderWords, sourceWords as words } from '../../../core/sentences/console/order.ts';
import { pageHelp } from '../../../core/sentences/console/page-help.ts';
import { fill } from '../../../core/sentences/fill.ts';
import { type SourceRows, sourceRows } from '../../../flow/desk/source-rows.ts';
import type { Route } from '../../types.ts';
import { foundOrder, hereOf, noSuchOrder } from './find.ts';

export const sourceRoute: Route = {
  method: 'get',
  path: '/orders/:shop/:number/source',
  role: 'view',
  async handle(ask) {
    const found = await foundOrder(ask);
    if (!found) return noSuchOrder(ask);
    const { shop, order, origins } = found.order;
    const { number } = order;
    const sources: SourceRows[] = [];
    for (const origin of origins) {
      ask.seen({
        what: 'document-seen',
        shop,
        orderNumber: number,
        details: { document: origin.document.slice(0, 12) },
      });
      sources.push(await sourceRows(ask.ctx, origin));
    }
    return {
      title: fill(words.title, { number }),
      help: pageHelp.source,
      body: (
        <>
          <p class="way">
            <a href={hereOf(ask)}>{fill(orderWords.back, { number })}</a>
          </p>
          {sources.map((one) => (
            <Source one={one} key={one.document} />
          ))}
        </>
      ),
    };
  },
};

function Source({ one }: { readonly one: SourceRows }) {
  return (
    <section>
      <h2>{fill(words.file, { file: one.file, layout: one.layout })}</h2>
      {one.missing === '' ? null : <p class="empty">{words[one.missing]}</p>}
      {one.rows.map((row) => (
        <div class="scroll" key={row.no}>
          <table class="source">
            <caption>{fill(words.row, { row: row.no })}</caption>
            <thead>
              <tr>
                <th scope="col">{words.column}</th>
                <th scope="col">{words.value}</th>
                <th scope="col">{words.read}</th>
              </tr>
            </thead>
            <tbody>
              {row.cells.map((cell) => (
                <tr key={cell.column}>
                  <th scope="row">{cell.column}</th>
                  <td>
                    <span class="raw">{cell.value}</span>
                  </td>
                  <td>
                    {cell.read.map(({ label, value }) => (
                      <span class="line" key={label}>
                        <span class="sub-inline">{label}</span> {value}
                      </span>
                    ))}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ))}
    </section>
  );
}
