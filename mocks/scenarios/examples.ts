import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { labFile } from '../files.ts';
import { LabRefused } from '../system.ts';

/** Names of the scenarios that come with the lab. */
export const exampleNames = (): readonly string[] =>
  readdirSync(labFile('scenarios', 'examples'))
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => name.slice(0, -'.yaml'.length))
    .sort();

/** The YAML of one. @throws LabRefused */
export function exampleText(name: string): string {
  if (!exampleNames().includes(name))
    throw new LabRefused(`unknown scenario "${name}"; known: ${exampleNames().join(' ')}`);
  return readFileSync(join(labFile('scenarios', 'examples'), `${name}.yaml`), 'utf8');
}
