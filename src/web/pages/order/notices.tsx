import { linkStateTitles, noticeKinds } from '../../../core/notices.ts';
import { noticesWords as words } from '../../../core/sentences/console/notices.ts';
import { orderWords } from '../../../core/sentences/console/order.ts';
import { fill } from '../../../core/sentences/fill.ts';
import { help } from '../../../core/sentences/help.ts';
import { jobTitle } from '../../../core/sentences/jobs.ts';
import { Form, Select } from '../../parts/form.tsx';
import { japanTime } from '../../parts/times.ts';
import { Told } from '../../parts/told.tsx';
import type { Ask } from '../../types.ts';
import type { ShownOrder } from './find.ts';

/** What the marketplace was told or is to be told, with the retry of what failed. */
export function Notices({ ask, view, here }: { readonly ask: Ask; readonly view: ShownOrder; readonly here: string }) {
  const { notices, untold } = view;
  return (
    <section aria-labelledby="notices">
      <h2 id="notices">{orderWords.notices}</h2>
      {notices.length + untold.length === 0 ? <p>{orderWords.noNotices}</p> : null}
      <ul class="plain-list">
        {notices.map((one) => (
          <li key={one.id} class="notice">
            <b>{one.title}</b> {help.toldStates[one.state] ?? one.state}{' '}
            <span class="sub-inline">
              {japanTime(one.at)} {one.customerNo}
            </span>
            {one.sentence === '' ? null : (
              <span class="line">
                {one.sentence}
                <span class="remedy">
                  <Told>{one.remedy}</Told>
                </span>
              </span>
            )}
            {(one.state === 'failed' || one.state === 'asking') && ask.role !== 'view' ? (
              <Form ask={ask} action={`${here}/retry`}>
                <input type="hidden" name="notice" value={one.id} />
                <button type="submit">{orderWords.retry}</button>
              </Form>
            ) : null}
          </li>
        ))}
        {untold.map((one) => (
          <li key={`${one.customerNo} ${one.code}`}>
            {orderWords.untold} {one.customerNo} {one.sentence}
            <span class="remedy">
              <Told>{one.remedy}</Told>
            </span>
          </li>
        ))}
      </ul>
      {ask.role === 'view' ? null : <ByHand ask={ask} shop={view.shop} here={here} />}
    </section>
  );
}

/** What a person did on the marketplace's own screen: it is not sent any more. */
function ByHand({ ask, shop, here }: { readonly ask: Ask; readonly shop: string; readonly here: string }) {
  const link = ask.ctx.link?.(shop);
  if (!link?.connector.policy) return null;
  const kinds = noticeKinds.filter((kind) => link.connection.tell?.[kind] !== undefined);
  const states = link.connector.linked ? Object.entries(linkStateTitles) : [];
  return (
    <details>
      <summary>{words.byHand}</summary>
      <p class="hint">{words.byHandHelp}</p>
      <Form ask={ask} action={`${here}/told`}>
        <Select
          label={words.byHandKind}
          name="done"
          value=""
          options={[
            { value: '', title: words.byHandWhat },
            ...kinds.map((kind) => ({ value: kind, title: jobTitle(kind) })),
            ...states.map(([value, state]) => ({ value: `link:${value}`, title: fill(words.linkTo, { state }) })),
          ]}
        />
        <p>
          <label class="tick">
            <input type="checkbox" name="sure" value="yes" /> {words.byHandSure}
          </label>
        </p>
        <p class="buttons">
          <button type="submit">{words.byHandSave}</button>
        </p>
      </Form>
    </details>
  );
}
