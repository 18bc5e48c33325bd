import { codeOn } from '../core/dated.ts';
import { fold } from '../core/fold.ts';
import type { DeliveryMethod, Masters } from '../core/masters.ts';
import { type Cool, type Service, serviceCodes, serviceTitles } from '../core/service.ts';
import { yamato } from '../core/tracking.ts';
import type { Waybill } from '../core/waybill.ts';
import { findMethod } from './masters.ts';

/** Whose words a carrier's name is: a carrier alone, or one of its services. */
export interface NamedCarrier {
  readonly carrier: string;
  /** The words name this service, not the carrier alone. */
  readonly method?: DeliveryMethod;
}

/** The carrier that words mean (`佐川急便`, `クロネコヤマト`, `佐川メール便`); undefined = nobody's: then nobody is told anything. */
export function carrierNamed({ methods, dictionaries }: Masters, words: string): NamedCarrier | undefined {
  const folded = fold(words);
  if (folded === '') return undefined;
  const own = methods.find((one) => fold(one.carrier) === folded);
  if (own) return { carrier: own.carrier };
  if (folded === fold(yamato)) return { carrier: yamato };
  const method = findMethod({ methods, dictionaries }, words);
  if (!method) return undefined;
  const isPlain = plainMethod({ methods, dictionaries }, method.carrier) === method;
  return isPlain ? { carrier: method.carrier } : { carrier: method.carrier, method };
}

/** The method that a carrier's name alone means. */
const plainMethod = (masters: Masters, carrier: string): DeliveryMethod | undefined =>
  findMethod(masters, carrier) ?? masters.methods.find((one) => one.carrier === carrier);

export type UsedMethod =
  | { readonly method: DeliveryMethod | null; readonly unknown?: undefined }
  /** Words of the waybill that no method of the master has. */
  | { readonly method: null; readonly unknown: string };

/**
 * By which method a parcel really went: what its waybill says (carrier, B2's slip type) counts before what was planned, and the plan
 * where both fit. A method that a person named after the label (`bySomebody`) counts before everything.
 */
export function usedMethod(
  masters: Masters,
  planned: DeliveryMethod | null,
  waybill: (Pick<Waybill, 'carrier' | 'serviceCode'> & { readonly shipDate?: string | null }) | null,
  bySomebody = false,
): UsedMethod {
  if (!waybill || waybill.carrier === '' || bySomebody) return { method: planned };
  const named = carrierNamed(masters, waybill.carrier);
  if (!named) return { method: null, unknown: waybill.carrier };
  if (named.method) return { method: named.method };
  const { carrier } = named;
  const service =
    carrier === yamato && waybill.serviceCode !== ''
      ? serviceNamed(masters, waybill.serviceCode, waybill.shipDate)
      : '';
  if (service === undefined) return { method: null, unknown: `${carrier} ${waybill.serviceCode}` };
  if (service === '') {
    return { method: planned?.carrier === carrier ? planned : (plainMethod(masters, carrier) ?? null) };
  }
  const method = methodOfSlip(masters.methods, planned, service);
  return method === undefined ? { method: null, unknown: serviceTitles[service] } : { method };
}

/** B2's slip type as its code or in its words; a code means what it meant on the day of shipping (7 was ネコポス). */
function serviceNamed({ codes }: Masters, text: string, shipDate?: string | null): Service | undefined {
  const code = fold(text).toUpperCase();
  const dated = codes && shipDate ? codeOn(codes.slips, code, shipDate) : undefined;
  if (dated) return dated.service;
  const services = Object.keys(serviceCodes) as Service[];
  return services.find((one) => serviceCodes[one] === code || fold(serviceTitles[one]) === fold(text));
}

/** Slip types that no method of its own stands for: parcels like any other of the type that is named. */
const like: Readonly<Partial<Record<Service, Service>>> = { multi: 'prepaid', eazy: 'prepaid' };

/**
 * The method whose slip type this is. The plan's own first, then one of the same cool class, in the master's order; a cash-on-delivery
 * slip is a method of its own where the master has one (Next Engine's table: 21 beside 20, trust A).
 */
export function methodOfSlip(
  methods: readonly DeliveryMethod[],
  planned: DeliveryMethod | null,
  service: Service,
): DeliveryMethod | null | undefined {
  // What a person must choose on the screen says nothing of the slip that came of it.
  const own = methods.filter((one) => one.carrier === yamato && one.onScreen !== 'slip');
  if (own.length === 0) return planned;
  const cool = planned?.cool ?? 'normal';
  const isPlanned = planned !== null && own.some((one) => one.code === planned.code);
  if (isPlanned && planned.service === service) return planned;
  const same = own.find((one) => one.service === service && one.cool === cool);
  if (same) return same;
  if (isPlanned && planned.codService === service) return planned;
  const other =
    own.find((one) => one.codService === service && one.cool === cool) ?? own.find((one) => one.service === service);
  if (other) return other;
  const twin = like[service];
  return twin === undefined ? undefined : methodOfSlip(methods, planned, twin);
}

/** The method of a label that a person gave this slip type and class of cooling: the planned one where it fits, or the nearest of the master. */
export function methodAsUsed({ methods }: Masters, planned: string, service: Service | '', cool: Cool): string {
  const plan = methods.find((one) => one.code === planned) ?? null;
  if (service === '') return planned;
  const own = methods.filter((one) => one.carrier === yamato && one.onScreen === undefined && one.cool === cool);
  const fits = (one: DeliveryMethod) => one.service === service || one.codService === service;
  if (plan && own.includes(plan) && fits(plan)) return planned;
  const found = own.find((one) => one.service === service) ?? own.find((one) => one.codService === service);
  return (found ?? methodOfSlip(methods, plan, service) ?? plan)?.code ?? planned;
}
