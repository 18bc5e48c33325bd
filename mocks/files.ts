import { existsSync } from 'node:fs';
import { join } from 'node:path';

/**
 * A folder or file of the mocks that is no program. The compiled lab stands in `dist/mocks`; such files stay beside their source.
 *
 * @param path from `mocks/`
 */
export function labFile(...path: readonly string[]): string {
  const beside = join(import.meta.dirname, ...path);
  return existsSync(beside) ? beside : join(import.meta.dirname, '..', '..', 'mocks', ...path);
}
