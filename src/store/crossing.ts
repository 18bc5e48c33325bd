import { StoreRefused } from './refused.ts';
import { ForbiddenMove, StaleWrite } from './types.ts';

/** An error as it goes from one thread to another: copies lose their class and what they say beyond their message. */
export interface CrossingError {
  readonly name: string;
  readonly message: string;
  readonly stack: string | undefined;
  /** What callers look at: codes of the database, code and arguments of a sentence. */
  readonly more: Readonly<Record<string, unknown>>;
  readonly cause: CrossingError | undefined;
}

const kept = ['code', 'errcode', 'errstr', 'args'] as const;

export function packError(thrown: unknown): CrossingError {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  const { name, message, stack, cause } = error;
  const said = error as unknown as Readonly<Record<string, unknown>>;
  const more = Object.fromEntries(kept.flatMap((key) => (said[key] === undefined ? [] : [[key, said[key]]])));
  return { name, message, stack, more, cause: cause === undefined ? undefined : packError(cause) };
}

/** The same error, of the same class, on the other side. */
export function unpackError({ name, message, stack, more, cause: packed }: CrossingError): Error {
  const cause = packed && unpackError(packed);
  const error =
    name === 'StoreRefused'
      ? new StoreRefused(more.code as StoreRefused['code'], more.args as StoreRefused['args'], cause)
      : Object.assign(new (classes[name] ?? Error)(message, cause && { cause }), more);
  return Object.assign(error, stack !== undefined && { stack });
}

const classes: Readonly<Record<string, new (message: string, options?: ErrorOptions) => Error>> = {
  StaleWrite,
  ForbiddenMove,
  TypeError,
};
