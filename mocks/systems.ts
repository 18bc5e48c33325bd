import { createAmazon } from './amazon/index.ts';
import { createB2cloud } from './b2cloud/index.ts';
import { createEcforce } from './ecforce/index.ts';
import { createQoo10 } from './qoo10/index.ts';
import { createShopserve } from './shopserve/index.ts';

/** Every mock of the lab, by its name; a new system is one line here. */
export const systems = {
  amazon: createAmazon,
  b2cloud: createB2cloud,
  ecforce: createEcforce,
  qoo10: createQoo10,
  shopserve: createShopserve,
};

/** What clients need to know of each system. */
export type Addresses = {
  readonly [Name in keyof typeof systems]: ReturnType<ReturnType<(typeof systems)[Name]>['address']>;
};
