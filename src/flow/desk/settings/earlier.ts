import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../../../config/types.ts';
import { masterName, type SettingsFile, type SettingsText, settingsFile } from './files.ts';

type Place = { readonly config: Pick<Config, 'data'> };

/** An earlier text of a file of the settings, kept when another took its place. */
export interface EarlierFile {
  /** Its name among them; an address may carry it. */
  readonly id: string;
  readonly file: SettingsFile;
  /** ISO instant until which it stood there. */
  readonly until: string;
}

/** So many of each file are kept. */
const most = 30;
const pattern = /^(?:(masters)\.)?([a-z0-9][a-z0-9-]{0,59})\.yaml\.(\d{8}T\d{6,9}Z)\.([0-9a-f]{12})$/;

const folderOf = ({ config }: Place): string => join(config.data, 'earlier-settings');

/** Keeps the text that another takes the place of, private to whoever runs the bridge; a standard one needs no keeping. `now`: real time. */
export function keepEarlier(ctx: Place, { file, text, hash, isOwn }: SettingsText, now: Temporal.Instant): void {
  if (!isOwn) return;
  const folder = folderOf(ctx);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  // To the millisecond: two changes within a second stay two, in their order.
  const stamp = now.toString({ smallestUnit: 'millisecond' }).replace(/[-:.]/g, '');
  const id = `${file.replace('/', '.')}.${stamp}.${hash.slice(0, 12)}`;
  writeFileSync(join(folder, id), text, { mode: 0o600, flush: true });
  for (const old of earlierOf(ctx, file).slice(most)) rmSync(join(folder, old.id), { force: true });
}

/** Every earlier text that is kept, the last first. */
export function listEarlier(ctx: Place): EarlierFile[] {
  const folder = folderOf(ctx);
  const names = existsSync(folder) ? readdirSync(folder) : [];
  const found = names.flatMap((id): EarlierFile[] => {
    const [, masters, name = '', stamp = ''] = pattern.exec(id) ?? [];
    const file = settingsFile(masters === undefined ? `${name}.yaml` : `masters/${name}.yaml`);
    if (!file) return [];
    const [day, time] = [stamp.slice(0, 8), stamp.slice(9, 15)].map((part) => part.match(/../g) ?? []);
    const [century = '', year = '', month = '', date = ''] = day ?? [];
    const fraction = stamp.slice(15, -1);
    const until = `${century}${year}-${month}-${date}T${(time ?? []).join(':')}${fraction && `.${fraction}`}Z`;
    return [{ id, file, until }];
  });
  return found.toSorted((a, b) => b.until.localeCompare(a.until) || a.id.localeCompare(b.id));
}

const earlierOf = (ctx: Place, file: SettingsFile): EarlierFile[] =>
  listEarlier(ctx).filter((one) => one.file === file);

/** One of them with its text; undefined = it is not kept (any more). */
export function readEarlier(ctx: Place, id: string): (EarlierFile & { readonly text: string }) | undefined {
  // Only what the list names: an address cannot lead out of the folder.
  const found = listEarlier(ctx).find((one) => one.id === id);
  return found && { ...found, text: readFileSync(join(folderOf(ctx), id), 'utf8') };
}

/** What people call the file: its path under the workspace. */
export const shownName = (file: SettingsFile): string => (masterName(file) === undefined ? file : `layouts/${file}`);
