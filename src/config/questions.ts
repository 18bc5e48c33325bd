import { z } from 'zod';

/** A value that `shops add` asks for. */
export interface Question {
  readonly path: readonly string[];
  readonly isSecret: boolean;
  /** An empty answer leaves the value out. */
  readonly mayBeBlank: boolean;
}

/**
 * What a connector must be told: every value of its settings that has no default, and those that it may be told but wants to be
 * asked for (`.meta({ ask: true })`, outermost).
 */
export function questionsOf(schema: z.ZodType, path: readonly string[] = []): Question[] {
  if (isLeftOut(schema)) return schema.meta()?.ask === true ? [{ path, isSecret: false, mayBeBlank: true }] : [];
  if (schema instanceof z.ZodObject) {
    return Object.entries(schema.shape as Record<string, z.ZodType>).flatMap(([key, inner]) =>
      questionsOf(inner, [...path, key]),
    );
  }
  return [{ path, isSecret: schema instanceof z.ZodUnion, mayBeBlank: false }];
}

/**
 * What was typed for a setting, as `bridge.yaml` wants it: numbers and yes or no (true, yes, y, はい) where the schema has them, a
 * list by commas. Anything that does not fit stays text, for the check of the settings to refuse.
 */
export function typedValue(schema: z.ZodType, path: readonly string[], text: string): unknown {
  let here: unknown = unwrap(schema);
  for (const step of path) here = unwrap(here instanceof z.ZodObject ? here.shape[step] : undefined);
  if (here instanceof z.ZodNumber) return /^\d{1,15}$/.test(text) ? Number(text) : text;
  if (here instanceof z.ZodArray) return text.split(',').map((one) => one.trim());
  if (!(here instanceof z.ZodBoolean)) return text;
  if (/^(true|yes|y|はい)$/i.test(text)) return true;
  return /^(false|no|n|いいえ)$/i.test(text) ? false : text;
}

const isLeftOut = (schema: z.ZodType): boolean =>
  schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault;

function unwrap(schema: unknown): unknown {
  let here = schema;
  while (here instanceof z.ZodOptional || here instanceof z.ZodDefault || here instanceof z.ZodPrefault)
    here = here.unwrap();
  return here;
}
