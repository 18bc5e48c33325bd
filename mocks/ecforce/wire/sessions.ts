import type { Field } from '../../system.ts';
import { maySignIn, newToken, signInsAnHour } from '../state/access.ts';
import type { EcforceState } from '../state/state.ts';
import { bodyOf, type Endpoint, tokenOf } from './door.ts';
import { failed, json, later } from './reply.ts';

/** Tokens: five sign-ins an hour (trust B), whether they succeed or not (trust C). */
export function sessions(state: EcforceState): Endpoint[] {
  return [
    {
      name: 'sign_in',
      method: 'post',
      path: '/admins/sign_in',
      open: true,
      sends: ['email', 'password'].map(
        (name): Field => ({ name: `admin.${name}`, in: 'body', type: 'text', required: true }),
      ),
      limits: [`${signInsAnHour} sign-ins an hour`],
      answer(call) {
        const { access } = state;
        if (!maySignIn(access, call.now)) return later();
        const admin = bodyOf(call)?.admin as { email?: unknown; password?: unknown } | undefined;
        if (admin?.email !== access.email || admin.password !== access.password)
          return failed(401, 'ASS1001', 'メールアドレスまたはパスワードが違います。');
        return json(200, { id: 1, email: access.email, authentication_token: newToken(access, state.random()) });
      },
    },
    {
      name: 'sign_out',
      method: 'get',
      path: '/admins/sign_out',
      answer(call) {
        state.access.tokens.delete(tokenOf(call));
        return { status: 204, headers: {}, body: '' };
      },
    },
  ];
}
