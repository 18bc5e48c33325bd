import { type SettingValue, setValues, valueAt, writtenValues } from '../../../config/set-values.ts';
import type { Context } from '../../types.ts';
import { readSettingsFile, type SettingsText } from './files.ts';
import { type Proposal, propose } from './propose.ts';

export type { SettingsComplaint } from '../../../config/complaint.ts';
export type { SettingValue } from '../../../config/set-values.ts';
export { valueAt } from '../../../config/set-values.ts';

/** `bridge.yaml` as it stands on the disk. */
export interface WrittenSettings {
  readonly file: SettingsText;
  /** As it is written, without defaults; undefined: it is no YAML. */
  readonly values: Readonly<Record<string, unknown>> | undefined;
}

/** Undefined: the file is gone. */
export function writtenSettings(ctx: Pick<Context, 'config'>): WrittenSettings | undefined {
  const file = readSettingsFile(ctx, 'bridge.yaml');
  return file && { file, values: writtenValues(file.text) };
}

/** The same as it was when a form was made. */
export const settingsAsShown = (file: SettingsText, text: string): WrittenSettings => ({
  file: { ...file, text },
  values: writtenValues(text),
});

/** What these values would do to `bridge.yaml`: only those that differ from what stands there touch it. */
export function proposeValues(
  ctx: Pick<Context, 'config'>,
  { file, values }: WrittenSettings,
  wanted: readonly SettingValue[],
): Proposal {
  if (!values) return propose(ctx, file, file.text);
  const differing = wanted.filter(({ path, value }) => !isAlike(valueAt(values, path), value));
  return propose(ctx, file, setValues(file.text, differing));
}

/** Nothing, null and what is not there are one; so are `2026-11-01` as text and as the YAML library reads it. */
const isAlike = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one ?? null) === JSON.stringify(other ?? null);
