import { type SettingsComplaint, SettingsError } from '../../../config/complaint.ts';
import { type DiffLine, diffLines } from '../../../core/line-diff.ts';
import { loadWorkspaceConfig, readWorkspace } from '../../loading/index.ts';
import type { Context } from '../../types.ts';
import { masterCaseComplaints } from './check-masters.ts';
import { keepEarlier } from './earlier.ts';
import { masterName, readSettingsFile, replaceSettingsFile, type SettingsFile, type SettingsText } from './files.ts';

type Ctx = Pick<Context, 'config' | 'store'>;

/** A change before it is written: what it does to the file, and whether the result would be taken. */
export interface Proposal {
  readonly before: SettingsText;
  readonly text: string;
  readonly isSame: boolean;
  readonly diff: readonly DiffLine[];
  /** Why it cannot be written; empty = it can. */
  readonly complaints: readonly SettingsComplaint[];
  /** To be known, but in nobody's way: samples of the masters that would read otherwise. */
  readonly notes: readonly SettingsComplaint[];
}

/** What became of a change. */
export type Written =
  | { readonly kind: 'done' | 'same'; readonly file: SettingsText }
  | { readonly kind: 'wrong'; readonly proposal: Proposal }
  /** Somebody else changed the file since it was shown: nothing was written. `null`: it is gone. */
  | { readonly kind: 'conflict'; readonly now: SettingsText | null };

/** Line ends as the file has them: a form always sends `\r\n`. */
export function inLineEnds(text: string, before: string): string {
  const plain = text.replaceAll('\r\n', '\n');
  return before.includes('\r\n') ? plain.replaceAll('\n', '\r\n') : plain;
}

/** What a text would do to a file of the settings; nothing is written. */
export function propose(ctx: Pick<Context, 'config'>, before: SettingsText, text: string): Proposal {
  const isSame = text === before.text;
  return {
    before,
    text,
    isSame,
    diff: isSame ? [] : diffLines(before.text, text),
    complaints: isSame ? [] : complaintsOf(ctx, before.file, text),
    notes: isSame ? [] : caseNotes(ctx, before.file, text),
  };
}

/** Everything that `start` would refuse with this text, except what it would refuse anyhow because of other files. */
function complaintsOf({ config }: Pick<Context, 'config'>, file: SettingsFile, text: string): SettingsComplaint[] {
  const name = masterName(file);
  const shown = `layouts/${file}`;
  const instead = name === undefined ? { settings: text } : { master: { name, shown, text } };
  const own = name === undefined ? 'bridge.yaml' : shown;
  const found = complaintsWhen(() => {
    const { keepIn } = readWorkspace(config.root, process.env, instead);
    // The next question is answered sooner; what is only tried is not kept.
    if (name === undefined) keepIn(config.data);
  });
  if (found.length === 0) return [];
  const words = (one: SettingsComplaint) => `${one.file} ${one.sentence}`;
  const before = new Set(complaintsWhen(() => readWorkspace(config.root, process.env)).map(words));
  return found.filter((one) => one.file === own || !before.has(words(one)));
}

function complaintsWhen(read: () => unknown): readonly SettingsComplaint[] {
  try {
    read();
    return [];
  } catch (error) {
    if (error instanceof SettingsError) return error.complaints;
    throw error;
  }
}

function caseNotes({ config }: Pick<Context, 'config'>, file: SettingsFile, text: string): SettingsComplaint[] {
  const name = masterName(file);
  return name === undefined ? [] : masterCaseComplaints(config.root, { name, shown: `layouts/${file}`, text });
}

/**
 * Writes a file of the settings: checked anew, whole or not at all, with an entry in the history.
 *
 * @param hash of the text that the person saw
 * @param by `now`: real time
 * @param before called when the text is good, before the file is replaced: secrets that it names
 */
export async function writeSettings(
  ctx: Ctx,
  change: { readonly file: SettingsFile; readonly hash: string; readonly text: string },
  by: { readonly actor: string; readonly now: Temporal.Instant },
  before: () => Promise<void> = async () => {},
): Promise<Written> {
  const now = readSettingsFile(ctx, change.file);
  if (!now || now.hash !== change.hash) return { kind: 'conflict', now: now ?? null };
  const proposal = propose(ctx, now, change.text);
  if (proposal.complaints.length > 0) return { kind: 'wrong', proposal };
  await before();
  if (proposal.isSame) return { kind: 'same', file: now };
  keepEarlier(ctx, now, by.now);
  if (!replaceSettingsFile(ctx, change.file, change.hash, change.text))
    return { kind: 'conflict', now: readSettingsFile(ctx, change.file) ?? null };
  const count = (kind: DiffLine['kind']) => proposal.diff.filter((one) => one.kind === kind).length;
  const details = { file: change.file, added: count('new'), removed: count('gone'), before: change.hash.slice(0, 12) };
  await note(ctx, by, 'settings-changed', details);
  return { kind: 'done', file: readSettingsFile(ctx, change.file) ?? now };
}

/** An entry of the history about the settings. */
export function note(
  ctx: Pick<Context, 'store'>,
  { actor, now }: { readonly actor: string; readonly now: Temporal.Instant },
  what: string,
  details: Readonly<Record<string, string | number>>,
  shop = '',
): Promise<void> {
  const entry = { at: now.toString(), actor, what, shop, orderNumber: '', shipment: '', details };
  return ctx.store.write((tx) => tx.addJournal([entry]));
}

/** The settings as they stand in the file now, which may be newer than those in effect; undefined = they have mistakes. */
export function settingsOnDisk({ config }: Pick<Context, 'config'>): Context['config'] | undefined {
  try {
    return loadWorkspaceConfig(config.root);
  } catch (error) {
    if (error instanceof SettingsError) return undefined;
    throw error;
  }
}
