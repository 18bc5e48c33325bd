import type { Habits } from '../state/habits.ts';
import { type Cart, type Order, type Status, statusOf, totalOf } from '../state/order.ts';
import { japanDay, japanTime } from '../state/times.ts';

const statusWords: Readonly<Record<Status, string>> = {
  1: 'Awaiting shipping',
  2: 'On request',
  3: 'Seller confirm',
  4: 'On delivery',
  5: 'Delivered',
};

/** `On request(2)`: the digit in brackets counts (trust B). */
export function statusText(status: Status, habits: Habits): string {
  return habits['shipping-status'] === 'digit' ? String(status) : `${statusWords[status]}(${status})`;
}

export const time = (ms: number | undefined): string => (ms === undefined ? '' : japanTime(ms));

/** Domestic number with the country in front; an empty one keeps its hyphens (trust B). */
export const phone = (domestic: string): string => (domestic === '' ? '+81--' : `+81-${domestic.replace(/^0/, '')}`);

/** Three shapes; a day alone is followed by a space (trust B). */
export function wishText({ wish }: Cart): string {
  if (!wish) return '';
  if (!wish.hours) return wish.day ? `${wish.day} ` : '';
  return wish.day ? `${wish.day} ${wish.hours}` : wish.hours;
}

/** `name:value` pairs, a surcharge behind (trust B). How additional options are told apart is not known: they are not (trust C). */
export const optionText = (order: Order): string =>
  order.options
    .map(({ name, value, price }) => `${name}:${value}${price === 0 ? '' : `(${price > 0 ? '+' : ''}${price}円)`}`)
    .join(' / ');

const address = ({ receiver }: Cart): string => `${receiver.address1} ${receiver.address2}`;

/** Other orders of the purchase, itself among them (trust B). */
const related = (cart: Cart): string => cart.orders.map((one) => one.orderNo).join(', ');

const settlePrice = (order: Order): number => Math.floor(totalOf(order) * 0.9);

/** An order as `GetShippingInfo_v3` says it: 58 members (trust A for names and types). */
export function renderV3(cart: Cart, order: Order, sellerId: string, habits: Habits) {
  const status = statusOf(cart, order);
  const { buyer, receiver, sender } = cart;
  return {
    ShippingStatus: statusText(status, habits),
    SellerID: sellerId,
    PackNo: cart.packNo,
    OrderNo: order.orderNo,
    OrderDate: time(cart.createdAt),
    PaymentDate: time(cart.paidAt),
    EstimatedShippingDate: order.confirmed?.shipOn ?? '',
    ShippingDate: time(order.sent?.at),
    DeliveredDate: time(order.deliveredAt),
    Buyer: buyer.name,
    BuyerKana: buyer.kana,
    BuyerTel: phone(buyer.tel),
    BuyerMobile: phone(buyer.mobile),
    BuyerEmail: buyer.email,
    ItemNo: order.itemNo,
    SellerItemCode: order.sellerItemCode,
    ItemTitle: order.title,
    Option: optionText(order),
    OptionCode: order.optionCode,
    // Without the surcharge of options, which only the total holds (trust B).
    OrderPrice: order.unitPrice,
    OrderQty: order.quantity,
    Discount: order.discount,
    Total: totalOf(order),
    Receiver: receiver.name,
    ReceiverKana: receiver.kana,
    ZipCode: receiver.zip,
    ShippingAddress: address(cart),
    Address1: receiver.address1,
    Address2: receiver.address2,
    ReceiverTel: phone(receiver.tel),
    ReceiverMobile: phone(receiver.mobile),
    DesiredDeliveryDate: wishText(cart),
    SenderName: sender?.name ?? '',
    SenderTel: sender ? phone(sender.tel) : '',
    SenderNation: sender?.nation ?? '',
    SenderZipCode: sender?.zip ?? '',
    SenderAddress: sender?.address ?? '',
    ShippingWay: order.rateType === 'Free' ? '送料無料' : '送料あり',
    ShippingMessage: cart.message,
    PaymentMethod: cart.paymentMethod,
    SellerDiscount: order.discount,
    Currency: 'JPY',
    ShippingRate: 0,
    RelatedOrder: related(cart),
    ShippingRateType: order.rateType,
    // Unpaid orders have no carrier (trust A).
    DeliveryCompany: order.sent?.company ?? (status === 1 ? '' : order.carrier),
    VoucherCode: '',
    PackingNo: order.confirmed?.packingNo ?? '',
    SellerDeliveryNo: order.confirmed?.deliveryNo ?? '',
    Gift: order.gift,
    CartDiscountSeller: cart.discountSeller,
    CartDiscountQoo10: cart.discountQoo10,
    SettlePrice: settlePrice(order),
    BranchName: '',
    TrackingNo: order.sent?.trackingNo ?? '',
    Material: order.material,
    AvailableSendType: String(order.sendType),
    AvailableShippingDate: order.availableOn || japanDay(cart.createdAt),
  };
}

/** The older names of `GetShippingInfo_v2` and `GetShippingAndClaimInfoByOrderNo_V2`, as far as both have them. */
export function renderOlder(cart: Cart, order: Order, sellerId: string, habits: Habits) {
  const v3 = renderV3(cart, order, sellerId, habits);
  return {
    shippingStatus: v3.ShippingStatus,
    sellerID: v3.SellerID,
    packNo: v3.PackNo,
    orderDate: v3.OrderDate,
    PaymentDate: v3.PaymentDate,
    DeliveredDate: v3.DeliveredDate,
    buyer: v3.Buyer,
    buyer_gata: v3.BuyerKana,
    buyerTel: v3.BuyerTel,
    buyerMobile: v3.BuyerMobile,
    buyerEmail: v3.BuyerEmail,
    OrderType: '1',
    orderNo: v3.OrderNo,
    itemCode: v3.ItemNo,
    sellerItemCode: v3.SellerItemCode,
    itemTitle: v3.ItemTitle,
    option: v3.Option,
    optionCode: v3.OptionCode,
    orderPrice: v3.OrderPrice,
    orderQty: v3.OrderQty,
    discount: v3.Discount,
    total: v3.Total,
    receiver: v3.Receiver,
    receiver_gata: v3.ReceiverKana,
    shippingCountry: 'JP',
    zipCode: v3.ZipCode,
    shippingAddr: v3.ShippingAddress,
    receiverTel: v3.ReceiverTel,
    receiverMobile: v3.ReceiverMobile,
    hopeDate: v3.DesiredDeliveryDate,
    senderName: v3.SenderName,
    senderTel: v3.SenderTel,
    senderNation: v3.SenderNation,
    senderZipCode: v3.SenderZipCode,
    senderAddr: v3.SenderAddress,
    ShippingWay: v3.ShippingWay,
    ShippingMsg: v3.ShippingMessage,
    shippingRateType: v3.ShippingRateType,
    PackingNo: v3.PackingNo,
    SellerDeliveryNo: v3.SellerDeliveryNo,
    VoucherCode: v3.VoucherCode,
    paymentNation: 'JP',
    PaymentMethod: v3.PaymentMethod,
    Gift: v3.Gift,
    cod_price: 0,
    Cart_Discount_Seller: v3.CartDiscountSeller,
    Cart_Discount_Qoo10: v3.CartDiscountQoo10,
  };
}
