import { expect } from 'vitest';
import type { Lab } from '../../mocks/server.ts';
import { type Said, said } from './lab-client.ts';

/** A program that speaks to the lab's ecforce, made without any code of the bridge. */
export function ecforceClient(lab: Lab) {
  const { api, credentials } = lab.systems.ecforce;
  const signIn = async (change: Partial<typeof credentials> = {}): Promise<Said> =>
    said(
      await fetch(`${api}/api/v2/admins/sign_in.json`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ admin: { ...credentials, ...change } }),
      }),
    );
  let token = '';
  const raw = async (method: string, path: string, body?: unknown, header?: string): Promise<Said> => {
    if (header === undefined && token === '') token = (await signIn()).json.authentication_token as string;
    return said(
      await fetch(`${api}/api/v2${path}`, {
        method,
        headers: {
          authorization: header ?? `Token token="${token}"`,
          ...(body !== undefined && { 'content-type': 'application/json' }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      }),
    );
  };
  /** The JSON of a call that must be a success. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of many shapes
  const call = async (method: string, path: string, body?: unknown): Promise<any> => {
    const { status, json, text } = await raw(method, path, body);
    expect([status, status >= 300 ? text : '']).toEqual([status === 204 ? 204 : 200, '']);
    return json;
  };
  const forget = () => {
    token = '';
  };
  return { api, credentials, signIn, raw, call, forget };
}
