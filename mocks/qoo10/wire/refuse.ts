import type { Answer, Refusal } from '../../system.ts';
import type { Habits } from '../state/habits.ts';
import { keyExpired, tooMany } from './door.ts';
import { envelope, errorEnvelope } from './reply.ts';

/** What a fault makes Qoo10 say. */
export function refuse(what: Refusal, habits: Habits): Answer {
  switch (what) {
    case 'too-many':
      return tooMany();
    case 'server-error':
      return page(
        500,
        "<title>Runtime Error</title><h1>Server Error in '/GMKT.INC.Front.QAPIService' Application.</h1>",
      );
    case 'unavailable':
      return page(503, '<title>Service Unavailable</title><h2>Service Unavailable</h2>');
    case 'expired-token':
      return (habits['key-errors'] === 'ErrorCode' ? errorEnvelope : envelope)(keyExpired, habits, 'json');
    // Error pages of the house come with HTTP 200 (trust B: seen on the storefront; for the API it is C).
    case 'maintenance':
      return page(200, '<title>Qoo10 メンテナンス中</title><h1>ただいまシステムメンテナンス中です。</h1>');
  }
}

const page = (status: number, inside: string): Answer => ({
  status,
  headers: { 'content-type': 'text/html; charset=utf-8' },
  body: `<!DOCTYPE html><html><body>${inside}</body></html>`,
});
