import { z } from 'zod';
import { remotePattern, statusPattern, writeFields } from '../core/fields.ts';
import { carrierCodesSchema } from './carrier-codes.ts';
import { fieldsOf } from './check-read.ts';
import { concepts } from './learn/concepts.ts';
import { masterCasesSchema } from './master-cases.ts';
import { dictionarySchema, methodsSchema } from './masters.ts';
import { casesSchema, rulesSchema } from './rules/schema.ts';
import { readSchema, writeSchema } from './schema.ts';
import { words } from './words.ts';

type Json = Record<string, unknown>;

/** JSON Schemas for editors, by file name under `layouts/schema`. Generated from the grammar; a test holds them together. */
export function editorSchemas(): Readonly<Record<string, Json>> {
  return {
    'read.schema.json': loosened(toJson(readSchema), ['read'], Object.values(fieldsOf).flatMap(Object.keys)),
    'write.schema.json': loosened(toJson(writeSchema), ['write', 'columns'], []),
    'delivery-methods.schema.json': toJson(methodsSchema),
    'carrier-codes.schema.json': toJson(carrierCodesSchema),
    'master-cases.schema.json': toJson(masterCasesSchema),
    'dictionary.schema.json': toJson(dictionarySchema),
    'rules.schema.json': toJson(rulesSchema),
    'rule-cases.schema.json': toJson(casesSchema),
    'header-words.schema.json': headerWordsSchema(),
  };
}

/** Header words: any word → one or more of the meanings that are known. */
function headerWordsSchema(): Json {
  const meaning = `(?:${[...concepts, ...Object.keys(fieldsOf.order)].join('|').replaceAll('.', '\\.')})`;
  const one = { type: 'string', pattern: `^${meaning}(?: ${meaning})*$` };
  return { $schema: 'http://json-schema.org/draft-07/schema#', type: 'object', additionalProperties: one };
}

/** Scalars are text for us, whatever they look like; an editor that reads YAML its own way must not complain. */
function toJson(schema: z.ZodType): Json {
  return z.toJSONSchema(schema, {
    io: 'input',
    target: 'draft-7',
    override: ({ zodSchema, jsonSchema }) => {
      const meta = z.globalRegistry.get(zodSchema) as { scalar?: string } | undefined;
      if (meta?.scalar === undefined) return;
      for (const key of Object.keys(jsonSchema)) if (key !== 'description') delete (jsonSchema as Json)[key];
      (jsonSchema as Json).type = meta.scalar;
    },
  }) as Json;
}

/** What `extends` may leave out is not required; converters and fields are offered by name. */
function loosened(schema: Json, optional: readonly string[], fields: readonly string[]): Json {
  const text = JSON.stringify(schema, (key, value: unknown) => {
    if (key === 'scalar') return undefined;
    if (key === 'as' && typeof value === 'object') return { ...(value as Json), enum: Object.keys(words) };
    return value;
  });
  const made = JSON.parse(text) as Json & { required?: string[]; properties?: Record<string, Json> };
  made.required = (made.required ?? []).filter((key) => !['fits', 'fields', ...optional].includes(key));
  if (made.properties?.fields && fields.length > 0)
    made.properties.fields = {
      ...made.properties.fields,
      propertyNames: {
        anyOf: [{ enum: [...new Set(fields)] }, { pattern: remotePattern }, { pattern: statusPattern }],
      },
    };
  const columns = made.properties?.columns as { items?: { required?: string[] } } | undefined;
  if (columns?.items?.required) columns.items.required = ['no'];
  made.$comment = `Sources of write columns: ${Object.keys(writeFields).join(', ')}`;
  return made;
}
