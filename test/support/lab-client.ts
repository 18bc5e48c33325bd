import { expect } from 'vitest';
import type { Lab } from '../../mocks/server.ts';
import { answerComplaints } from './official-models.ts';

export const userAgent = 'b2-bridge-test/1.0 (Language=TypeScript; Platform=Node.js)';

export interface Said {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of many shapes
  readonly json: any;
}

export interface Ask {
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly token?: string;
}

/** A plain client of the lab's Amazon, made without any code of the bridge. */
export function amazonClient(lab: Lab) {
  const { api, lwa, credentials } = lab.systems.amazon;
  const form = (changes: Readonly<Record<string, string>> = {}) => ({
    grant_type: 'refresh_token',
    refresh_token: credentials.refreshToken,
    client_id: credentials.clientId,
    client_secret: credentials.clientSecret,
    ...changes,
  });
  const login = async (changes?: Readonly<Record<string, string>>): Promise<Said> =>
    said(await fetch(lwa, { method: 'POST', body: new URLSearchParams(form(changes)) }));
  const token = async (): Promise<string> => String((await login()).json.access_token);

  /** The answer as it is, whatever it looks like. */
  const raw = async (method: string, path: string, ask: Ask = {}): Promise<Said> => {
    const query = new URLSearchParams(ask.query).toString();
    const body =
      ask.body === undefined ? {} : { body: typeof ask.body === 'string' ? ask.body : JSON.stringify(ask.body) };
    const headers = {
      'x-amz-access-token': ask.token ?? (await token()),
      'user-agent': userAgent,
      ...(ask.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...ask.headers,
    };
    return said(await fetch(`${api}${path}${query && `?${query}`}`, { method, headers, ...body }));
  };
  /** The answer, which must be as Amazon's official model says. */
  const call = async (method: string, path: string, ask: Ask = {}): Promise<Said> => {
    const answer = await raw(method, path, ask);
    expect(answerComplaints(method, path, answer.status, answer.json)).toEqual([]);
    return answer;
  };
  return { login, token, raw, call, form, lwa, api, credentials };
}

export async function said(response: Response): Promise<Said> {
  const text = await response.text();
  let json: unknown;
  try {
    json = text === '' ? undefined : JSON.parse(text);
  } catch {
    json = undefined;
  }
  return { status: response.status, headers: response.headers, text, json };
}

/** The lab's control interface. */
export function labControl(lab: Lab, system = 'amazon') {
  const send = async (method: string, path: string, body?: unknown): Promise<Said> =>
    said(
      await fetch(`${lab.control}${path}`, {
        method,
        ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
      }),
    );
  return {
    send,
    post: (path: string, body: unknown = {}) => send('POST', path, body),
    get: (path: string) => send('GET', path),
    fault: async (operation: string, kind: string, more: object = {}) => {
      const answer = await send('POST', '/faults', { system, operation, kind, ...more });
      expect(answer.status).toBe(200);
    },
    change: async (name: string, args: object = {}) => {
      const answer = await send('POST', `/systems/${system}/${name}`, args);
      expect([answer.status, answer.json?.error]).toEqual([200, undefined]);
      return answer.json;
    },
    // biome-ignore lint/suspicious/noExplicitAny: tests look into tables of many shapes
    holdings: async (): Promise<Record<string, any[]>> => (await send('GET', `/holdings/${system}`)).json,
  };
}

export type AmazonClient = ReturnType<typeof amazonClient>;

/** Line ids and quantities of an order as confirmShipment wants them. */
export function packageOf(
  order: { readonly lines: readonly { readonly orderItemId: string; readonly quantity: number }[] },
  changes: Readonly<Record<string, unknown>> = {},
) {
  return {
    marketplaceId: 'A1VC38T7YXB528',
    packageDetail: {
      packageReferenceId: '1',
      carrierCode: 'YAMATO',
      carrierName: 'ヤマト運輸',
      shippingMethod: '宅急便',
      trackingNumber: '000000000001',
      shipDate: '2026-11-21T03:00:00Z',
      orderItems: order.lines.map((line) => ({ orderItemId: line.orderItemId, quantity: line.quantity })),
      ...changes,
    },
  };
}
