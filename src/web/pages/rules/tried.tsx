import { ruleTryWords as words } from '../../../core/sentences/console/rules.ts';
import { fill } from '../../../core/sentences/fill.ts';
import { help } from '../../../core/sentences/help.ts';
import { actionTitles } from '../../../core/sentences/rule-words.ts';
import type { TryReport } from '../../../flow/desk/try-tally.ts';
import { Table } from '../../parts/data-table.tsx';
import { orderPath } from '../../parts/links.tsx';
import { OutcomeBadge } from '../../parts/outcome.tsx';

/** So many changes and conflicts are shown. */
const most = 200;

/** What rules would change: counts, before and after, each rule's own counts, conflicts. */
export function TriedRules({ report, looked }: { readonly report: TryReport; readonly looked: number }) {
  const { orders, changed, changes, conflicts, problems } = report;
  return (
    <section aria-labelledby="tried">
      <h2 id="tried">{words.result}</h2>
      {problems.map(({ sentence, remedy }) => (
        <p class="result wrong" key={sentence}>
          <span class="sign" aria-hidden="true">
            ×
          </span>
          <span>
            {sentence} <span class="remedy">{remedy}</span>
          </span>
        </p>
      ))}
      <p class="summary">
        {orders === 0 ? words.noOrders : fill(words.summary, { orders, changed, conflicts: conflicts.length })}
        {report.isCut ? ` ${fill(words.cut, { count: looked })}` : ''}
      </p>
      {orders > 0 && changes.length === 0 ? <p>{words.noChange}</p> : <Changes changes={changes} />}
      {orders === 0 ? null : <Counts report={report} />}
      {conflicts.length === 0 ? null : (
        <>
          <h3>{words.conflicts}</h3>
          <ul class="plain-list">
            {conflicts.slice(0, most).map((one, index) => (
              <li key={index}>
                {fill(words.conflict, {
                  ...one,
                  number: one.customerNo,
                  what: actionTitles[one.what as 'cool'] ?? one.what,
                })}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function Changes({ changes }: { readonly changes: TryReport['changes'] }) {
  if (changes.length === 0) return null;
  const heads = ['number', 'what', 'before', 'after', 'rule'] as const;
  return (
    <>
      <h3>{words.changes}</h3>
      <Table caption={words.changes} heads={heads.map((one) => words[one])}>
        {changes.slice(0, most).map((one, index) => (
          <tr data-row key={index}>
            <th scope="row" class="code keep">
              <a href={orderPath(one.shop, one.number)}>{one.customerNo}</a>
            </th>
            <td data-label={words.what} class="keep">
              {help.shown[one.field]}
            </td>
            <td data-label={words.before} class={one.field === 'state' ? 'keep' : undefined}>
              {one.before}
            </td>
            <td data-label={words.after}>
              <b>{one.after}</b>
            </td>
            <td data-label={words.rule}>{one.rules.join('・')}</td>
          </tr>
        ))}
      </Table>
      {changes.length > most ? <p class="hint">{fill(words.more, { count: changes.length - most })}</p> : null}
    </>
  );
}

function Counts({ report: { rules, never, always } }: { readonly report: TryReport }) {
  const heads = ['rule', 'state', 'matched', 'unsure'] as const;
  return (
    <>
      <h3>{words.counts}</h3>
      <table class="cards-table">
        <caption class="unseen">{words.counts}</caption>
        <thead>
          <tr>
            {heads.map((one) => (
              <th scope="col" class={one === 'matched' || one === 'unsure' ? 'number' : undefined} key={one}>
                {words[one]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rules.map((one) => (
            <tr data-row key={one.name}>
              <th scope="row">
                {one.title}
                {never.includes(one.name) ? <span class="sub">▲ {words.never}</span> : null}
                {always.includes(one.name) ? <span class="sub">▲ {words.always}</span> : null}
              </th>
              <td data-label={words.state}>
                <OutcomeBadge tone={one.on ? 'good' : 'off'}>{one.on ? words.on : words.off}</OutcomeBadge>
              </td>
              <td data-label={words.matched} class="number">
                {one.matched}
              </td>
              <td data-label={words.unsure} class="number">
                {one.unsure}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
