import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');

/**
 * The command line that tests start as a process of its own: what was built from this very source, as a user gets it, or the source
 * itself where nothing was built or something was written since. The built one starts in two fifths of the time.
 */
export const main: string = process.env.TEST_COMMAND ?? join(root, 'src', 'cli', 'main.ts');

/** Path of the built command line, if no source is newer than it. */
export function builtCommand(): string | undefined {
  const built = join(root, 'dist', 'src', 'cli', 'main.js');
  if (!existsSync(built)) return undefined;
  const at = statSync(built).mtimeMs;
  const sources = ['src', 'mocks', 'packaging'].flatMap((room) =>
    readdirSync(join(root, room), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name)),
  );
  return [...sources, join(root, 'package-lock.json')].every((file) => statSync(file).mtimeMs <= at)
    ? built
    : undefined;
}
