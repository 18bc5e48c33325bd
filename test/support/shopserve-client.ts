import type { Lab } from '../../mocks/server.ts';
import { type Said, said } from './lab-client.ts';

/** A shop's program that speaks to the lab's shopserve, made without any code of the bridge. */
export function shopserveClient(lab: Lab) {
  const { api, credentials } = lab.systems.shopserve;
  const raw = async (method: string, path: string, body?: unknown, key = credentials.managerKey): Promise<Said> =>
    said(
      await fetch(`${api}${path}`, {
        method,
        headers: {
          authorization: `Basic ${Buffer.from(`${credentials.shopId}:${key}`).toString('base64')}`,
          'content-type': 'application/json; charset=UTF-8',
        },
        ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      }),
    );
  /** Status and code of an answer. */
  const code = async (method: string, path: string, body?: unknown): Promise<string> => {
    const answer = await raw(method, path, body);
    return [answer.status, answer.json?.errors?.[0]?.code, answer.json?.errors?.[0]?.field].filter(Boolean).join(' ');
  };
  const search = (body: object, parts = 'basic;client;payment;amounts;cancel;deliveries') =>
    raw('POST', `/orders/_retrieve/${parts}`, body);
  /** Orders of a search that must be a success. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of many shapes
  const orders = async (body: object): Promise<any[]> => (await search(body)).json.contents;
  const order = async (serial: string) => (await orders({ filters: [{ serial_code: [serial] }] }))[0];
  const ship = (serial: string, more: object = {}, delivery = 1) =>
    code('PUT', `/orders/${serial}/deliveries/${delivery}/shipping`, {
      shipping_company: 'Yamato',
      slip_no: '400000000013',
      shipped_date: '2026-11-21',
      shipping_status: 'Shipped',
      ...more,
    });
  return { api, credentials, raw, code, search, orders, order, ship };
}

export type ShopserveClient = ReturnType<typeof shopserveClient>;
