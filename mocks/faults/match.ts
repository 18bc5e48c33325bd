import { LabRefused } from '../system.ts';
import { valuesAt } from './json-path.ts';
import type { Match } from './kinds.ts';

/** What of a call is looked at. `url` is the address below the system's prefix, with query. */
export interface Seen {
  readonly url: string;
  readonly body: Buffer;
}

const members = ['order', 'body', 'url', 'json'];

/** @throws LabRefused */
export function readMatch(wish: unknown): Match | null {
  if (wish === undefined || wish === null || wish === '') return null;
  const given = typeof wish === 'string' ? parsed(wish) : wish;
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    throw new LabRefused('match must be an object of order, body, url, json');
  const known: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(given)) {
    if (!members.includes(name)) throw new LabRefused(`unknown member match.${name}; known: ${members.join(' ')}`);
    if (name === 'json') {
      if (typeof value !== 'object' || value === null) throw new LabRefused('match.json must be an object path: value');
      known.json = Object.fromEntries(Object.entries(value).map(([path, one]) => [path, String(one)]));
    } else if (value !== undefined && value !== '') known[name] = String(value);
  }
  return Object.keys(known).length === 0 ? null : (known as Match);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new LabRefused('match must be JSON, e.g. {"order":"250-0000001-0000001"}');
  }
}

export function matches(match: Match | null, seen: Seen): boolean {
  if (!match) return true;
  const body = seen.body.toString('utf8');
  const url = decoded(seen.url);
  if (match.url !== undefined && !url.includes(match.url)) return false;
  if (match.body !== undefined && !body.includes(match.body) && !decoded(body).includes(match.body)) return false;
  if (match.order !== undefined && !hasWord(`${url}\n${decoded(body)}`, match.order)) return false;
  return Object.entries(match.json ?? {}).every(([path, wanted]) =>
    fieldsOf(body, path).some((value) => String(value) === wanted),
  );
}

/** Is the word there, and not only as a part of a longer number or name? */
export function hasWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); word !== '' && at >= 0; at = text.indexOf(word, at + 1)) {
    if (!isPart(text[at - 1]) && !isPart(text[at + word.length])) return true;
  }
  return false;
}

const isPart = (character: string | undefined): boolean => character !== undefined && /[\p{L}\p{N}]/u.test(character);

function fieldsOf(body: string, path: string): readonly unknown[] {
  try {
    return valuesAt(JSON.parse(body), path);
  } catch {
    return new URLSearchParams(body).getAll(path);
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}
