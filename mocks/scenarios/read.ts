import { LineCounter, parseDocument } from 'yaml';
import { type Scenario, scenario } from './schema.ts';

/** What is wrong in a scenario file, and where. Lines and columns from 1. */
export interface Problem {
  readonly line: number;
  readonly column: number;
  /** `steps.2.fault.kind`, '' for the file as a whole. */
  readonly path: string;
  readonly message: string;
}

/** A file that is no scenario. Nothing was run. */
export class BadScenario extends Error {
  override name = 'BadScenario';
  readonly problems: readonly Problem[];
  constructor(problems: readonly Problem[]) {
    super(problems.map((one) => `line ${one.line}: ${one.message}`).join('\n'));
    this.problems = problems;
  }
}

export interface ReadScenario {
  readonly scenario: Scenario;
  /** Line of each step, from 1. */
  readonly lines: readonly number[];
  /** Where a part of the file stands. */
  problem(path: readonly (string | number)[], message: string): Problem;
}

/** Reads YAML (or JSON). @throws BadScenario with every problem */
export function readScenario(source: string): ReadScenario {
  const lineCounter = new LineCounter();
  const document = parseDocument(source, { lineCounter, prettyErrors: false, maxAliasCount: 50 } as never);
  const placed = (offset: number, path: string, message: string): Problem => {
    const { line, col } = lineCounter.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col), path, message };
  };
  if (document.errors.length > 0)
    throw new BadScenario(document.errors.map((one) => placed(one.pos[0], '', firstLine(one.message))));
  /** The deepest part of the path that is in the file. */
  const offsetOf = (path: readonly (string | number)[]): number => {
    for (let length = path.length; length > 0; length -= 1) {
      const node = document.getIn(path.slice(0, length), true) as { range?: readonly number[] | null } | undefined;
      if (node?.range) return node.range[0]!;
    }
    return 0;
  };
  const problem = (path: readonly (string | number)[], message: string): Problem =>
    placed(offsetOf(path), path.join('.'), message);
  const read = scenario.safeParse(document.toJS());
  if (!read.success) {
    throw new BadScenario(
      read.error.issues.flatMap((issue) => flat(issue)).map(({ path, message }) => problem(path, words(path, message))),
    );
  }
  const lines = read.data.steps.map((_, at) => problem(['steps', at], '').line);
  return { scenario: read.data, lines, problem };
}

type Issue = { readonly path: readonly PropertyKey[]; readonly message: string; readonly code?: string };
type Flat = { readonly path: readonly (string | number)[]; readonly message: string };

/** Of alternatives the one is told that came nearest: whose problems lie deepest. */
function flat(issue: Issue & { readonly errors?: readonly (readonly Issue[])[] }): readonly Flat[] {
  const path = issue.path as (string | number)[];
  if (issue.code !== 'invalid_union' || !issue.errors?.length) return [{ path, message: issue.message }];
  const options = issue.errors.map((all) => all.flatMap((one) => flat(one)));
  const best = options.toSorted((a, b) => depth(b) - depth(a))[0]!;
  if (depth(best) === 0 && options.length > 1)
    return [{ path, message: [...new Set(options.flat().map((one) => one.message))].join(', or ') }];
  return best.map((one) => ({ path: [...path, ...one.path], message: one.message }));
}

const depth = (all: readonly Flat[]): number =>
  Math.max(0, ...all.map((one) => one.path.length + (/key/i.test(one.message) ? 1 : 0)));

function words(path: readonly (string | number)[], message: string): string {
  const place = path.join('.');
  return place === '' ? message : `${place}: ${message}`;
}

const firstLine = (text: string): string => text.split('\n')[0] ?? text;
