import type { Rule } from '../../../core/rules/rule.ts';
import { actionsWords } from '../../../core/rules/words.ts';
import { ruleWords as words } from '../../../core/sentences/console/rules.ts';
import { fill } from '../../../core/sentences/fill.ts';
import { ruleText } from '../../../flow/desk/rules/files.ts';
import type { ListedRule } from '../../../flow/desk/rules/list.ts';
import { ruleActions, ruleColumns } from '../../../flow/desk/rules/sheet.ts';
import { Form } from '../../parts/form.tsx';
import { withQuery } from '../../parts/links.tsx';
import { OutcomeBadge } from '../../parts/outcome.tsx';
import { shopName } from '../../parts/place.ts';
import { japanTime } from '../../parts/times.ts';
import type { Ask } from '../../types.ts';

/** The rules in effect, in their order; who manages switches and orders them and adds simple ones. */
export function Rules({ ask, rules }: { readonly ask: Ask; readonly rules: readonly ListedRule[] }) {
  const { version } = ruleText(ask.ctx.config.root);
  const isManager = ask.role === 'manage';
  return (
    <section aria-labelledby="rules">
      <h2 id="rules">{words.title}</h2>
      <p class="hint">{words.help}</p>
      <p>
        <a class="button" href="/rules/try">
          {words.tryAll}
        </a>
      </p>
      {rules.length === 0 ? <p class="empty">{words.none}</p> : <Table ask={ask} rules={rules} version={version} />}
      {isManager ? (
        <>
          <Add ask={ask} version={version} />
          <Import ask={ask} version={version} />
        </>
      ) : null}
    </section>
  );
}

function Table({
  ask,
  rules,
  version,
}: {
  readonly ask: Ask;
  readonly rules: readonly ListedRule[];
  readonly version: string;
}) {
  const { ctx } = ask;
  const methods = new Map(ctx.masters.methods.map((one) => [one.code, one.title]));
  const heads = ['no', 'rule', 'does', 'state', 'shops', 'lately', 'cases', 'act'] as const;
  return (
    <>
      {ask.role === 'manage' ? <OrderForm ask={ask} rules={rules} version={version} /> : null}
      <table class="cards-table" data-order-form={ask.role === 'manage' ? 'order-rules' : undefined}>
        <caption class="unseen">{words.title}</caption>
        <thead>
          <tr>
            {heads.map((one) => (
              <th scope="col" key={one}>
                {words[one]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rules.map(({ rule: one, last, lately }, at) => (
            <tr
              data-row
              data-name={one.name}
              data-drag={ask.role === 'manage' ? words.dragHint : undefined}
              key={one.name}
            >
              <td data-label={words.no}>{at + 1}</td>
              <th scope="row">
                {one.title}
                <span class="sub">{one.name}</span>
              </th>
              <td data-label={words.does}>{actionsWords(one.then, methods)}</td>
              <td data-label={words.state}>
                <OutcomeBadge tone={one.on ? 'good' : 'off'}>{one.on ? words.on : words.off}</OutcomeBadge>
              </td>
              <td data-label={words.shops} class={one.shops.length === 0 ? 'keep' : undefined}>
                {one.shops.length === 0 ? words.allShops : one.shops.map((shop) => shopName(ctx, shop)).join('、')}
              </td>
              <td data-label={words.lately}>
                {fill(words.orders, { count: lately })}
                {last === null ? null : <span class="sub">{fill(words.last, { at: japanTime(last) })}</span>}
              </td>
              <td data-label={words.cases}>{one.cases}</td>
              <td data-label={words.act} class="keep">
                <Acts ask={ask} rule={one} version={version} isFirst={at === 0} isLast={at === rules.length - 1} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

/** Where the order goes in which rows were dragged (console.js); without script there are the buttons. */
function OrderForm({
  ask,
  rules,
  version,
}: {
  readonly ask: Ask;
  readonly rules: readonly ListedRule[];
  readonly version: string;
}) {
  return (
    <div id="order-rules" hidden>
      <Form ask={ask} action="/rules/order" class="stack">
        <input type="hidden" name="seen" value={version} />
        {rules.map(({ rule }) => (
          <input type="hidden" name="rule" value={rule.name} key={rule.name} />
        ))}
        <p role="status">{words.dragged}</p>
        <p class="buttons">
          <button type="submit" class="main">
            {words.saveOrder}
          </button>
          <a class="button" href="/jobs#rules">
            {words.leaveOrder}
          </a>
        </p>
      </Form>
    </div>
  );
}

function Acts({
  ask,
  rule: { name, title, on },
  version,
  isFirst,
  isLast,
}: {
  readonly ask: Ask;
  readonly rule: Rule;
  readonly version: string;
  readonly isFirst: boolean;
  readonly isLast: boolean;
}) {
  const label = (text: string) => fill(text, { rule: title });
  const about = (
    <>
      <input type="hidden" name="seen" value={version} />
      <input type="hidden" name="rule" value={name} />
    </>
  );
  return (
    <div class="buttons">
      <a class="button" href={withQuery('/rules/try', { rule: name })} aria-label={label(words.tryOf)}>
        {words.try}
      </a>
      {ask.role !== 'manage' ? null : (
        <>
          <Form ask={ask} action="/rules/switch">
            {about}
            <button
              type="submit"
              name="on"
              value={on ? 'no' : 'yes'}
              aria-label={label(on ? words.switchOffOf : words.switchOnOf)}
            >
              {on ? words.switchOff : words.switchOn}
            </button>
          </Form>
          <Form ask={ask} action="/rules/move" class="buttons">
            {about}
            {isFirst ? null : (
              <button type="submit" name="to" value="up" aria-label={label(words.upOf)}>
                {words.up}
              </button>
            )}
            {isLast ? null : (
              <button type="submit" name="to" value="down" aria-label={label(words.downOf)}>
                {words.down}
              </button>
            )}
          </Form>
        </>
      )}
    </div>
  );
}

/** The columns of the ルール表, asked one by one. */
function Add({ ask, version }: { readonly ask: Ask; readonly version: string }) {
  return (
    <details>
      <summary>{words.add}</summary>
      <p class="hint">{words.addHelp}</p>
      <Form ask={ask} action="/rules/add" class="stack">
        <input type="hidden" name="seen" value={version} />
        <div class="fields">
          {ruleColumns.map(([column, hint], at) => (
            <div class="field" key={column}>
              <label for={`rule-${at}`}>{column}</label>
              {column === 'すること' ? (
                <select id={`rule-${at}`} name={`cell${at}`} required>
                  <option value="">{words.actions}</option>
                  {Object.keys(ruleActions).map((one) => (
                    <option value={one} key={one}>
                      {one}
                    </option>
                  ))}
                </select>
              ) : (
                <>
                  <input
                    id={`rule-${at}`}
                    name={`cell${at}`}
                    autocomplete="off"
                    required={column === '名前' || column === '内容'}
                    aria-describedby={`rule-${at}-hint`}
                  />
                  <p class="hint" id={`rule-${at}-hint`}>
                    {hint}
                  </p>
                </>
              )}
            </div>
          ))}
        </div>
        <p class="buttons">
          <button type="submit" class="main">
            {words.addSubmit}
          </button>
        </p>
      </Form>
    </details>
  );
}

function Import({ ask, version }: { readonly ask: Ask; readonly version: string }) {
  return (
    <details>
      <summary>{words.import}</summary>
      <p class="hint">{words.importHelp}</p>
      <Form ask={ask} action="/rules/import" class="stack" upload>
        <input type="hidden" name="seen" value={version} />
        <div class="field">
          <label for="rule-sheet">{words.importFile}</label>
          <input id="rule-sheet" name="sheet" type="file" required />
        </div>
        <p class="buttons">
          <button type="submit">{words.importSubmit}</button>
        </p>
      </Form>
    </details>
  );
}
