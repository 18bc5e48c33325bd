import type { Context } from '../../flow/types.ts';

/** What people call a shop; '' = the whole workspace. One that is no longer in the settings keeps its name. */
export const shopName = ({ config }: Pick<Context, 'config'>, shop: string): string =>
  shop === '' ? config.name : (config.shops[shop]?.title ?? shop);

/** A day of an address, `YYYY-MM-DD`; '' = it is none. */
export function readDay(text: string | null): string {
  if (text === null || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return '';
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' }).toString();
  } catch {
    return '';
  }
}

/** Where a list that is counted goes on, of an address. */
export const readOffset = (text: string | null): number =>
  Math.min(Math.max(0, Number.parseInt(text ?? '0', 10) || 0), 1_000_000);
