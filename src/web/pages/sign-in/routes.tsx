import { pageHelp } from '../../../core/sentences/console/page-help.ts';
import { signInWords } from '../../../core/sentences/console/shell.ts';
import type { Said } from '../../../core/sentences/index.ts';
import { signIn, signOut } from '../../../flow/desk/sign-in.ts';
import { Field } from '../../parts/form.tsx';
import { Results } from '../../parts/results.tsx';
import { cookieHeader } from '../../security/cookies.ts';
import type { Answer, Ask, Route } from '../../types.ts';

/** The only pages for somebody who is not signed in. */
export function signInRoutes(cookie: string, secure: boolean): Route[] {
  const setCookie = (token: string) => cookieHeader(cookie, token, { secure });
  return [
    {
      method: 'get',
      path: '/sign-in',
      role: 'view',
      handle: (ask) => (ask.token === '' ? page(ask, ask.query.get('to') ?? '/') : { to: '/' }),
    },
    {
      method: 'post',
      path: '/sign-in',
      role: 'view',
      async handle(ask) {
        const to = ask.form.get('to') ?? '/';
        const result = await signIn(ask.ctx, ask.form.get('name') ?? '', ask.form.get('password') ?? '', ask.realNow);
        if ('refused' in result) return { ...page(ask, to, result.refused), status: 401 };
        return { to, cookie: setCookie(result.token) };
      },
    },
    {
      method: 'post',
      path: '/sign-out',
      role: 'view',
      async handle(ask) {
        if (ask.session !== '') await signOut(ask.ctx, ask.session, ask.realNow);
        return { to: '/sign-in', cookie: setCookie('') };
      },
    },
  ];
}

function page(ask: Ask, to: string, refused?: Said): Answer & { title: string } {
  const name = ask.form.get('name') ?? '';
  return {
    title: signInWords.title,
    help: pageHelp.signIn,
    body: (
      <div class="narrow">
        {refused ? <Results results={[{ kind: 'wrong', text: refused.sentence, remedy: refused.remedy }]} /> : null}
        <form method="post" action="/sign-in" class="stack">
          <input type="hidden" name="to" value={to} />
          <Field label={signInWords.name} name="name" value={name} required autocomplete="username" />
          <Field
            label={signInWords.password}
            name="password"
            type="password"
            required
            autocomplete="current-password"
          />
          <button type="submit" class="main">
            {signInWords.submit}
          </button>
        </form>
        <p class="hint">{signInWords.hint}</p>
      </div>
    ),
  };
}
