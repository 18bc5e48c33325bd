import type { Notice, Outcome } from '../contract.ts';
import { resultOf } from './capture.ts';
import type { Client } from './client.ts';
import { type Standing, standingsOf } from './standing.ts';
import { serialOf } from './tell.ts';

/** What shopserve has of notices whose answer was lost. A question that failed leaves the doubt. */
export async function lookUp(client: Client, notices: readonly Notice[]): Promise<(Outcome | undefined)[]> {
  const found = await standingsOf(client, notices.map(serialOf));
  if ('kind' in found) return notices.map(() => ({ ...found, kind: 'unsure' }));
  return notices.map((notice) => {
    const known = found.get(serialOf(notice));
    return known && judge(notice, known);
  });
}

function judge(notice: Notice, known: Standing): Outcome | undefined {
  const { ship } = notice;
  const done: Outcome = { kind: 'done', code: ship ? 'notice-told' : 'notice-done' };
  if (notice.kind === 'capture') return known.settlement === 'open' ? undefined : resultOf(notice, known);
  if (notice.kind === 'acknowledge') return known.isConfirmed ? done : undefined;
  if (notice.kind === 'complete') return known.isCompleted ? done : undefined;
  const delivery = known.deliveries.get(ship?.destination ?? '');
  return delivery?.isShipped && sameNumber(delivery.slip, ship?.trackingNumber ?? '') ? done : undefined;
}

const sameNumber = (a: string, b: string): boolean => a.replace(/\W/g, '') === b.replace(/\W/g, '');
