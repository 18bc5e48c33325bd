import { say } from '../../core/sentences/index.ts';
import type { Reloaded } from '../../flow/types.ts';
import type { Result } from '../types.ts';

/** What the running bridge says to a file that was written; nothing where it is in effect. */
export function reloadedResults(reloaded: Reloaded | undefined): Result[] {
  if (reloaded?.kind !== 'refused' && reloaded?.kind !== 'settings') return [];
  const { sentence: text, remedy } =
    reloaded.kind === 'settings'
      ? say('settings-edited')
      : say('edits-refused', { place: reloaded.place, more: reloaded.more });
  return [{ kind: reloaded.kind === 'settings' ? 'note' : 'wrong', text, remedy }];
}
