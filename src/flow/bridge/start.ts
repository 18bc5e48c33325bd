import { unfitLayouts } from '../../config/unfit-layout.ts';
import { say } from '../../core/sentences/index.ts';
import { beginExports } from '../export/index.ts';
import { inboxId, type Take, watchInbox } from '../inbox/index.ts';
import { intakeFile, redecideForRules, rereadHeld } from '../intake/index.ts';
import { afterIntake, finishUndoing, followUp } from '../issue/index.ts';
import { type Lease, oneOfAll } from '../leases/index.ts';
import { mailDamage } from '../mail/index.ts';
import { linkOldForms } from '../notify/index.ts';
import { deliver } from '../outbox/index.ts';
import { checkBefore } from '../standing/index.ts';
import type { Context, IntakeDocument } from '../types.ts';
import { dropSamples } from './demo.ts';

export interface StartOptions {
  /** Drop the sample files of every known format into the inbox. */
  readonly demo: boolean;
  /** Aborted: finish the file in hand and stop. */
  readonly signal: AbortSignal;
  /** A dropped document was taken in, and what it set off here is done. */
  readonly onIntake?: (document: IntakeDocument) => void;
  /** Around the work that a dropped file gives. */
  readonly hurry?: <T>(work: () => Promise<T>) => Promise<T>;
}

/**
 * The running bridge: finishes what a crash left open, then watches the inbox. Of several machines with one inbox one watches, and the
 * others stand by to follow it. Everything after an intake is derived from
 * the store (what is ready, what was not told yet), so a trigger that gets lost costs a delay and nothing else.
 */
export async function startBridge(ctx: Context, options: StartOptions): Promise<void> {
  // A database in a file has one bridge, kept by the lock of its workspace.
  if (ctx.config.database.kind === 'sqlite') return watchAndTake(ctx, options);
  const tell = ({ sentence, remedy }: ReturnType<typeof say>) => ctx.tell(`${sentence}${remedy}`);
  const said = {
    onWait: ({ machine, pid }: Lease) =>
      tell(say('watched-elsewhere', { holder: `${machine.split(' ')[0]} PID ${pid}` })),
    onTurn: () => tell(say('watches-now')),
    onLost: () => tell(say('watch-lost')),
  };
  const name = `watch:${await inboxId(ctx.config.inbox)}`;
  await oneOfAll(ctx, name, options.signal, said, () => watchAndTake(ctx, options));
}

const asUsual = <T>(work: () => Promise<T>): Promise<T> => work();

async function watchAndTake(ctx: Context, { demo, signal, onIntake, hurry = asUsual }: StartOptions): Promise<void> {
  await checkBefore(ctx, 'start', (why) => mailDamage(ctx, why));
  for (const { code, args } of await unfitLayouts(ctx)) {
    const { sentence, remedy } = say(code, args);
    ctx.tell(`${sentence}${remedy}`);
  }
  await deliver(ctx);
  await finishUndoing(ctx);
  await beginExports(ctx);
  await linkOldForms(ctx);
  await rereadHeld(ctx);
  await redecideForRules(ctx);
  for (const shop of Object.values(ctx.config.shops)) await followUp(ctx, shop.name, true);
  // Each file with the layouts and rules of its moment.
  const take: Take = (incoming, { owner }) =>
    hurry(() => intakeFile({ ...ctx }, { ...incoming, resultsOnly: owner.kind === 'results' }));
  const watch = await watchInbox(
    ctx,
    take,
    {},
    {
      async gathered(documents) {
        await hurry(() => afterIntake({ ...ctx }, documents));
        for (const document of documents) onIntake?.(document);
      },
    },
  );
  signal.addEventListener('abort', () => void watch.close(), { once: true });
  try {
    if (signal.aborted) await watch.close();
    else if (demo) await dropSamples(ctx, signal);
    await watch.done;
  } finally {
    await watch.close();
  }
}
