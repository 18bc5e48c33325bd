import { pageHelp } from '../../../core/sentences/console/page-help.ts';
import { mastersWords as words } from '../../../core/sentences/console/settings.ts';
import { fill } from '../../../core/sentences/fill.ts';
import { valueAt } from '../../../flow/desk/settings/values.ts';
import { Field } from '../../parts/form.tsx';
import type { Answer, Ask, Route } from '../../types.ts';
import type { SettingField } from './fields.tsx';
import { reviewForm, SettingsForm } from './form-page.tsx';
import { Frame, unknownPage, withSettings } from './frame.tsx';

const here = '/settings/senders';
const keys = [
  'name',
  'kana',
  'company',
  'department',
  'postal-code',
  'prefecture',
  'city',
  'street',
  'building',
  'phone',
  'email',
];

const fieldsOf = (name: string): SettingField[] => keys.map((key) => ({ path: ['shippers', name, key], kind: 'text' }));

/** The fields of a sender that has no name yet. */
const fresh = 'new';

type Senders = Readonly<Record<string, Readonly<Record<string, unknown>> | null>>;
const sendersOf = (values: unknown): Senders => (valueAt(values, ['shippers']) as Senders | undefined) ?? {};

export const senderRoutes: readonly Route[] = [
  {
    method: 'get',
    path: here,
    role: 'manage',
    handle: (ask) =>
      withSettings(ask, words.sendersTitle, ({ values }) => {
        const senders = Object.entries(sendersOf(values));
        return {
          title: words.sendersTitle,
          help: pageHelp.senders,
          body: (
            <Frame>
              {senders.length === 0 ? <p class="empty">{words.noSenders}</p> : null}
              <ul class="tiles">
                {senders.map(([name, one]) => (
                  <li key={name}>
                    <a href={`${here}/${encodeURIComponent(name)}`}>{fill(words.senderOf, { name })}</a>
                    <span class="sub">{[one?.company, one?.name].filter(Boolean).map(String).join(' ')}</span>
                    <span class="sub">
                      {['postal-code', 'prefecture', 'city', 'street', 'building']
                        .map((key) => String(one?.[key] ?? ''))
                        .join(' ')}
                    </span>
                  </li>
                ))}
              </ul>
              <p class="buttons">
                <a class="button" href={`${here}/${fresh}`}>
                  {words.senderAdd}
                </a>
              </p>
            </Frame>
          ),
        };
      }),
  },
  {
    method: 'get',
    path: `${here}/:name`,
    role: 'manage',
    handle: (ask) => page(ask),
  },
  {
    method: 'post',
    path: `${here}/:name`,
    role: 'manage',
    handle: (ask) =>
      withSettings(ask, words.sendersTitle, ({ values }) => {
        const named = ask.params.name ?? '';
        const name = named === fresh ? (ask.form.get('name') ?? '').trim() : named;
        const senders = sendersOf(values);
        if (named !== fresh && !(named in senders)) return unknownPage(here, words.sendersTitle);
        if (named === fresh && !/^[a-z][a-z0-9-]{0,39}$/.test(name)) return page(ask, words.senderBadName);
        if (named === fresh && (name in senders || name === fresh))
          return page(ask, fill(words.senderExists, { name }));
        // Fields of a new one come without its name.
        for (const key of keys) {
          const value = ask.form.get(`v:shippers.${fresh}.${key}`);
          if (value !== null) ask.form.set(`v:shippers.${name}.${key}`, value);
        }
        return reviewForm(ask, fieldsOf(name), here);
      }),
  },
];

/** One sender to be changed, or a new one; `wrong`: why it was not taken. */
function page(ask: Ask, wrong?: string): Answer {
  return withSettings(ask, words.sendersTitle, (written) => {
    const name = ask.params.name ?? '';
    if (name !== fresh && !(name in sendersOf(written.values))) return unknownPage(here, words.sendersTitle);
    // What was typed is shown again.
    const typed = Object.fromEntries(keys.map((key) => [key, ask.form.get(`v:shippers.${fresh}.${key}`) ?? '']));
    const shown = name === fresh ? { ...written, values: { shippers: { [fresh]: typed } } } : written;
    return {
      title: name === fresh ? words.senderAdd : fill(words.senderOf, { name }),
      help: pageHelp.senders,
      ...(wrong !== undefined && { status: 422, results: [{ kind: 'wrong' as const, text: wrong }] }),
      body: (
        <Frame up={here} upTitle={words.toSenders}>
          <SettingsForm
            ask={ask}
            action={`${here}/${encodeURIComponent(name)}`}
            written={shown}
            groups={[{ fields: fieldsOf(name) }]}
          >
            {name === fresh ? (
              <Field label={words.senderCode} name="name" value={ask.form.get('name') ?? ''} required />
            ) : null}
          </SettingsForm>
        </Frame>
      ),
    };
  });
}
