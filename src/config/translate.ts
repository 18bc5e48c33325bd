import { z } from 'zod';
import { nearest } from '../core/near.ts';
import type { SentenceArgs, SentenceCode } from '../core/sentences/index.ts';
import type { SettingsComplaint } from './complaint.ts';
import type { Draft } from './draft.ts';
import type { Path } from './yaml-places.ts';

/**
 * What zod found wrong → our sentences, each pointing at its place. `schema` is what was parsed (for the keys that may
 * stand at a place), `at` where it stands in the file. Values never become part of a sentence, but for unquoted codes.
 */
export function translate(
  issue: z.core.$ZodIssue,
  schema: z.ZodType,
  written: (path: Path) => string,
  complain: Draft['complain'],
  at: Path = [],
): SettingsComplaint[] {
  const inner = issue.path as Path;
  const path = [...at, ...inner];
  const key = keyOf(path);
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((wrong) => {
        const known = knownKeys(schema, inner);
        const near = nearest(wrong, known);
        const args = { key: wrong, known: known.join(' ') };
        return near
          ? complain([...path, wrong], 'settings-unknown-key-near', { ...args, near })
          : complain([...path, wrong], 'settings-unknown-key', args);
      });
    case 'invalid_type': {
      if (issue.input === undefined) return [complain(path, 'settings-missing-key', { key })];
      const source = written(path);
      if (issue.expected === 'string' && source !== '')
        return [complain(path, 'settings-not-quoted', { key, written: source })];
      if (issue.expected === 'object' || issue.expected === 'record')
        return [complain(path, 'settings-not-a-map', { key })];
      return [complain(path, 'settings-wrong-type', { key, expected: typeWords[issue.expected] ?? issue.expected })];
    }
    case 'invalid_value':
      return [complain(path, 'settings-bad-choice', { key, choices: issue.values.map(String).join(' ') })];
    case 'invalid_union':
      return [complain(path, isSecret(schema, inner) ? 'settings-secret-in-clear' : 'settings-bad-format', { key })];
    case 'invalid_format':
      return [complain(path, 'settings-bad-format', { key })];
    case 'too_small':
    case 'too_big': {
      if (issue.origin === 'string' || issue.origin === 'array') return [complain(path, tooShort(issue), { key })];
      return [complain(path, 'settings-bad-number', { key, range: rangeOf(typeAt(schema, inner)) })];
    }
    case 'custom': {
      const { code, args } = issue.params as { code: SentenceCode; args: SentenceArgs };
      return [complain(path, code, { key, ...args })];
    }
    default:
      return [complain(path, 'settings-wrong-type', { key, expected: '別の形' })];
  }
}

const typeWords: Readonly<Record<string, string>> = {
  string: '文字',
  number: '数字',
  boolean: 'true か false',
  array: '「[…]」または「- 」の一覧',
};

/** The last named step: `dates` for `holidays.dates[2]`. */
function keyOf(path: Path): string {
  return String(path.findLast((step) => typeof step === 'string') ?? 'bridge.yaml');
}

const tooShort = (issue: z.core.$ZodIssue): SentenceCode =>
  issue.code === 'too_small' ? 'settings-missing-key' : 'settings-bad-format';

function rangeOf(type: z.ZodType | undefined): string {
  return type instanceof z.ZodNumber ? `${type.minValue ?? ''}〜${type.maxValue ?? ''}` : '決まった範囲';
}

/** Keys that may stand at a path, read off the schema. */
function knownKeys(schema: z.ZodType, path: Path): string[] {
  const type = typeAt(schema, path);
  return type instanceof z.ZodObject ? Object.keys(type.shape) : [];
}

/** A place for `{ env: … }`: a union with such an option. */
function isSecret(schema: z.ZodType, path: Path): boolean {
  const type = typeAt(schema, path);
  return type instanceof z.ZodUnion && type.options.some((one) => one instanceof z.ZodObject && 'env' in one.shape);
}

function typeAt(schema: z.ZodType, path: Path): z.ZodType | undefined {
  let type: z.ZodType | undefined = unwrap(schema);
  for (const step of path) {
    if (type instanceof z.ZodObject) type = (type.shape as Record<string, z.ZodType>)[String(step)];
    else if (type instanceof z.ZodRecord) type = type.valueType as z.ZodType;
    else if (type instanceof z.ZodArray) type = type.element as z.ZodType;
    else return undefined;
    type = unwrap(type);
  }
  return type;
}

function unwrap(type: z.ZodType | undefined): z.ZodType | undefined {
  let inner = type;
  while (inner instanceof z.ZodOptional || inner instanceof z.ZodDefault || inner instanceof z.ZodPrefault) {
    inner = inner.unwrap() as z.ZodType;
  }
  return inner;
}
