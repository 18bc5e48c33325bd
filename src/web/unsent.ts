import type { Request } from 'express';
import type { Unsent } from './pages/refused.tsx';

/** Fields that nobody typed, and what stays out of a page however it came to be there. */
const notTyped =
  /^(action|all|back|base|code|drop|file|filter|hash|id|job|mail|notice|order|parcel|query|revision|rule|seen|shop|sure|taken|to|version)$|pass|secret|key|token|again/i;

/** What a form whose session is over had to say; it came from the console itself (`isOwnOrigin`). */
export function unsentOf(request: Request): Unsent {
  const form = new URLSearchParams(typeof request.body === 'string' ? request.body : '');
  const typed = [...form].filter(([name, value]) => !notTyped.test(name) && value.trim() !== '');
  const referer = request.headers.referer ?? '';
  const from = URL.canParse(referer) ? new URL(referer) : undefined;
  return {
    from: from ? from.pathname + from.search : '/',
    typed: [...new Set(typed.map(([, value]) => value))].slice(0, 100),
  };
}
