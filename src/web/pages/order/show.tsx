import { linkStateTitles } from '../../../core/notices.ts';
import { orderWords } from '../../../core/sentences/console/order.ts';
import { pageHelp } from '../../../core/sentences/console/page-help.ts';
import { fill } from '../../../core/sentences/fill.ts';
import { help } from '../../../core/sentences/help.ts';
import { orderState } from '../../../flow/desk/orders.ts';
import type { OutboxFile } from '../../../store/types.ts';
import { StateBadge } from '../../parts/badge.tsx';
import { Facts } from '../../parts/facts.tsx';
import { PartyBlock, yen } from '../../parts/party.tsx';
import { japanTime } from '../../parts/times.ts';
import type { Ask, Route } from '../../types.ts';
import { ArrangeBox } from './arrange-box.tsx';
import { Edits } from './edits.tsx';
import { hereOf, noSuchOrder, type ShownOrder, shownOrder } from './find.ts';
import { Notices } from './notices.tsx';
import { Now } from './now.tsx';
import { ParcelBox } from './parcel.tsx';
import { Timeline } from './timeline.tsx';

export const showRoute: Route = {
  method: 'get',
  path: '/orders/:shop/:number',
  role: 'view',
  async handle(ask) {
    const view = await shownOrder(ask);
    if (!view) return noSuchOrder(ask);
    const { shop, number } = view;
    ask.seen({ what: 'order-seen', shop, orderNumber: number });
    const shipments = view.details.map((one) => one.shipment.id);
    const written = await ask.ctx.store.outbox({ shipments, stage: ['written'] });
    const files = written.filter(({ purpose }) => purpose === 'issue' || purpose === 'labels');
    return {
      title: fill(orderWords.title, { number }),
      help: pageHelp.order,
      body: <OrderPage ask={ask} view={view} files={files} />,
    };
  },
};

function OrderPage({
  ask,
  view,
  files,
}: {
  readonly ask: Ask;
  readonly view: ShownOrder;
  readonly files: readonly OutboxFile[];
}) {
  const here = hereOf(ask);
  return (
    <>
      <p class="way">
        <a href="/orders">{orderWords.toList}</a>
      </p>
      <Now ask={ask} view={view} here={here} />
      <div class="two">
        <section aria-labelledby="facts">
          <h2 id="facts">{orderWords.facts}</h2>
          <OrderFacts ask={ask} view={view} />
          <p class="buttons">
            {ask.role === 'view' ? null : (
              <a class="button" href={`${here}/edit`}>
                {orderWords.edit}
              </a>
            )}
            <a class="button" href={`${here}/explain`}>
              {orderWords.explain}
            </a>
            <a class="button" href={`${here}/source`}>
              {orderWords.source}
            </a>
          </p>
          <Edits ask={ask} view={view} here={here} />
          <ArrangeBox ask={ask} view={view} here={here} />
        </section>
        <div>
          {view.details.map((one) => (
            <ParcelBox ask={ask} view={view} one={one} files={files} key={one.shipment.id} />
          ))}
        </div>
      </div>
      <Notices ask={ask} view={view} here={here} />
      <Timeline view={view} />
    </>
  );
}

function splitText({ parts, splitBy: rule }: ShownOrder['arrangement']): string {
  const count = parts.length + 1;
  if (parts.length === 0) return '';
  return rule === undefined ? fill(help.order.parcels, { count }) : fill(help.order.parcelsByRule, { count, rule });
}

function OrderFacts({ ask, view }: { readonly ask: Ask; readonly view: ShownOrder }) {
  const { order, shop, arrangement } = view;
  const { payment, orderer, total, note } = order;
  const arranged = [
    splitText(arrangement),
    arrangement.bundledInto ? `${help.order.bundledInto} ${arrangement.bundledInto.order}` : '',
    arrangement.copyOf === '' ? '' : `${help.order.copyOf} ${arrangement.copyOf}`,
    arrangement.copies.length > 0 ? `${help.order.copies} ${arrangement.copies.join('、')}` : '',
  ];
  return (
    <Facts
      facts={[
        [orderWords.state, <StateBadge state={orderState(view.details)} key="state" />],
        [orderWords.shop, ask.ctx.config.shops[shop]?.title ?? shop],
        [orderWords.ordered, japanTime(order.orderedAt)],
        [
          orderWords.payment,
          [...new Set([help.payments[payment.state] ?? payment.state, payment.method])].join(' ').trim(),
        ],
        [orderWords.total, yen(total)],
        [orderWords.codAmount, yen(payment.codAmount)],
        [orderWords.codTax, yen(payment.codTax)],
        [orderWords.orderer, <PartyBlock party={orderer} none={orderWords.noParty} key="orderer" />],
        [
          orderWords.note,
          note === '' ? (
            ''
          ) : (
            <p class="note" key="note">
              {note}
            </p>
          ),
        ],
        [orderWords.linkState, view.linkState === null ? '' : linkStateTitles[view.linkState]],
        [orderWords.arrangement, arranged.filter((one) => one !== '').join('、')],
        [orderWords.revision, fill(help.order.revision, { revision: view.revision })],
        [
          orderWords.origins,
          <ul key="origins">
            {view.origins.map((one) => (
              <li key={`${one.document} ${one.layout}`}>
                {fill(orderWords.origin, { file: one.file, rows: shortRows(one.rows) })}
              </li>
            ))}
          </ul>,
        ],
      ]}
    />
  );
}

const shortRows = (rows: readonly number[]): string =>
  rows.length > 10 ? `${rows.slice(0, 10).join('・')}…` : rows.join('・');
