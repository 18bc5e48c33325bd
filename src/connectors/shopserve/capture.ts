import type { Handle, Notice, NoticeOf, Outcome } from '../contract.ts';
import type { Client } from './client.ts';
import { isOneOf } from './order-api.ts';
import { type Standing, standingsOf } from './standing.ts';
import { refusal, serialOf, tellEach, unknownOrder } from './tell.ts';

/**
 * 決済依頼, once an order: it is looked at first, and what was asked for already (by hand, by a try whose answer was lost) is only
 * awaited. The result comes ten to fifteen minutes later (trust A).
 */
export async function tellCapture(client: Client, notices: readonly NoticeOf<'capture'>[]): Promise<Outcome[]> {
  const found = notices.length === 0 ? new Map() : await standingsOf(client, notices.map(serialOf));
  if ('kind' in found) return notices.map(() => found);
  return tellEach(notices, async (notice) => {
    const serialCode = serialOf(notice);
    const known = found.get(serialCode);
    if (!known) return unknownOrder(notice);
    if (known.isCancelled) return { kind: 'fix', code: 'capture-order-cancelled', args: { order: notice.orderNumber } };
    if (known.settlement !== 'open') return resultOf(notice, known);
    const said = await client.order('capture', { serialCode });
    if (said.failed) return said.failed;
    if (!said.refused || isOneOf(client.settings['order-api'].words.alreadyRequested, said.refused.code))
      return awaited(notice);
    const refused = refusal(client, notice, said.refused);
    return refused.code === 'told-refused' ? { ...refused, code: 'capture-refused' } : refused;
  });
}

const awaited = (notice: Pick<Notice, 'id' | 'keys'>): Outcome => ({
  kind: 'pending',
  code: 'notice-taken',
  handle: { kind: 'capture', id: notice.keys?.key ?? '', notices: [notice.id] },
});

/** What became of a settlement that was asked for. */
export function resultOf(notice: Notice, { settlement }: Standing): Outcome {
  if (settlement === 'done') return { kind: 'done', code: 'notice-done' };
  if (settlement === 'failed') return { kind: 'fix', code: 'capture-failed' };
  return awaited(notice);
}

/** Results of settlements; a question that failed leaves them awaited. It may take minutes until 依頼中 is shown (trust A). */
export async function collectCaptures(client: Client, handles: readonly Handle[]): Promise<Outcome[][]> {
  const found = await standingsOf(
    client,
    handles.map((one) => one.id),
  );
  return handles.map((handle) => {
    const known = 'kind' in found ? undefined : found.get(handle.id);
    return handle.notices.map((id): Outcome => {
      const notice = { id, kind: 'capture', orderNumber: '', keys: { key: handle.id } } as const;
      if ('kind' in found) return { ...found, kind: 'pending', handle };
      if (!known) return { kind: 'pending', code: 'notice-taken', handle };
      const outcome = resultOf(notice, known);
      return outcome.kind === 'pending' ? { ...outcome, handle } : outcome;
    });
  });
}
