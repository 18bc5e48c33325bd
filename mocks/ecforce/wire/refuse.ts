import type { Answer, Refusal } from '../../system.ts';
import type { EcforceState } from '../state/state.ts';
import { failed, later, page } from './reply.ts';

/** What a fault makes ecforce say. Pages of somebody in between are met (trust B); what stands on them is C. */
export function refuse(what: Refusal, _state: EcforceState): Answer {
  switch (what) {
    case 'too-many':
      return later(3);
    case 'server-error':
      return failed(500, 'AOR9999', '一時的なエラーが発生しました。');
    case 'unavailable':
      return page(503, '<h1>503 Service Temporarily Unavailable</h1>');
    case 'expired-token':
      return failed(401, 'ASS1001', '認証に失敗しました。');
    case 'maintenance':
      return page(503, '<title>メンテナンス中</title><h1>ただいまシステムメンテナンス中です。</h1>');
  }
}
