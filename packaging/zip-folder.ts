import { createWriteStream, readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';

/** Zips a folder, itself the only thing on top; modes are kept, so that programs can be started after unzipping. */
export async function zipFolder(folder: string, file: string): Promise<void> {
  const zip = new ZipFile();
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  for (const path of entries.map((entry) => join(entry.parentPath, entry.name)).sort()) {
    zip.addFile(path, relative(dirname(folder), path).replaceAll('\\', '/'));
  }
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(file));
}
