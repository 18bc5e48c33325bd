import type { Field } from '../../system.ts';

/** A parameter of a method, in the query or in a form body. */
export const param = (name: string, type: string, more: Partial<Field> = {}): Field => ({
  name,
  in: 'body',
  type,
  ...more,
});

/** Rows of a bulk call: one parameter that holds a JSON list, and the members of its objects. */
export const rowsIn = (parameter: string, members: readonly Field[]): readonly Field[] => [
  param(parameter, 'JSON list of objects', { required: true }),
  ...members.map((one) => ({ ...one, name: `${parameter}[].${one.name}` })),
];

/** Names of parameters, or of the members of rows that are not joined to one yet. */
export const namesOf = (fields: readonly Field[]): readonly string[] =>
  fields.map((one) => one.name).filter((name) => !name.includes('[]'));

/** What every call carries; all of it may also come as a parameter: `key`, `v`, `method`. */
export const transportFields = (versions: readonly string[], key: 'api' | undefined): readonly Field[] => [
  {
    name: 'giosiscertificationkey',
    in: 'header',
    type: key === 'api' ? 'API key' : 'certification key',
    required: true,
  },
  {
    name: 'qapiversion',
    in: 'header',
    type: 'version; left out = 1.0',
    values: versions,
    ...(versions.includes('1.0') ? {} : { required: true }),
  },
  param('returnType', 'of the answer; application/ or text/ may stand before it; left out = json', {
    values: ['json', 'xml'],
  }),
];

/** Times of a search. */
export const searchTime = (name: string, required?: Field['required']): Field =>
  param(name, 'time of Japan, yyyyMMdd or yyyyMMddHHmmss', required ? { required } : {});
