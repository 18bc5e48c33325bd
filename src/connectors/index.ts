import { amazon } from './amazon/index.ts';
import { b2cloud } from './b2cloud/index.ts';
import type { Connector } from './contract.ts';
import { ecforce } from './ecforce/index.ts';
import { qoo10 } from './qoo10/index.ts';
import { shopserve } from './shopserve/index.ts';

/** Every outside system that the bridge can speak to, by the name that `bridge.yaml` uses. */
// biome-ignore lint/suspicious/noExplicitAny: each connector has settings of its own; its schema checks them before `open`.
export const connectors: Readonly<Record<string, Connector<any>>> = { amazon, ecforce, qoo10, shopserve };

/** Carriers that print labels, by their own block of `bridge.yaml`; never a shop's marketplace. */
// biome-ignore lint/suspicious/noExplicitAny: as above.
export const carriers: Readonly<Record<string, Connector<any>>> = { b2: b2cloud };
