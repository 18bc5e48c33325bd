import { labelWords as words } from '../../../core/sentences/console/order.ts';
import { fill } from '../../../core/sentences/fill.ts';
import { slotTitle } from '../../../core/service.ts';
import type { EditPreview, LabelCell, PreviewedLabel } from '../../../flow/desk/preview-edit.ts';

/** What stands on the labels, each thing in its place. */
export function Labels({ preview }: { readonly preview: EditPreview }) {
  return (
    <>
      {preview.refused.map((one) => (
        <p class="result wrong" key={`${one.code} ${one.sentence}`}>
          <span>
            {one.sentence} <span class="remedy">{one.remedy}</span>
          </span>
        </p>
      ))}
      {preview.notes.map((one) => (
        <p class="result note" key={`${one.code} ${one.sentence}`}>
          {one.sentence}
        </p>
      ))}
      {preview.labels.length === 0 ? <p>{words.none}</p> : null}
      {preview.labels.map((one) => (
        <Label one={one} key={one.customerNo} />
      ))}
    </>
  );
}

function Label({ one }: { readonly one: PreviewedLabel }) {
  const { cells, customerNo, holds, isOut } = one;
  const value = (no: number) => cells.get(no)?.value ?? '';
  return (
    <section class="label-box" aria-label={fill(words.of, { customerNo })}>
      <p class="hint">{fill(words.of, { customerNo })}</p>
      {isOut ? <p class="result note">{words.isOut}</p> : null}
      {cells.size === 0 ? (
        <p class="result note">{words.notYet}</p>
      ) : (
        <div class="label">
          <div class="label-part label-when">
            <Place cells={cells} no={5} title={words.shipDate} />
            <Place cells={cells} no={6} title={words.deliveryDate} />
            {value(7) === '' ? null : (
              <p>
                <span class="label-title">{words.slot}</span> {slotTitle(value(7))}
              </p>
            )}
            {value(3) === '' ? null : (
              <p>
                <b>{value(3) === '1' ? words.frozen : words.chilled}</b>
              </p>
            )}
          </div>
          <div class="label-part">
            <span class="label-title">{words.to}</span>
            <Place cells={cells} no={11} before="〒" />
            <Place cells={cells} no={9} before="TEL " />
            {[12, 13, 14, 15].map((no) => (
              <Place cells={cells} no={no} key={no} />
            ))}
            <Place cells={cells} no={16} big after={` ${value(18) === '' ? words.honorific : value(18)}`} />
          </div>
          <div class="label-part">
            <span class="label-title">{words.from}</span>
            <Place cells={cells} no={22} before="〒" />
            <Place cells={cells} no={20} before="TEL " />
            {[23, 24, 25].map((no) => (
              <Place cells={cells} no={no} key={no} />
            ))}
          </div>
          <div class="label-part">
            <span class="label-title">{words.goods}</span>
            {[28, 30].map((no) => (
              <Place cells={cells} no={no} key={no} />
            ))}
            <Place cells={cells} no={31} title={words.handling} />
            <Place cells={cells} no={32} title={words.handling} />
            <Place cells={cells} no={33} title={words.note} />
            <Place cells={cells} no={34} title={words.collect} after={words.yen} />
            <Place cells={cells} no={35} title={words.tax} after={words.yen} />
            <Place cells={cells} no={38} title={words.packages} />
          </div>
        </div>
      )}
      {holds.length === 0 ? <p>{words.fine}</p> : <h3>{words.holds}</h3>}
      <ul class="plain-list">
        {holds.map(({ sentence, remedy }) => (
          <li key={sentence}>
            ■ {sentence}
            <span class="remedy">→ {remedy}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Place({
  cells,
  no,
  title = '',
  before = '',
  after = '',
  big = false,
}: {
  readonly cells: ReadonlyMap<number, LabelCell>;
  readonly no: number;
  readonly title?: string;
  readonly before?: string;
  readonly after?: string;
  readonly big?: boolean;
}) {
  const cell = cells.get(no);
  if (!cell) return null;
  const { name, value, used, most } = cell;
  const isOver = most > 0 && used > most;
  const counted = most > 20;
  return (
    <p title={name}>
      {title === '' ? null : <span class="label-title">{title} </span>}
      {before}
      <span class={big ? 'label-name' : ''}>{value}</span>
      {after}
      {counted ? (
        <span class={isOver ? 'width over' : 'width'}> {fill(isOver ? words.over : words.width, { used, most })}</span>
      ) : null}
    </p>
  );
}
