import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { standardLayoutsFolder } from '../../../config/layout-files.ts';
import { diffLines, shortDiff } from '../../../core/line-diff.ts';
import { readOrigin } from './copy.ts';

const directions = ['read', 'write'] as const;

/** An own layout beside the standard one; lines begin with `-`, `+` or a space. */
export interface LayoutDiff {
  readonly name: string;
  readonly standard: string;
  /** Japan's day on which it was copied; null = nobody knows. */
  readonly copied: string | null;
  /** What the standard changed since the copy; absent where the copy does not know what it began as. */
  readonly standardSinceCopy?: readonly string[];
  /** What was changed here since the copy, else the difference of both. */
  readonly own: readonly string[];
}

/**
 * A workspace's own layout against the standard one that it was copied from, after an upgrade.
 *
 * @param from standard layout to compare with, instead of the one that it was copied from
 * @returns the code of a refusal: there is no such own layout, or nobody knows where it is from
 */
export function diffLayout(
  root: string,
  name: string,
  from?: string,
): LayoutDiff | { readonly code: 'layout-not-own' | 'layout-origin-unknown' } {
  const folder = directions
    .map((one) => join(root, 'layouts', one, name))
    .find((one) => existsSync(join(one, 'layout.yaml')));
  if (!folder) return { code: 'layout-not-own' };
  const origin = readOrigin(folder);
  const standardName = from ?? origin?.from ?? name;
  const path = directions
    .map((one) => join(standardLayoutsFolder(), one, standardName, 'layout.yaml'))
    .find((one) => existsSync(one));
  if (!path) return { code: 'layout-origin-unknown' };
  const own = readFileSync(join(folder, 'layout.yaml'), 'utf8');
  const standard = readFileSync(path, 'utf8');
  const base = origin?.from === standardName ? origin.text : undefined;
  return {
    name,
    standard: standardName,
    copied: origin?.at ?? null,
    ...(base !== undefined && { standardSinceCopy: shortDiff(diffLines(base, standard)) }),
    own: shortDiff(diffLines(base ?? standard, own)),
  };
}
