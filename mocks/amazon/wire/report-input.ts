import { fromIso } from '../../clock.ts';
import { reportKinds } from '../state/report-text.ts';
import type { AmazonState } from '../state/state.ts';
import { denied, Refused } from './errors.ts';

/** Reports answers 400 with the code "400", as feeds do (official sandbox cases, trust A). */
export const wrongReport = (details: string): Refused => new Refused(400, '400', 'Invalid input', details);

/** What a report or its schedule is asked for with. @throws Refused */
export function readWish(state: AmazonState, body: Readonly<Record<string, unknown>>) {
  const { reportType: type, marketplaceIds, reportOptions: options } = body;
  const kind = typeof type === 'string' && Object.hasOwn(reportKinds, type) ? reportKinds[type] : undefined;
  if (typeof type !== 'string' || !kind) throw wrongReport('Report type is not valid, or is not in this lab.');
  if (!Array.isArray(marketplaceIds) || marketplaceIds.length < 1 || marketplaceIds.length > 25) {
    throw wrongReport('marketplaceIds must have 1 to 25 values.');
  }
  if (options !== undefined && (typeof options !== 'object' || options === null || Array.isArray(options))) {
    throw wrongReport('reportOptions must be an object.');
  }
  if (kind.isRestricted && !state.access.roles.has('direct-to-consumer-shipping')) {
    throw denied('The application does not have access to the requested resource: a role is missing.');
  }
  return {
    type,
    marketplaceIds: marketplaceIds.map(String),
    options: options as Readonly<Record<string, string>> | undefined,
  };
}

/** @throws Refused */
export function readTime(value: unknown, name: string): number | undefined {
  if (value === undefined) return undefined;
  const at = fromIso(String(value));
  if (at === undefined) throw wrongReport(`${name} must be a time in ISO 8601.`);
  return at;
}
