import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { collectLicences, licencesName, licenceText } from './licences.ts';
import { afterPack, beforePack, readLock } from './manifest.ts';

// npm's scripts `prepack` and `postpack`.
const root = join(import.meta.dirname, '..');
if (process.argv[2] === 'before') {
  writeFileSync(join(root, licencesName), licenceText('b2-bridge', collectLicences(root, readLock(root))));
  beforePack(root);
} else {
  afterPack(root);
  rmSync(join(root, licencesName), { force: true });
}
