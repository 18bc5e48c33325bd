import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { readLayoutFiles, standardLayoutsFolder } from '../../../config/layout-files.ts';
import { loadMasters } from '../../../layout/masters.ts';
import type { Context } from '../../types.ts';
import { readSettingsFile, type SettingsFile, type SettingsText } from './files.ts';

export interface MasterView {
  readonly name: string;
  readonly file: SettingsFile;
  readonly rows: number;
  readonly isOwn: boolean;
  readonly changedAt: string | null;
}

/** The masters as they lie on the disk: the workspace's own in the place of the standard ones. */
export function listMasters(ctx: Pick<Context, 'config'>): MasterView[] {
  const [standard, own] = [standardLayoutsFolder(), join(ctx.config.root, 'layouts')];
  const names = new Set([standard, own].flatMap((folder) => yamlNames(join(folder, 'masters'))));
  return [...names].sort().flatMap((name) => {
    const file = `masters/${name}.yaml` as const;
    const text = readSettingsFile(ctx, file);
    if (!text) return [];
    return [{ name, file, rows: rowsOf(text.text), isOwn: text.isOwn, changedAt: text.changedAt }];
  });
}

const yamlNames = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => /^[a-z0-9][a-z0-9-]*\.yaml$/.test(name))
        .map((name) => name.slice(0, -'.yaml'.length))
    : [];

function rowsOf(text: string): number {
  try {
    const value: unknown = parse(text, { schema: 'failsafe' });
    if (Array.isArray(value)) return value.length;
    if (typeof value !== 'object' || value === null) return 0;
    const lists = Object.values(value).filter((one) => Array.isArray(one));
    return lists.length > 0 ? lists.reduce((sum, one) => sum + one.length, 0) : Object.keys(value).length;
  } catch {
    return 0;
  }
}

/** A master as people read it; undefined: it cannot be read. */
export type MasterTable =
  | { readonly kind: 'methods'; readonly rows: ReturnType<typeof loadMasters>['masters']['methods'] }
  | { readonly kind: 'codes'; readonly codes: NonNullable<ReturnType<typeof loadMasters>['masters']['codes']> }
  | { readonly kind: 'words'; readonly rows: readonly (readonly [word: string, value: string])[] };

export function masterTable(name: string, { text }: SettingsText): MasterTable | undefined {
  const files = readLayoutFiles(standardLayoutsFolder()).masters.filter((one) => one.name !== name);
  const { masters, complaints } = loadMasters([...files, { name, shown: name, text }]);
  if (complaints.length > 0) return undefined;
  if (name === 'delivery-methods') return { kind: 'methods', rows: masters.methods };
  if (name === 'carrier-codes') return masters.codes && { kind: 'codes', codes: masters.codes };
  // As it is written: the loaded words are folded.
  const value: unknown = parse(text, { schema: 'failsafe' });
  const entries = typeof value === 'object' && value !== null ? Object.entries(value as Record<string, unknown>) : [];
  return { kind: 'words', rows: entries.map(([word, one]) => [word, String(one)] as const) };
}
