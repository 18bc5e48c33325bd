import { say } from '../../core/sentences/index.ts';
import { shortPath } from '../inbox/file-away.ts';
import { watchInbox } from '../inbox/watch.ts';
import { intakeFile } from '../intake/intake-file.ts';
import { issueShipments } from '../issue/issue-shipments.ts';
import { refillForms } from '../notify/return-form.ts';
import { writeNotices } from '../notify/write-notice-files.ts';
import { deliver } from '../outbox/outbox.ts';
import type { Context, IntakeDocument } from '../types.ts';
import { dropSamples } from './demo.ts';

export interface StartOptions {
  /** Drop the sample files of every known format into the inbox. */
  readonly demo: boolean;
  /** Aborted: finish the file in hand and stop. */
  readonly signal: AbortSignal;
  /** A dropped document was taken in, and what it set off here is done. */
  readonly onIntake?: (document: IntakeDocument) => void;
}

/**
 * The running bridge: finishes what a crash left open, then watches the inbox. Everything after an intake is derived from
 * the store (what is ready, what was not told yet), so a trigger that gets lost costs a delay and nothing else.
 */
export async function startBridge(ctx: Context, { demo, signal, onIntake }: StartOptions): Promise<void> {
  await deliver(ctx);
  for (const shop of Object.values(ctx.config.shops)) await followUp(ctx, shop.name, true);
  await refillForms(ctx);
  const watch = await watchInbox(ctx, async (incoming, { owner }) => {
    const documents = await intakeFile(ctx, { ...incoming, resultsOnly: owner.kind === 'results' });
    for (const document of documents) {
      await afterIntake(ctx, document);
      onIntake?.(document);
    }
    return documents;
  });
  signal.addEventListener('abort', () => void watch.close(), { once: true });
  try {
    if (signal.aborted) await watch.close();
    else if (demo) await dropSamples(ctx, signal);
    await watch.done;
  } finally {
    await watch.close();
  }
}

/** What an accepted document sets off: the B2 file of its shop, or files to the marketplaces. */
export async function afterIntake(ctx: Context, document: IntakeDocument): Promise<void> {
  if (document.refused) return;
  const { waybills = 0 } = document.registered;
  // Taken before: perhaps the process ended between the intake and this.
  if (waybills > 0 || document.seenBefore) {
    for (const shop of Object.keys(ctx.config.shops)) await followUp(ctx, shop, document.seenBefore);
    if ((await refillForms(ctx)) > 0) tellFiles(ctx, 'file-for-marketplace', await deliver(ctx));
    return;
  }
  if ((document.registered.filled ?? 0) > 0) tellFiles(ctx, 'file-for-marketplace', await deliver(ctx));
  if (document.shop !== '') await followUp(ctx, document.shop, true);
}

/** Writes what is due for a shop: B2 files of ready shipments (when the shop issues by itself) and notices. */
async function followUp(ctx: Context, shopName: string, issuing: boolean): Promise<void> {
  const shop = ctx.config.shops[shopName];
  if (!shop) return;
  if (issuing && shop.issue === 'auto') {
    const { files, shipments } = await issueShipments(ctx, { shop: shopName, actor: 'auto' });
    if (shipments.length > 0) tellFiles(ctx, 'file-for-b2', files, shipments.length);
  }
  const { files, shipments } = await writeNotices(ctx, shopName);
  if (shipments.length > 0) tellFiles(ctx, 'file-for-marketplace', files, shipments.length);
}

function tellFiles(
  ctx: Context,
  code: 'file-for-b2' | 'file-for-marketplace',
  files: readonly string[],
  count = 0,
): void {
  for (const file of files) {
    const { sentence, remedy } = say(code, { file: shortPath(ctx, file), count });
    ctx.tell(`${sentence} ${remedy}`);
  }
}
