import { issueKey } from '../state/access.ts';
import type { Qoo10State } from '../state/state.ts';
import type { Method } from './door.ts';
import { param } from './fields.ts';
import { given } from './reply.ts';

/** API key and QSM login → certification key for a year (trust A; the code of a wrong login is C). */
export const createCertificationKey = (state: Qoo10State): Method => ({
  name: 'CertificationAPI.CreateCertificationKey',
  versions: ['1.0'],
  sends: [param('user_id', 'login of QSM', { required: true }), param('pwd', 'password of QSM', { required: true })],
  key: 'api',
  answer({ text, now }) {
    const { access } = state;
    if (text('user_id') !== access.userId || text('pwd') !== access.password) {
      return { code: -10001, message: 'Please check the user_id and pwd.' };
    }
    return given(issueKey(access, now, state.random()));
  },
});
