import { z } from 'zod';

const secretName = z.string().regex(/^[A-Za-z][A-Za-z0-9_-]{0,99}$/);
/** Where a secret is: an environment variable, or a name in the sealed store. Never the secret itself. */
const secret = z.union([z.strictObject({ env: secretName }), z.strictObject({ stored: secretName })]);

/** The `api:` block of `b2:` in `bridge.yaml`. */
export const b2cloudSettings = z.strictObject({
  /** APIアクセス認証キー: shown to the administrator in B2 Cloud, 外部システムとの連携 (trust B). */
  'access-key': secret,
  /** API連携会社コード of the partner contract (trust B). */
  'api-user-id': z.string().regex(/^[A-Za-z0-9_-]{1,40}$/),
  /** Unattended printing only; on the edit screen the person chooses. */
  printer: z.enum(['laser', 'inkjet', 'label']).default('laser'),
  paper: z.enum(['a4', 'a5']).default('a4'),
});

export type B2cloudSettings = z.output<typeof b2cloudSettings>;

/** Name of the key for `io.secret`. */
export const keyIn = (settings: B2cloudSettings): string => {
  const place = settings['access-key'];
  return 'env' in place ? place.env : place.stored;
};
