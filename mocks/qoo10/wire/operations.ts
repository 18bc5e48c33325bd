import type { Operation } from '../../system.ts';
import type { Qoo10State } from '../state/state.ts';
import { createCertificationKey } from './certification.ts';
import { getClaimInfo } from './claim-info.ts';
import { guard } from './door.ts';
import { itemLookups } from './item-lookup.ts';
import { itemStock } from './item-stock.ts';
import { setSellerCheck, setSellerCheckBulk } from './seller-check.ts';
import { setSendingInfo, setSendingInfoBulk } from './sending.ts';
import { getByOrderNo, getShippingInfoV2, getShippingInfoV3 } from './shipping-info.ts';

/** Everything that this Qoo10 answers. */
export function qoo10Operations(state: Qoo10State): readonly Operation[] {
  const methods = [
    createCertificationKey(state),
    getShippingInfoV3(state),
    getShippingInfoV2(state),
    getByOrderNo(state),
    getClaimInfo(state),
    setSellerCheck(state),
    setSellerCheckBulk(state),
    setSendingInfo(state),
    setSendingInfoBulk(state),
    ...itemLookups(state),
    ...itemStock(state),
  ];
  return methods.map((method) => guard(state, method));
}
