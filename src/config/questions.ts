import { z } from 'zod';

/** A value that an `api:` block must have. */
export interface Question {
  readonly path: readonly string[];
  readonly isSecret: boolean;
}

/** What a connector must be told: every value of its settings that has no default. */
export function questionsOf(schema: z.ZodType, path: readonly string[] = []): Question[] {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault) return [];
  if (schema instanceof z.ZodObject) {
    return Object.entries(schema.shape as Record<string, z.ZodType>).flatMap(([key, inner]) =>
      questionsOf(inner, [...path, key]),
    );
  }
  return [{ path, isSecret: schema instanceof z.ZodUnion }];
}
