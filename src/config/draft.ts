import type { SentenceArgs, SentenceCode } from '../core/sentences/index.ts';
import type { SettingsComplaint } from './complaint.ts';
import type { Settings } from './schema.ts';
import type { Path } from './yaml-places.ts';

/** `bridge.yaml` after parsing. `settings` is there only when nothing was wrong with its shape. */
export interface Draft {
  readonly settings: Settings | undefined;
  readonly complaints: readonly SettingsComplaint[];
  /** Source text of a plain value, '' for anything else. */
  written(path: Path): string;
  /** Makes a complaint that points at a key. */
  complain(path: Path, code: SentenceCode, args?: SentenceArgs): SettingsComplaint;
}
