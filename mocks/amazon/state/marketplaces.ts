import type { Marketplace } from './order.ts';

export const japan: Marketplace = { id: 'A1VC38T7YXB528', name: 'Amazon.co.jp', country: 'JP', currency: 'JPY' };
