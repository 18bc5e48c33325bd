import { CallFailed, HttpFailed, type Io, type Outcome } from '../contract.ts';
import { type Envelope, listOf, readEnvelope } from './answer.ts';
import { type Effect, garbled, isKeyCode, keyProblem, noEnvelope, system, unanswered } from './errors.ts';
import { type Qoo10Settings, secretIn } from './settings.ts';

/** Methods that we call, with the version that the guide gives them (trust A, October 2026). */
const versions = {
  'ShippingBasic.GetShippingInfo_v3': '1.0',
  'ShippingBasic.GetClaimInfo_V3': '1.0',
  'ShippingBasic.GetShippingAndClaimInfoByOrderNo_V2': '1.0',
  'ShippingBasic.SetSellerCheckYNBulk': '1.0',
  'ShippingBasic.SetSendingInfoBulk': '1.0',
  'ItemsLookup.GetAllGoodsInfo': '1.0',
  'ItemsLookup.GetItemDetailInfo': '1.2',
  'ItemsLookup.GetMoveItemDetailInfo': '1.0',
  'ItemsLookup.GetGoodsInventoryInfo': '1.0',
  'ItemsLookup.GetGoodsOptionInfo': '1.0',
  'ItemsLookup.GetSellerDeliveryGroupInfo': '1.0',
  'ItemsOrder.SetGoodsPriceQtyBulk': '1.1',
  'ItemsOptions.UpdateInventoryDataBulk': '1.0',
  'ItemsOptions.EditMoveGoodsInventory': '1.0',
} as const;

export type Method = keyof typeof versions;
export type Params = Readonly<Record<string, string>>;

/** What became of a call: an envelope, good or not, or why there is none. */
export type Said =
  | { readonly envelope: Envelope; readonly evidence: string; readonly failed?: undefined }
  | { readonly failed: Outcome; readonly envelope?: undefined };

/** Calls to one shop's QAPI. */
export interface Client {
  readonly settings: Qoo10Settings;
  readonly io: Io;
  /** Any `ResultCode` that does not speak of the key comes back for the caller to judge. */
  call(method: Method, params: Params, effect: Effect): Promise<Said>;
  /** A read that must be a success. Throws `CallFailed`. */
  read(method: Method, params: Params): Promise<Envelope>;
  /** A search: its rows, whatever shape nothing and one have. Throws `CallFailed`. */
  list(method: Method, params: Params): Promise<readonly Readonly<Record<string, unknown>>[]>;
}

/** How long a call may take, ms: a search gives everything in one answer (trust B: a working client waits as long). */
const timeoutMs = 60_000;

/** The path form: method in the path, key and version in headers, parameters in a form (trust A). */
export function openClient(settings: Qoo10Settings, io: Io): Client {
  const perSecond = settings['calls-per-second'];
  const budget = { key: `qoo10/${settings['user-id']}`, perSecond, burst: perSecond };

  const call: Client['call'] = async (method, params, effect) => {
    const name = secretIn(settings['certification-key']);
    const key = io.secret(name);
    if (key === '') return { failed: { kind: 'halt', code: 'secret-missing', args: { system, name } } };
    try {
      const answer = await io.http({
        method: 'POST',
        url: `${io.baseUrl('api')}/${method}`,
        headers: {
          GiosisCertificationKey: key,
          QAPIVersion: versions[method],
          'content-type': 'application/x-www-form-urlencoded',
          accept: 'application/json',
        },
        body: new URLSearchParams({ returnType: 'application/json', ...params }).toString(),
        budget,
        timeoutMs,
      });
      const envelope = answer.status === 200 ? readEnvelope(answer) : undefined;
      if (!envelope) return { failed: noEnvelope(answer, method, effect) };
      if (envelope.code !== 0 && isKeyCode(envelope.code))
        return { failed: { ...keyProblem(envelope, method), evidence: answer.evidence() } };
      return { envelope, evidence: answer.evidence() };
    } catch (error) {
      if (error instanceof CallFailed) return { failed: error.outcome };
      if (error instanceof HttpFailed) return { failed: unanswered(error, method, effect) };
      throw error;
    }
  };

  const read: Client['read'] = async (method, params) => {
    const said = await call(method, params, 'read');
    if (said.failed) throw new CallFailed(said.failed);
    const { envelope, evidence } = said;
    if (envelope.code === 0) return envelope;
    const args = { system, operation: method, status: envelope.code };
    throw new CallFailed({ kind: 'bug', code: 'unexpected-answer', args, evidence });
  };

  return {
    settings,
    io,
    call,
    read,
    async list(method, params) {
      const { value } = await read(method, params);
      const rows = listOf(value);
      if (!rows) throw new CallFailed(garbled(method, 'read'));
      return rows;
    },
  };
}
