import { diffLines } from '../../../core/line-diff.ts';
import type { RuleSet } from '../../../core/rules/rule.ts';
import { complaintInJapanese } from '../../../core/sentences/complaints.ts';
import { pageHelp } from '../../../core/sentences/console/page-help.ts';
import { ruleTryWords as words } from '../../../core/sentences/console/rules.ts';
import { fill } from '../../../core/sentences/fill.ts';
import { limitWords } from '../../../core/size.ts';
import { readRuleText, ruleText } from '../../../flow/desk/rules/files.ts';
import { tryRules } from '../../../flow/desk/try-rules.ts';
import type { TryReport } from '../../../flow/desk/try-tally.ts';
import { Form, Select } from '../../parts/form.tsx';
import { OutcomeBadge } from '../../parts/outcome.tsx';
import type { Answer, Ask, Route } from '../../types.ts';
import { uploadBytes } from '../../uploads.ts';
import { Diff } from '../settings/diff.tsx';
import { rulesPath } from './act.ts';
import { changed } from './changed.ts';
import { TriedRules } from './tried.tsx';

/** Orders of each shop that a page looks at: the newest tell how a rule would do. */
const ordersOnTrial = 2000;

const spans = { today: 0, 'last-week': 7, 'last-month': 31 } as const;
type Span = keyof typeof spans | 'file';
const isSpan = (text: string): text is Span => text in spans || text === 'file';

export const tryRoutes: readonly Route[] = [
  {
    method: 'get',
    path: '/rules/try',
    role: 'view',
    handle: (ask) => page(ask, ask.query, ruleText(ask.ctx.config.root).text),
  },
  { method: 'post', path: '/rules/try', role: 'work', upload: true, handle: tried },
  {
    method: 'post',
    path: '/rules/save',
    role: 'manage',
    upload: true,
    async handle(ask): Promise<Answer> {
      const text = textOf(ask.form);
      const results = await changed(ask, { kind: 'text', text }, words.saved);
      if (results.every((one) => one.kind !== 'wrong')) return { to: rulesPath, results };
      const file = ruleText(ask.ctx.config.root);
      const meanwhile = file.version === ask.form.get('seen') ? undefined : file.text;
      return {
        ...page(ask, ask.form, text, { complaints: [], ...(meanwhile !== undefined && { meanwhile }) }),
        status: 422,
        results,
      };
    },
  },
];

/** Browsers send CRLF; the file keeps the line ends that it has. */
const textOf = (form: URLSearchParams): string => (form.get('text') ?? '').replaceAll('\r\n', '\n');

interface Tried {
  readonly report?: TryReport;
  /** `line:column sentence` of the text. */
  readonly complaints: readonly string[];
  readonly set?: RuleSet;
  /** The file as somebody else left it after this page was opened: shown beside the text that was not saved. */
  readonly meanwhile?: string;
}

async function tried(ask: Ask): Promise<Answer> {
  const { ctx, form, uploads } = ask;
  const text = textOf(form);
  const span = spanOf(form);
  const isEdited = form.has('text') && text !== ruleText(ctx.config.root).text.replaceAll('\r\n', '\n');
  const read = isEdited ? readRuleText(ctx, text, { draft: true }) : undefined;
  const complaints = (read?.complaints ?? []).map(
    ({ line, column, sentence }) => `${line}:${column} ${complaintInJapanese(sentence)}`,
  );
  const [file] = uploads;
  if (span === 'file' && !file)
    return { ...page(ask, form, text, { complaints }), status: 422, results: [{ kind: 'wrong', text: words.noFile }] };
  const known = (read?.rules ?? ctx.rules)?.rules ?? [];
  const rules = form.getAll('rule').filter((name) => known.some((one) => one.name === name));
  const shop = form.get('shop') ?? '';
  ask.seen({ what: 'orders-listed', shop: '', orderNumber: '' });
  const report = await tryRules(ctx, {
    shop: ctx.config.shops[shop] ? shop : '',
    rules,
    orders: span === 'file' && file ? { file } : { days: spans[span as keyof typeof spans] },
    most: ordersOnTrial,
    ...(read && { set: read.rules }),
  });
  return page(ask, form, text, { report, complaints, ...(read && { set: read.rules }) });
}

function spanOf(form: URLSearchParams): Span {
  const wanted = form.get('orders') ?? '';
  return isSpan(wanted) ? wanted : 'last-week';
}

function page(
  ask: Ask,
  given: URLSearchParams,
  text: string,
  { report, complaints, set, meanwhile }: Tried = { complaints: [] },
) {
  const { ctx } = ask;
  const { version } = ruleText(ctx.config.root);
  const chosen = new Set(given.getAll('rule'));
  const shops = Object.values(ctx.config.shops).map(({ name, title }) => ({ value: name, title }));
  const orders = (['today', 'last-week', 'last-month', 'file'] as const).map((value) => ({
    value,
    title: words.spans[value],
  }));
  const isOpen = complaints.length > 0 || set !== undefined || meanwhile !== undefined || given.has('edit');
  return {
    title: words.title,
    help: pageHelp.ruleTry,
    body: (
      <>
        <p class="way">
          <a href={rulesPath}>{words.toRobot}</a>
        </p>
        {meanwhile === undefined ? null : (
          <section aria-labelledby="meanwhile">
            <h2 id="meanwhile">{words.meanwhile}</h2>
            <p class="hint">{words.meanwhileHelp}</p>
            <Diff lines={diffLines(meanwhile, text)} label={words.meanwhile} />
          </section>
        )}
        <Form ask={ask} action="/rules/try" upload>
          <input type="hidden" name="seen" value={meanwhile === undefined ? (given.get('seen') ?? version) : version} />
          <fieldset class="choices">
            <legend>{words.which}</legend>
            {((set ?? ctx.rules)?.rules ?? []).map(({ name, title, on }) => (
              <label key={name}>
                <input type="checkbox" name="rule" value={name} checked={chosen.has(name)} />
                <span>
                  {title} <OutcomeBadge tone={on ? 'good' : 'off'}>{on ? words.on : words.off}</OutcomeBadge>
                  <span class="sub">{name}</span>
                </span>
              </label>
            ))}
          </fieldset>
          <div class="fields">
            <Select label={words.orders} name="orders" value={spanOf(given)} options={orders} />
            <Select
              label={words.shop}
              name="shop"
              value={given.get('shop') ?? ''}
              options={[{ value: '', title: words.allShops }, ...shops]}
            />
            <div class="field">
              <label for="f-rules-file">{fill(words.file, { limit: limitWords(uploadBytes(ctx)) })}</label>
              <input id="f-rules-file" name="file" type="file" />
            </div>
          </div>
          <details open={isOpen}>
            <summary>{words.edit}</summary>
            <p class="hint">{words.editHelp}</p>
            <div class="field">
              <label for="f-rules-text">{words.text}</label>
              <textarea id="f-rules-text" name="text" rows={18} class="code-area" spellcheck={false}>
                {text}
              </textarea>
            </div>
            {ask.role === 'manage' ? (
              <p class="buttons bottom">
                <button type="submit" formaction="/rules/save">
                  {words.save}
                </button>{' '}
                <span class="hint">{words.saveHelp}</span>
              </p>
            ) : (
              <p class="hint">{words.needManage}</p>
            )}
          </details>
          {ask.role === 'view' ? null : (
            <p class="buttons bottom">
              <button type="submit" class="main">
                {words.submit}
              </button>
            </p>
          )}
        </Form>
        <Complaints complaints={complaints} />
        {report ? <TriedRules report={report} looked={ordersOnTrial} /> : null}
      </>
    ),
  };
}

function Complaints({ complaints }: { readonly complaints: readonly string[] }) {
  if (complaints.length === 0) return null;
  return (
    <section class="result wrong" role="status" aria-label={words.wrong}>
      <span class="sign" aria-hidden="true">
        ×
      </span>
      <div>
        <b>{words.wrong}</b>
        <pre class="report">{complaints.map((one) => `${one}\n`)}</pre>
        <p>{words.noCase}</p>
      </div>
    </section>
  );
}
