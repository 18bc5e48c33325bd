import type { Field, OperationFacts } from '../../system.ts';

/** What the screens ask for, for `/_lab/docs`: names that must be there, then those that may be. */
const fields =
  (where: Field['in']) =>
  (required: Readonly<Record<string, string>>, others: Readonly<Record<string, string>> = {}): readonly Field[] => [
    ...Object.entries(required).map(([name, type]): Field => ({ name, in: where, type, required: true })),
    ...Object.entries(others).map(([name, type]): Field => ({ name, in: where, type })),
  ];

export const query = fields('query');
export const body = fields('body');
export const path = fields('path');

/** Facts of a call that carries these, with the values of some. */
export const facts = (
  sends: readonly Field[],
  values: Readonly<Record<string, readonly string[]>> = {},
  limits: readonly string[] = [],
): OperationFacts => ({
  sends: sends.map((one) => (values[one.name] ? { ...one, values: values[one.name]! } : one)),
  limits,
});

export const screenOf = 'as the address of the screen has it';
