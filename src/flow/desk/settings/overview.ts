import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { SettingsError } from '../../../config/complaint.ts';
import { secretsFile } from '../../../config/workspace.ts';
import { readWorkspace } from '../../loading/index.ts';
import type { Context } from '../../types.ts';
import { readSettingsFile } from './files.ts';
import type { SettingsComplaint } from './values.ts';

export type SettingsPart = 'settings' | 'masters' | 'layouts' | 'rules' | 'secrets';

/** One part of the settings: where it is, and whether what lies there is what is in effect. */
export interface PartView {
  readonly part: SettingsPart;
  readonly path: string;
  /** `standard`: the workspace has none of its own. */
  readonly origin: 'own' | 'standard';
  /** `same` in effect · `differs` changed since the start · `wrong` would be refused · `none` not there · `unknown` */
  readonly state: 'same' | 'differs' | 'wrong' | 'none' | 'unknown';
  /** First digits of the hash of what is in effect; '' = not known. */
  readonly version: string;
  /** ISO instant of the last change on the disk, null = none. */
  readonly changedAt: string | null;
}

export interface SettingsOverview {
  readonly parts: readonly PartView[];
  /** Why the files as they lie there would be refused. */
  readonly complaints: readonly SettingsComplaint[];
}

/** What is in effect, and what lies on the disk. Reads the settings and the names and times of layouts; masters and rules as `start` does. */
export function settingsOverview(ctx: Pick<Context, 'config' | 'masters' | 'rules'>): SettingsOverview {
  const { root, textHash = '' } = ctx.config;
  const { found, complaints } = readNow(root);
  const file = readSettingsFile(ctx, 'bridge.yaml');
  const isWrong = (path: RegExp) => complaints.some((one) => path.test(one.file));
  const ofSettings = (): PartView['state'] => {
    if (isWrong(/^bridge\.yaml$/)) return 'wrong';
    if (textHash === '' || !file) return 'unknown';
    return file.hash === textHash ? 'same' : 'differs';
  };
  const loaded = (name: string, one: unknown, now: unknown): PartView['state'] => {
    if (isWrong(new RegExp(`(^|/)${name}/`))) return 'wrong';
    if (!found) return 'unknown';
    return isDeepStrictEqual(one, now) ? 'same' : 'differs';
  };
  const folder = (part: SettingsPart, name: string, state: PartView['state']): PartView => {
    const path = join(root, 'layouts', name);
    const changedAt = newest(path);
    return { part, path, origin: changedAt === null ? 'standard' : 'own', state, version: '', changedAt };
  };
  const secrets = secretsFile(ctx.config);
  return {
    parts: [
      {
        part: 'settings',
        path: join(root, 'bridge.yaml'),
        origin: 'own',
        state: ofSettings(),
        version: textHash.slice(0, 8),
        changedAt: file?.changedAt ?? null,
      },
      folder('masters', 'masters', loaded('masters', ctx.masters, found?.masters)),
      folder('rules', 'rules', loaded('rules', ctx.rules?.rules ?? [], found?.rules.rules ?? [])),
      folder('layouts', 'read', isWrong(/(^|\/)(read|write)\//) ? 'wrong' : 'same'),
      {
        part: 'secrets',
        path: secrets,
        origin: 'own',
        state: existsSync(secrets) ? 'same' : 'none',
        version: '',
        changedAt: changeOf(secrets),
      },
    ],
    complaints,
  };
}

function readNow(root: string) {
  try {
    return { found: readWorkspace(root, process.env), complaints: [] };
  } catch (error) {
    if (error instanceof SettingsError) return { found: undefined, complaints: error.complaints };
    throw error;
  }
}

function changeOf(path: string): string | null {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats ? Temporal.Instant.fromEpochMilliseconds(Math.floor(stats.mtimeMs)).toString() : null;
}

/** The last change of a file in a folder of the workspace, null = there is none. */
function newest(folder: string): string | null {
  if (!existsSync(folder)) return null;
  const times = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => changeOf(join(folder, name)) ?? '');
  return times.sort().at(-1) ?? null;
}
