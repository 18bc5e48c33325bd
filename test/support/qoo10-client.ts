import { expect } from 'vitest';
import type { Lab } from '../../mocks/server.ts';
import { type Said, said } from './lab-client.ts';

/** A seller's program that speaks to the lab's Qoo10. */
export function qoo10Client(lab: Lab) {
  const { api, credentials } = lab.systems.qoo10;
  /** The path form: method in the path, key and version in headers, parameters in a form. */
  const raw = async (
    method: string,
    params: Readonly<Record<string, string>> = {},
    { version = '1.0', key = credentials.certificationKey } = {},
  ): Promise<Said> =>
    said(
      await fetch(`${api}/${method}`, {
        method: 'POST',
        headers: {
          GiosisCertificationKey: key,
          QAPIVersion: version,
          'content-type': 'application/x-www-form-urlencoded',
        },
        body: new URLSearchParams({ returnType: 'application/json', ...params }).toString(),
      }),
    );
  /** `ResultObject` of a call that must be a success. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of many shapes
  const call = async (method: string, params: Readonly<Record<string, string>> = {}, version = '1.0'): Promise<any> => {
    const { status, json } = await raw(method, params, { version });
    expect([status, json?.ResultCode, json?.ResultMsg]).toEqual([200, 0, 'SUCCESS']);
    return json.ResultObject;
  };
  /** `ResultCode` of a call. */
  const code = async (method: string, params: Readonly<Record<string, string>> = {}, version = '1.0') =>
    (await raw(method, params, { version })).json.ResultCode as number;
  const search = (status: string, from: string, to: string, condition = '1') =>
    call('ShippingBasic.GetShippingInfo_v3', {
      ShippingStatus: status,
      SearchStartDate: from,
      SearchEndDate: to,
      SearchCondition: condition,
    });
  return { api, credentials, raw, call, code, search };
}

export type Qoo10Client = ReturnType<typeof qoo10Client>;
