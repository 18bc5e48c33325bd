import type { Field } from '../../system.ts';
import { feedFields } from './feeds.ts';
import { member } from './field.ts';
import { listingFields } from './listings.ts';
import { orderFields } from './orders.ts';

const login: readonly Field[] = [
  member('grant_type', 'text', { required: true, values: ['refresh_token', 'client_credentials'] }),
  member('client_id', 'text', { required: true }),
  member('client_secret', 'text', { required: true }),
  member('refresh_token', 'text', { required: 'grant_type refresh_token' }),
  member('scope', 'for operations without a seller: sellingpartnerapi::notifications', {
    required: 'grant_type client_credentials',
  }),
];

/** What each operation takes besides the headers of all: the query is refused by it, and `/_lab/docs` prints it. */
export const sends: Readonly<Record<string, readonly Field[]>> = {
  lwaToken: login,
  ...orderFields,
  ...feedFields,
  ...listingFields,
};
