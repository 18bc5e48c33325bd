import type { Waybills } from '../../connectors/contract.ts';
import type { SentenceCode } from '../../core/sentences/index.ts';
import type { Context } from '../types.ts';

/** A command about B2 Cloud cannot be done; `code` is its sentence. */
export class B2Refused extends Error {
  override name = 'B2Refused';
  readonly code: SentenceCode;
  readonly args: Readonly<Record<string, string | number>>;
  constructor(code: SentenceCode, args: Readonly<Record<string, string | number>> = {}) {
    super(code);
    this.code = code;
    this.args = args;
  }
}

/** The carrier's system of this workspace. Throws `B2Refused` when none is set up. */
export function carrierOf(ctx: Context): Waybills {
  const waybills = ctx.carrier?.()?.connection.waybills;
  if (!waybills) throw new B2Refused('b2-not-set-up');
  return waybills;
}
