import type { Habits } from '../state/habits.ts';
import { type Cart, type Claim, type Order, totalOf } from '../state/order.ts';
import { phone, time } from './render-order.ts';

const words: Readonly<Record<Claim['status'], string>> = {
  1: 'Cancel request',
  2: 'Cancel processing',
  3: 'Cancel complete',
  4: 'Return request',
  5: 'Return processing',
  6: 'Return complete',
  11: 'Exchange request',
  12: 'Exchange accept',
  13: 'Redelivery',
  14: 'Not received, refunded',
  15: 'Not received, partly refunded',
  16: 'Cancel of unpaid order',
};

/** Sources tell both forms (trust C); read the digit. */
export function claimText(claim: Claim | undefined, habits: Habits): string {
  if (!claim) return '';
  return habits['claim-status'] === 'words' ? `${words[claim.status]}(${claim.status})` : String(claim.status);
}

/** Members that `GetClaimInfo_V3` and `GetShippingAndClaimInfoByOrderNo_V2` share. */
export function renderClaim(order: Order, habits: Habits) {
  const { claim } = order;
  return {
    claimStatus: claimText(claim, habits),
    cancelRefundDate: time(claim?.completedAt),
    reason: claim?.reason ?? '',
    requestDate: time(claim?.requestedAt),
    shippingDate: time(order.sent?.at),
    currency: 'JPY',
    deliveryCompany: order.sent?.company ?? '',
    trackingNo: order.sent?.trackingNo ?? '',
    deliveryCompanyReturn: '',
    trackingNoReturn: '',
    pickupAddress: '',
    paymentReturnShipping: '',
    itemCondition: '',
    CODCancelPrice: 0,
    CODQrefundPrice: 0,
    CODCancelRelatedOrder: '',
    nrDutyTarget: '',
    nrSolType: '',
    nrPartRefundCnt: 0,
    nrPartRefundBalance: 0,
  };
}

/** A row of `GetClaimInfo_V3`. */
export function renderClaimRow(cart: Cart, order: Order, habits: Habits) {
  const { buyer, receiver } = cart;
  return {
    ...renderClaim(order, habits),
    orderDate: time(cart.createdAt),
    PaymentDate: time(cart.paidAt),
    DeliveredDate: time(order.deliveredAt),
    orderNo: order.orderNo,
    packNo: cart.packNo,
    itemCode: order.itemNo,
    sellerItemCode: order.sellerItemCode,
    itemTitle: order.title,
    orderQty: order.quantity,
    paymentNation: 'JP',
    paymentAmount: totalOf(order),
    zipCode: receiver.zip,
    receiver: receiver.name,
    receiverTel: phone(receiver.tel),
    receiverMobile: phone(receiver.mobile),
    buyer: buyer.name,
    buyerTel: phone(buyer.tel),
    buyerMobile: phone(buyer.mobile),
  };
}
