import type { Answer } from '../system.ts';
import { visit } from './json-path.ts';

/**
 * The answer with a member under another name (`into`), or without it (`into` ''). Order of members stays. A body that is no JSON stays
 * as it is.
 */
export function drifted(answer: Answer, field: string, into: string): Answer {
  let value: unknown;
  try {
    value = JSON.parse(answer.body.toString());
  } catch {
    return answer;
  }
  const hits: [object, string][] = [];
  visit(value, field, (parent, key) => hits.push([parent, key]));
  for (const [parent, key] of hits) rename(parent as Record<string, unknown>, key, into);
  return hits.length === 0 ? answer : { ...answer, body: JSON.stringify(value) };
}

function rename(parent: Record<string, unknown>, key: string, into: string): void {
  if (Array.isArray(parent)) return;
  const entries = Object.entries(parent);
  for (const [name] of entries) delete parent[name];
  for (const [name, value] of entries) {
    if (name !== key) parent[name] = value;
    else if (into !== '') parent[into] = value;
  }
}
