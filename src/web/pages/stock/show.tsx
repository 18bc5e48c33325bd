import { pageHelp } from '../../../core/sentences/console/page-help.ts';
import { stockPageWords as words } from '../../../core/sentences/console/stock.ts';
import { fill } from '../../../core/sentences/fill.ts';
import { type StockDetail, showStock } from '../../../flow/desk/stock.ts';
import { Facts } from '../../parts/facts.tsx';
import { Field, Form, Select } from '../../parts/form.tsx';
import { orderPath } from '../../parts/links.tsx';
import { shopName } from '../../parts/place.ts';
import { japanTime } from '../../parts/times.ts';
import type { Answer, Ask, Route } from '../../types.ts';
import { skuPath } from './list.tsx';
import { mapPath } from './map.tsx';

export const showRoute: Route = {
  method: 'get',
  path: '/stock/:sku',
  role: 'view',
  async handle(ask): Promise<Answer> {
    const detail = await showStock(ask.ctx, ask.params.sku ?? '');
    if (!detail) return { title: words.unknown, help: pageHelp.gone, body: words.unknownNext, status: 404 };
    return { title: detail.sku, help: pageHelp.sku, body: <SkuPage ask={ask} detail={detail} /> };
  },
};

function SkuPage({ ask, detail }: { readonly ask: Ask; readonly detail: StockDetail }) {
  const { figure, record, parts } = detail;
  return (
    <>
      <p class="way">
        <a href="/stock">{words.toList}</a>
      </p>
      <div class="two">
        <section aria-labelledby="facts">
          <h2 id="facts">{words.facts}</h2>
          {figure ? (
            <Facts
              facts={[
                [words.free, String(figure.free)],
                [words.onHand, String(figure.onHand)],
                [words.sent, String(figure.sent)],
                [words.reserved, String(figure.reserved)],
                [words.at, record ? japanTime(record.at) : ''],
                [words.writer, record?.writer ?? ''],
                [words.note, record?.note ?? ''],
              ]}
            />
          ) : (
            <p>{words.uncounted}</p>
          )}
          {parts.length === 0 ? null : (
            <>
              <h2>{words.parts}</h2>
              <ul class="plain-list">
                {parts.map(({ part, quantity }) => (
                  <li key={part}>
                    <a href={skuPath(part)}>{fill(words.part, { part, quantity })}</a>
                  </li>
                ))}
              </ul>
            </>
          )}
          {ask.role === 'view' || parts.length > 0 ? null : <SetForm ask={ask} sku={detail.sku} />}
        </section>
        <div>
          <ReservedBy ask={ask} detail={detail} />
          <Told ask={ask} detail={detail} />
        </div>
      </div>
    </>
  );
}

function SetForm({ ask, sku }: { readonly ask: Ask; readonly sku: string }) {
  const hows = (['to', 'add'] as const).map((value) => ({ value, title: words.hows[value] }));
  return (
    <section aria-labelledby="set">
      <h2 id="set">{words.set}</h2>
      <p class="hint">{words.setHelp}</p>
      <Form ask={ask} action={`${skuPath(sku)}/set`} class="stack">
        <Select label={words.how} name="how" value="to" options={hows} />
        <Field label={words.amount} name="amount" type="number" required />
        <Field label={words.why} name="note" required />
        <p class="buttons">
          <button type="submit" class="main">
            {words.save}
          </button>
        </p>
      </Form>
    </section>
  );
}

function ReservedBy({
  ask,
  detail: { reservedBy, moreReserved },
}: {
  readonly ask: Ask;
  readonly detail: StockDetail;
}) {
  return (
    <section aria-labelledby="reserved">
      <h2 id="reserved">{words.reservedBy}</h2>
      {reservedBy.length === 0 ? <p>{words.noReserved}</p> : null}
      <ul class="plain-list">
        {reservedBy.map((one) => (
          <li key={one.customerNo}>
            <a class="code" href={orderPath(one.shop, one.number)}>
              {one.number}
            </a>{' '}
            {one.state} {fill(words.pieces, { pieces: one.pieces })}{' '}
            <span class="sub-inline">{shopName(ask.ctx, one.shop)}</span>
          </li>
        ))}
      </ul>
      {moreReserved > 0 ? <p class="hint">{fill(words.moreReserved, { count: moreReserved })}</p> : null}
    </section>
  );
}

function Told({ ask, detail: { told } }: { readonly ask: Ask; readonly detail: StockDetail }) {
  return (
    <section aria-labelledby="told">
      <h2 id="told">{words.told}</h2>
      {told.length === 0 ? <p>{words.noLinks}</p> : null}
      {told.length === 0 || ask.role === 'view' ? null : (
        <p>
          <a href={mapPath(told[0]?.shop ?? '')}>{words.toMap}</a>
        </p>
      )}
      {told.map((one) => (
        <Facts
          key={`${one.shop} ${one.item} ${one.option}`}
          facts={[
            [words.shop, shopName(ask.ctx, one.shop)],
            [words.item, `${one.item} ${one.option}`.trim()],
            [words.said, saidText(one)],
            [words.now, one.now === null ? words.uncounted : String(one.now)],
          ]}
        />
      ))}
    </section>
  );
}

function saidText({ said, at, failed }: StockDetail['told'][number]): string {
  if (said === null) return words.notTold;
  return `${said === 'unlimited' ? words.unlimited : said}（${japanTime(at)}）${failed ? words.failed : ''}`;
}
