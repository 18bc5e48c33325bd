import type { Field } from '../../system.ts';

type More = Omit<Partial<Field>, 'name' | 'in' | 'type'>;

export const query = (name: string, type: string, more: More = {}): Field => ({ name, in: 'query', type, ...more });
export const member = (name: string, type: string, more: More = {}): Field => ({ name, in: 'body', type, ...more });
export const part = (name: string, type: string): Field => ({ name, in: 'path', type, required: true });
export const must = { required: true } as const;

/** Several values in one parameter. */
export const list = (name: string, type: string, more: More = {}): Field =>
  query(name, `${type}; several by comma`, more);
export const time = (name: string, required?: string): Field =>
  query(name, 'time, ISO 8601', required === undefined ? {} : { required });
