import type { Answer, Refusal } from '../../system.ts';
import type { ShopserveState } from '../state/state.ts';
import { closed, tooMany, unauthorized } from './door.ts';
import { page, refusal } from './reply.ts';

/** What a fault makes shopserve say. */
export function refuse(what: Refusal, state: ShopserveState): Answer {
  switch (what) {
    case 'too-many':
      return tooMany();
    case 'server-error':
      return refusal({ status: 500, code: 'InternalError', message: 'order of 見本 太郎 (090-0000-0000) failed' });
    case 'unavailable':
      return page(502, '<h1>Bad Gateway</h1>');
    case 'expired-token':
      return unauthorized();
    case 'maintenance':
      return closed(state);
  }
}

export const unknownRoute = (): Answer => refusal({ status: 404, code: 'NotFound', message: 'no such address' });
