import type { Call, Operation } from '../../system.ts';
import { sends } from '../fields/index.ts';
import { issueToken, tokenLife } from '../state/access.ts';
import type { AmazonState } from '../state/state.ts';
import { json } from './errors.ts';

/** Scopes of operations without a seller (trust A). */
const scopes = ['sellingpartnerapi::notifications', 'sellingpartnerapi::client_credential:rotation'];

/** Login with Amazon: form or JSON; OAuth error shape (trust A for the token, C for the words and 400/401). */
export function lwaToken(state: AmazonState): Operation {
  return {
    name: 'lwaToken',
    method: 'post',
    path: '/lwa/auth/o2/token',
    facts: { sends: sends.lwaToken! },
    handle(call) {
      const { access } = state;
      const refuse = (status: number, error: string, error_description: string) =>
        json(
          status,
          { error, error_description },
          { 'x-amzn-requestid': state.random().uuid(), 'cache-control': 'no-store' },
        );
      const given = readForm(call);
      if (!given) return refuse(400, 'invalid_request', 'The request must be form encoded or JSON.');
      for (const name of ['grant_type', 'client_id', 'client_secret']) {
        if (!given[name])
          return refuse(400, 'invalid_request', `The request is missing a required parameter : ${name}`);
      }
      if (given.client_id !== access.clientId || given.client_secret !== access.clientSecret) {
        return refuse(401, 'invalid_client', 'Client authentication failed');
      }
      const grant = (kind: 'seller' | 'grantless', rest: Readonly<Record<string, string>>) =>
        json(
          200,
          {
            access_token: issueToken(access, kind, call.now, state.random()),
            token_type: 'bearer',
            expires_in: tokenLife,
            ...rest,
          },
          { 'x-amzn-requestid': state.random().uuid(), 'cache-control': 'no-store' },
        );
      switch (given.grant_type) {
        case 'refresh_token':
          if (given.refresh_token !== access.refreshToken || access.isRevoked) {
            return refuse(400, 'invalid_grant', 'The request has an invalid grant parameter : refresh_token');
          }
          return grant('seller', { refresh_token: access.refreshToken });
        case 'client_credentials':
          if (!scopes.includes(given.scope ?? '')) return refuse(400, 'invalid_scope', 'The scope is not valid.');
          return grant('grantless', {});
        case 'authorization_code':
          return refuse(400, 'invalid_grant', 'The request has an invalid grant parameter : code');
        default:
          return refuse(400, 'unsupported_grant_type', 'The authorization grant type is not supported.');
      }
    },
  };
}

function readForm(call: Call): Readonly<Record<string, string>> | undefined {
  const type = call.headers['content-type'] ?? '';
  const text = call.body.toString('utf8');
  if (type.startsWith('application/x-www-form-urlencoded')) return Object.fromEntries(new URLSearchParams(text));
  if (!type.startsWith('application/json')) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null) return undefined;
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, String(one)]));
  } catch {
    return undefined;
  }
}
