import { roleTitles } from '../../../core/sentences/console/access.ts';
import { pageHelp } from '../../../core/sentences/console/page-help.ts';
import { usersWords as words } from '../../../core/sentences/console/settings.ts';
import { fill } from '../../../core/sentences/fill.ts';
import { say } from '../../../core/sentences/index.ts';
import { shortestPassword } from '../../../flow/desk/passwords.ts';
import { endSessions, listUsers, removeUser, saveUser, type UserChange } from '../../../flow/desk/users.ts';
import type { ConsoleRole } from '../../../store/types.ts';
import { Field, Form, Select } from '../../parts/form.tsx';
import { japanTime } from '../../parts/times.ts';
import type { Answer, Ask, Result, Route } from '../../types.ts';
import { Frame, unknownPage } from './frame.tsx';

const here = '/settings/users';
const pathOf = (name: string) => `${here}/of/${encodeURIComponent(name)}`;
const isRole = (text: string | null): text is ConsoleRole => text !== null && Object.hasOwn(roleTitles, text);
const roles = Object.entries(roleTitles).map(([value, title]) => ({ value, title }));

export const userRoutes: readonly Route[] = [
  { method: 'get', path: here, role: 'manage', handle: (ask) => listPage(ask) },
  {
    method: 'post',
    path: here,
    role: 'manage',
    async handle(ask) {
      const { ctx, form } = ask;
      const [name, role] = [(form.get('name') ?? '').trim(), form.get('role')];
      const isFirst = (await listUsers(ctx)).length === 0;
      if (!isRole(role) || (isFirst && role !== 'manage'))
        return listPage(ask, { kind: 'wrong', text: words.firstManager });
      const password = passwordOf(ask);
      if (typeof password !== 'string') return listPage(ask, password);
      const change = await saveUser(ctx, { name, role, password }, byOf(ask));
      if (change.refused) return listPage(ask, refusal(change));
      const done: Result = { kind: 'done', text: fill(words.added, { name, role: roleTitles[role] }) };
      // Whoever made the first one must sign in, too: the session of nobody is over.
      return isFirst ? { to: '/sign-in' } : { to: here, results: [done] };
    },
  },
  { method: 'get', path: `${here}/of/:name`, role: 'manage', handle: (ask) => userPage(ask) },
  {
    method: 'post',
    path: `${here}/of/:name`,
    role: 'manage',
    async handle(ask) {
      const { ctx, form, params } = ask;
      const [name, role] = [params.name ?? '', form.get('role')];
      if (!isRole(role)) return userPage(ask);
      const isKept = (form.get('password') ?? '') === '' && (form.get('again') ?? '') === '';
      const password = isKept ? undefined : passwordOf(ask);
      if (typeof password === 'object') return userPage(ask, password);
      return after(ask, await saveUser(ctx, { name, role, password, update: true }, byOf(ask)), words.saved);
    },
  },
  {
    method: 'post',
    path: `${here}/of/:name/sign-out`,
    role: 'manage',
    handle: async (ask) => after(ask, await endSessions(ask.ctx, ask.params.name ?? '', byOf(ask)), words.signedOut),
  },
  {
    method: 'post',
    path: `${here}/of/:name/remove`,
    role: 'manage',
    async handle(ask) {
      const name = ask.params.name ?? '';
      if (name === ask.user) return userPage(ask, { kind: 'wrong', text: words.notYourself });
      if (ask.form.get('sure') !== 'yes') return userPage(ask, { kind: 'wrong', text: words.removeNotSure });
      return after(ask, await removeUser(ask.ctx, name, byOf(ask)), words.removed);
    },
  },
];

const byOf = ({ actor, realNow }: Ask) => ({ actor, now: realNow });

const refusal = ({ refused }: UserChange): Result => ({
  kind: 'wrong',
  text: refused?.sentence ?? '',
  ...(refused && { remedy: refused.remedy }),
});

const after = (ask: Ask, change: UserChange, done: string): Answer | Promise<Answer> =>
  change.refused
    ? userPage(ask, refusal(change))
    : { to: here, results: [{ kind: 'done', text: fill(done, { name: ask.params.name ?? '' }) }] };

/** What was typed twice, or why it is refused. */
function passwordOf({ form }: Ask): string | Result {
  const password = form.get('password') ?? '';
  if (password === (form.get('again') ?? '')) return password;
  const { sentence, remedy } = say('user-passwords-differ');
  return { kind: 'wrong', text: sentence, remedy };
}

async function listPage(ask: Ask, wrong?: Result): Promise<Answer> {
  const users = await listUsers(ask.ctx);
  const now = ask.realNow.toString();
  return {
    title: words.title,
    help: pageHelp.users,
    ...(wrong && { status: 422, results: [wrong] }),
    body: (
      <Frame>
        {users.length === 0 ? (
          <p class="empty">
            <b>{words.none}</b> {words.noneNext}
          </p>
        ) : (
          <table class="cards-table">
            <caption class="unseen">{words.caption}</caption>
            <thead>
              <tr>
                {[words.name, words.role, words.createdAt].map((one) => (
                  <th scope="col" key={one}>
                    {one}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {users.map(({ name, role, createdAt, lockedUntil }) => (
                <tr data-row key={name}>
                  <th scope="row">
                    <a href={pathOf(name)}>{name}</a>
                    {name === ask.user ? words.you : null}
                    {lockedUntil > now ? (
                      <span class="sub">{fill(words.locked, { at: japanTime(lockedUntil) })}</span>
                    ) : null}
                  </th>
                  <td data-label={words.role}>{roleTitles[role]}</td>
                  <td data-label={words.createdAt}>{japanTime(createdAt)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        <h2>{words.add}</h2>
        <Form ask={ask} action={here} class="narrow stack">
          <Field label={words.name} name="name" value={ask.form.get('name') ?? ''} required />
          <Select
            label={words.role}
            name="role"
            value={users.length === 0 ? 'manage' : (ask.form.get('role') ?? 'work')}
            options={users.length === 0 ? roles.filter((one) => one.value === 'manage') : roles}
          />
          <Passwords label={words.password} required />
          <p>
            <button type="submit" class="main">
              {words.add}
            </button>
          </p>
        </Form>
      </Frame>
    ),
  };
}

function Passwords({ label, required = false }: { readonly label: string; readonly required?: boolean }) {
  return (
    <>
      <Field
        label={fill(label, { least: shortestPassword })}
        name="password"
        type="password"
        required={required}
        autocomplete="new-password"
      />
      <Field label={words.again} name="again" type="password" required={required} autocomplete="new-password" />
    </>
  );
}

async function userPage(ask: Ask, wrong?: Result): Promise<Answer> {
  const name = ask.params.name ?? '';
  const user = (await listUsers(ask.ctx)).find((one) => one.name === name);
  if (!user) return unknownPage(here, words.title);
  return {
    title: fill(words.of, { name }),
    help: pageHelp.users,
    ...(wrong && { status: 422, results: [wrong] }),
    body: (
      <Frame up={here} upTitle={words.toUsers}>
        <Form ask={ask} action={pathOf(name)} class="narrow stack">
          <Select label={words.role} name="role" value={user.role} options={roles} />
          <Passwords label={words.newPassword} />
          <p>
            <button type="submit" class="main">
              {words.save}
            </button>
          </p>
        </Form>
        <h2>{words.signOut}</h2>
        <p class="hint">{words.signOutHelp}</p>
        <Form ask={ask} action={`${pathOf(name)}/sign-out`}>
          <button type="submit">{words.signOut}</button>
        </Form>
        {name === ask.user ? null : (
          <>
            <h2>{words.remove}</h2>
            <p class="hint">{words.removeHelp}</p>
            <Form ask={ask} action={`${pathOf(name)}/remove`} class="stack">
              <label class="check">
                <input type="checkbox" name="sure" value="yes" required />
                {fill(words.removeSure, { name })}
              </label>
              <p>
                <button type="submit" class="danger">
                  {words.remove}
                </button>
              </p>
            </Form>
          </>
        )}
      </Frame>
    ),
  };
}
