import type { z } from 'zod';

type Tree = Record<string, unknown>;
type Issue = z.core.$ZodIssue;

/** Stands where the grammar refused something; a complaint that speaks of it is none. */
export const standIn = '\u0000';

/** What was replaced as a whole, so that checks that need it must not draw conclusions: `read.yields`, `fits`, `no` … */
export type Lost = ReadonlySet<string>;

export interface Shape<T> {
  readonly issues: readonly Issue[];
  /** The content with harmless things where the grammar refused something; undefined when nothing can be made of it. */
  readonly data?: T;
  readonly lost: Lost;
}

/**
 * Holds content against the grammar and, where it fails, goes on with what is left of it: the checks of names, numbers and
 * dictionaries shall find their mistakes in the same pass, not one after the other.
 */
export function shapeOf<T extends z.ZodType>(schema: T, content: unknown): Shape<z.output<T>> {
  const issues: Issue[] = [];
  const lost = new Set<string>();
  const mended = new Set<string>();
  let tree: unknown = content;
  for (let round = 0; round < 6; round++) {
    const result = schema.safeParse(tree);
    if (result.success) return { issues, data: result.data, lost };
    const fresh = result.error.issues.filter((issue) => !mended.has(issue.path.join('\u0000')));
    issues.push(...fresh);
    tree = structuredClone(tree);
    for (const issue of result.error.issues) {
      if (issue.code !== 'unrecognized_keys') mended.add(issue.path.join('\u0000'));
      tree = mend(tree, issue, lost);
    }
  }
  return { issues, lost };
}

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value);

/** By the first step of the path; what is not listed may simply be left out. */
const harmless: Readonly<Record<string, unknown>> = {
  title: standIn,
  source: { doc: standIn, checked: '2000-01-01', trust: 'C' },
  read: { yields: 'order' },
  write: { takes: 'row' },
  fits: [standIn],
  fields: {},
  columns: [{ no: '900000', name: standIn }],
};

function mend(tree: unknown, issue: Issue, lost: Set<string>): unknown {
  if (!isTree(tree)) {
    for (const key of Object.keys(harmless)) lost.add(key);
    return { ...harmless };
  }
  const [top, second, ...rest] = issue.path.map(String);
  if (issue.code === 'unrecognized_keys') {
    const holder = at(tree, issue.path);
    if (isTree(holder)) for (const key of issue.keys) delete holder[key];
    return tree;
  }
  if (top === undefined) return tree;
  if (top === 'fields' && second !== undefined && isTree(tree.fields)) {
    tree.fields[second] = mendRule(tree.fields[second], rest[0]);
  } else if (top === 'columns' && second !== undefined && Array.isArray(tree.columns)) {
    if (rest.length === 0 || rest[0] === 'no') lost.add('no');
    tree.columns[Number(second)] = mendColumn(tree.columns[Number(second)], Number(second), rest[0]);
  } else if ((top === 'read' || top === 'write') && second !== undefined && isTree(tree[top])) {
    lost.add(`${top}.${second}`);
    tree[top] = { ...(harmless[top] as Tree), ...without(tree[top], second) };
  } else {
    lost.add(top);
    if (top in harmless) tree[top] = harmless[top];
    else delete tree[top];
  }
  return tree;
}

function at(tree: unknown, path: readonly PropertyKey[]): unknown {
  let here: unknown = tree;
  for (const step of path)
    here = Array.isArray(here) ? here[Number(step)] : isTree(here) ? here[String(step)] : undefined;
  return here;
}

const without = (tree: Tree, key: string): Tree =>
  Object.fromEntries(Object.entries(tree).filter(([name]) => name !== key));

/** A rule keeps what may still be checked of it (converter, dictionaries); without a sure source it gets the stand-in. */
function mendRule(rule: unknown, key: string | undefined): Tree {
  const kept = keptOf(rule, key);
  return {
    ...(sources.some((name) => kept[name] !== undefined) ? {} : { from: standIn }),
    ...(key === 'required' || !isTree(rule) ? { required: 'true' } : {}),
    ...kept,
  };
}

function mendColumn(column: unknown, index: number, key: string | undefined): Tree {
  return { no: String(900_000 + index), name: standIn, ...keptOf(column, key) };
}

const sources = ['from', 'join', 'value'] as const;

/** Without the refused key; without a key, a rule is refused as a whole: then without keys that exclude each other or stand alone. */
function keptOf(rule: unknown, key: string | undefined): Tree {
  const kept = isTree(rule) ? without(rule, key ?? '') : {};
  if (key === undefined) {
    const given = sources.filter((name) => kept[name] !== undefined);
    if (given.length > 1) for (const name of given) delete kept[name];
    if (kept.dictionary !== undefined) delete kept.map;
  }
  if (kept.join === undefined && (key === undefined || key === 'join')) delete kept.with;
  return kept;
}
