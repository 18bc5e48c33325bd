import { orderWords } from '../../../core/sentences/console/order.ts';
import { fill } from '../../../core/sentences/fill.ts';
import { say } from '../../../core/sentences/index.ts';
import { type Service, serviceTitles, slotTitle } from '../../../core/service.ts';
import { isBeyondRecall, type ShipmentLine } from '../../../core/shipment.ts';
import type { OutboxFile } from '../../../store/types.ts';
import { StateBadge } from '../../parts/badge.tsx';
import { type Fact, Facts } from '../../parts/facts.tsx';
import { Form } from '../../parts/form.tsx';
import { orderPath } from '../../parts/links.tsx';
import { PartyBlock, yen } from '../../parts/party.tsx';
import { japanTime } from '../../parts/times.ts';
import type { Ask } from '../../types.ts';
import { writtenPath } from '../files/written.tsx';
import type { ShownOrder } from './find.ts';

/** One parcel: where to, what, when, its numbers, and the holds that somebody cleared. */
export function ParcelBox({
  ask,
  view,
  one,
  files,
}: {
  readonly ask: Ask;
  readonly view: ShownOrder;
  readonly one: ShownOrder['details'][number];
  /** What was written for the order's parcels. */
  readonly files: readonly OutboxFile[];
}) {
  const { shipment, state, holds, waybills } = one;
  const service = shipment.service === '' ? '' : serviceTitles[shipment.service as Service];
  const method = ask.ctx.masters.methods.find((each) => each.code === shipment.method)?.title ?? shipment.method;
  const own = files.filter((each) => each.shipments.includes(shipment.id));
  const id = `parcel-${shipment.serial}`;
  return (
    <section aria-labelledby={id} class="parcel">
      <h2 id={id}>{fill(orderWords.parcel, { customerNo: shipment.customerNo })}</h2>
      {shipment.outdated ? <p class="result note">{orderWords.outdated}</p> : null}
      <Facts
        facts={
          [
            [orderWords.state, <StateBadge state={state} key="state" />],
            [
              orderWords.consignee,
              <PartyBlock party={shipment.consignee} none={orderWords.noConsignee} key="consignee" />,
            ],
            [orderWords.method, method],
            [orderWords.service, service],
            [orderWords.shipDate, shipment.shipDate ?? orderWords.exportDay],
            [orderWords.deliveryDate, shipment.deliveryDate ?? ''],
            [orderWords.slot, slotTitle(shipment.timeSlot)],
            [orderWords.codAmount, yen(shipment.codAmount)],
            [orderWords.packages, shipment.packages > 1 ? String(shipment.packages) : ''],
            [orderWords.replaced, shipment.replaced.join('、')],
            [orderWords.goods, <Goods lines={shipment.lines} key="goods" />],
            ...shipment.bundled.map(
              ({ orderNumber, lines }) =>
                [
                  fill(orderWords.bundledGoods, { number: orderNumber }),
                  <Goods lines={lines} key={orderNumber} />,
                ] as const,
            ),
            [
              orderWords.tracking,
              waybills.length === 0 ? (
                orderWords.noTracking
              ) : (
                <ul key="numbers">
                  {waybills.map(({ number, carrier }) => (
                    <li key={number}>
                      <span class="code">{number}</span> {carrier}
                    </li>
                  ))}
                </ul>
              ),
            ],
            [orderWords.labelFiles, <LabelFiles ask={ask} files={own} key="files" />],
          ].filter(([name]) => name !== orderWords.labelFiles || own.length > 0) as Fact[]
        }
      />
      {ask.role !== 'view' && isBeyondRecall(state) && state !== 'returned' ? (
        <Form ask={ask} action="/orders/question">
          <input type="hidden" name="parcel" value={shipment.customerNo} />
          <input type="hidden" name="back" value={orderPath(view.shop, view.number)} />
          <p class="buttons">
            <button type="submit" name="action" value="reissue">
              {orderWords.reissue}
            </button>
          </p>
        </Form>
      ) : null}
      <ul class="hint">
        {holds.flatMap(({ code, args, cleared, fingerprint }) =>
          cleared === null
            ? []
            : [
                <li key={fingerprint}>
                  {fill(orderWords.cleared, {
                    sentence: say(code, args, view.source).sentence,
                    at: japanTime(cleared.at),
                    by: cleared.by,
                    note: cleared.note,
                  })}
                </li>,
              ],
        )}
      </ul>
    </section>
  );
}

/** PDFs with labels that B2 Cloud gave, and CSVs for it; whoever may only look gets their names. */
function LabelFiles({ ask, files }: { readonly ask: Ask; readonly files: readonly OutboxFile[] }) {
  return (
    <ul>
      {files.map(({ id, path, at, purpose }) => {
        const text = fill(orderWords.labelFile, { file: path.split('/').at(-1) ?? path, at: japanTime(at) });
        return (
          <li key={id}>
            {ask.role === 'view' ? (
              text
            ) : (
              <a href={purpose === 'issue' ? writtenPath(id) : `${writtenPath(id)}/download`}>{text}</a>
            )}
          </li>
        );
      })}
    </ul>
  );
}

function Goods({ lines }: { readonly lines: readonly ShipmentLine[] }) {
  return (
    <ul>
      {lines.map(({ no, name, option, sku, quantity }) => (
        <li key={no}>
          {[name, option].filter((part) => part !== '').join(' ')}
          {sku === '' ? '' : `（${sku}）`} × <b>{quantity}</b>
        </li>
      ))}
    </ul>
  );
}
