import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runtimePackages } from '../src/cli/runtime.ts';
import { type Lock, productionFolders } from './manifest.ts';

/** The licence of one package that goes out with ours. */
export interface Licence {
  readonly name: string;
  readonly version: string;
  /** What its package.json says, SPDX; '' when it says nothing. */
  readonly id: string;
  /** Full texts, the notices of what it contains included. */
  readonly texts: readonly string[];
}

/** Files of a package that state its licence or a notice that must go along. */
const licenceFile = /^(licen[cs]e|copying|unlicense|notice|copyright|ofl)/i;
const codeFile = /\.([cm]?[jt]s|json|map)$/i;
/** A permission, not only the name of a licence. */
const grant =
  /permission is hereby granted|permission to use, copy|redistribution and use|apache license|public domain/i;

/** Texts for packages that come without one, by `name@version`, each with its source. */
const kept = join(import.meta.dirname, 'licences');

/**
 * Licences of all packages that are needed to run, by the lock, each as it stands in `root/node_modules`, sorted by name and version. The
 * runtimes are no part of it (`runtimeLicence`).
 *
 * @throws when the text of any is missing; names all of them
 */
export function collectLicences(root: string, lock: Lock): Licence[] {
  const found = new Map<string, Licence>();
  for (const path of productionFolders(lock)) {
    const licence = licenceOf(join(root, path));
    found.set(`${licence.name}@${licence.version}`, licence);
  }
  const missing = [...found].filter(([, { texts }]) => texts.length === 0).map(([key]) => key);
  if (missing.length > 0) {
    throw new Error(
      `no licence text comes with ${missing.join(', ')}: put it into packaging/licences/NAME@VERSION.txt, with its source`,
    );
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, licence]) => licence);
}

/**
 * Licence of the Node.js that goes out: its package's own text, or that of this machine's package of the same version (the one for Windows
 * comes without).
 */
export function runtimeLicence(root: string, folder: string): Licence {
  const { version, ...rest } = licenceOf(folder);
  const others = Object.values(runtimePackages)
    .map(({ name }) => join(root, 'node_modules', name))
    .filter((other) => existsSync(other));
  for (const texts of [rest.texts, ...others.map(licenceOf).map((one) => (one.version === version ? one.texts : []))])
    if (texts.length > 0) return { name: 'Node.js', version, id: rest.id, texts };
  throw new Error(`no licence text comes with the runtime in ${folder}`);
}

function licenceOf(folder: string): Licence {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    name: string;
    version: string;
    license?: string;
  };
  const files = readdirSync(folder).sort();
  const texts = files
    .filter((file) => licenceFile.test(file) && !codeFile.test(file))
    .map((file) => readFileSync(join(folder, file), 'utf8').trim())
    .filter((text) => text !== '');
  if (texts.length === 0) texts.push(...fromReadme(folder, files), ...ownCopy(`${name}@${version}`));
  return { name, version, id: typeof license === 'string' ? license : '', texts };
}

/** The chapter of its README that holds the whole text. */
function fromReadme(folder: string, files: readonly string[]): string[] {
  const readme = files.find((file) => /^readme/i.test(file));
  if (readme === undefined) return [];
  const chapters = readFileSync(join(folder, readme), 'utf8').split(/^(?=#{1,6} )/m);
  return chapters
    .filter((chapter) => /^#{1,6} *licen[cs]e/i.test(chapter) && grant.test(chapter))
    .map((one) => one.trim());
}

function ownCopy(key: string): string[] {
  const file = join(kept, `${key.replace('/', '__')}.txt`);
  return existsSync(file) ? [readFileSync(file, 'utf8').trim()] : [];
}

/** One text file for people: which packages, then each with its licence. */
export function licenceText(product: string, licences: readonly Licence[]): string {
  const line = '='.repeat(80);
  const chapters = licences.map(
    ({ name, version, id, texts }) =>
      `${line}\n${name} ${version}${id === '' ? '' : ` (${id})`}\n${line}\n\n${texts.join('\n\n')}\n`,
  );
  const list = licences.map(({ name, version, id }) => `  ${name} ${version}${id === '' ? '' : ` (${id})`}`);
  return `${product} contains the following software of others.\n\n${list.join('\n')}\n\n${chapters.join('\n')}`;
}

/** Name of the file, the same everywhere. */
export const licencesName = 'THIRD-PARTY-LICENSES.txt';
