import type { Handle } from '../../connectors/contract.ts';
import type { StoredNotice } from '../../store/types.ts';
import type { NoticeRun } from './notice-run.ts';
import { recordOutcomes } from './record-outcomes.ts';
import { earlier } from './send.ts';

/** Fetches results of asynchronous tells (feeds): one question per handle, one outcome per notice. */
export async function collectResults(run: NoticeRun): Promise<void> {
  const { ctx, shop, link } = run;
  const { collect } = link.connection;
  if (!collect) return;
  const now = ctx.now().toString();
  const waiting = (await ctx.store.notices({ shop: shop.name, states: ['pending'], kinds: run.kinds })).filter((one) =>
    earlier(one.notBefore, now),
  );
  const groups = new Map<string, { handle: Handle; notices: StoredNotice[] }>();
  for (const notice of waiting) {
    const handle = notice.handle as Handle | null;
    if (!handle) continue;
    const key = `${handle.kind} ${handle.id}`;
    const group = groups.get(key) ?? { handle, notices: [] };
    group.notices.push(notice);
    groups.set(key, group);
  }
  if (groups.size === 0) return;
  const asked = [...groups.values()];
  const answers = await collect(asked.map((one) => one.handle));
  for (const [index, { handle, notices }] of asked.entries()) {
    const outcomes = answers[index] ?? [];
    const place = new Map(handle.notices.map((id, at) => [id, at]));
    await recordOutcomes(
      run,
      notices,
      notices.map((notice) => outcomes[place.get(notice.id) ?? -1] ?? { kind: 'unsure', code: 'outcome-missing' }),
    );
    if (run.halted) return;
  }
}
