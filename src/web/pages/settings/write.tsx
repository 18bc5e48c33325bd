import { mergeLines } from '../../../core/merge-lines.ts';
import { settingsWords as words } from '../../../core/sentences/console/settings.ts';
import { fill } from '../../../core/sentences/fill.ts';
import { readSettingsFile, settingsFile } from '../../../flow/desk/settings/files.ts';
import { inLineEnds, propose, writeSettings } from '../../../flow/desk/settings/propose.ts';
import { keepSecrets } from '../../../flow/desk/settings/secrets.ts';
import type { Reloaded } from '../../../flow/types.ts';
import { reloadedResults } from '../../parts/reloaded.ts';
import type { Answer, Result, Route } from '../../types.ts';
import { askedSecrets, backOf, conflictPage } from './conflict.tsx';
import { unknownPage } from './frame.tsx';
import { reviewPage } from './review.tsx';

/** Writes what the question before it showed, unless the file is another one by now. */
export const writeRoutes: readonly Route[] = [
  {
    method: 'post',
    path: '/settings/write',
    role: 'manage',
    async handle(ask): Promise<Answer> {
      const { ctx, form, actor, realNow } = ask;
      const file = settingsFile(form.get('file') ?? '');
      const now = file && readSettingsFile(ctx, file);
      if (!file || !now) return unknownPage();
      const back = backOf(ask);
      const text = inLineEnds(form.get('text') ?? '', now.text);
      const secrets = askedSecrets(ask);
      const typed = new Map([...secrets.keys()].map((name) => [name, form.get(`secret:${name}`) ?? '']));
      const blank = [...typed].find(([, value]) => value === '');
      if (blank)
        return reviewPage(ask, propose(ctx, now, text), { back, secrets, missing: secrets.get(blank[0]) ?? '' });
      const by = { actor, now: realNow };
      const kept: string[] = [];
      const written = await writeSettings(ctx, { file, hash: form.get('hash') ?? '', text }, by, async () => {
        kept.push(...(await keepSecrets(ctx, typed, by)));
      });
      if (written.kind === 'wrong') return reviewPage(ask, written.proposal, { back, secrets });
      if (written.kind === 'conflict') return conflictPage(ask, written.now, text, { back, secrets });
      const reloaded = written.kind === 'same' ? undefined : ctx.reload?.();
      const labels = kept.map((name) => secrets.get(name) ?? name).join('、');
      const results: Result[] = [
        written.kind === 'same'
          ? { kind: kept.length > 0 ? 'done' : 'note', text: kept.length > 0 ? '' : words.unchanged }
          : { kind: 'done', text: fill(words.done, { file }), ...nextOf(reloaded) },
        ...reloadedResults(reloaded),
        ...(kept.length > 0 ? [{ kind: 'done' as const, text: fill(words.secretsDone, { names: labels }) }] : []),
      ];
      return { to: back, results: results.filter((one) => one.text !== '') };
    },
  },
  {
    method: 'post',
    path: '/settings/merge',
    role: 'manage',
    handle(ask) {
      const file = settingsFile(ask.form.get('file') ?? '');
      const now = file && readSettingsFile(ask.ctx, file);
      if (!now) return unknownPage();
      const [base, mine] = ['base', 'text'].map((name) => inLineEnds(ask.form.get(name) ?? '', now.text));
      const merged = mergeLines(base ?? '', mine ?? '', now.text);
      if (merged === undefined)
        return conflictPage(ask, now, mine ?? '', { back: backOf(ask), secrets: askedSecrets(ask) });
      return reviewPage(ask, propose(ask.ctx, now, merged), { back: backOf(ask), secrets: askedSecrets(ask) });
    },
  },
];

/** When it counts; where it does not yet, `reloadedResults` says why. */
function nextOf(reloaded: Reloaded | undefined): { readonly remedy?: string } {
  if (reloaded === undefined) return { remedy: words.doneNext };
  return reloaded.kind === 'taken' || reloaded.kind === 'same' ? { remedy: words.doneAtOnce } : {};
}
