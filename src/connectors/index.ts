import { amazon } from './amazon/index.ts';
import type { Connector } from './contract.ts';

/** Every outside system that the bridge can speak to, by the name that `bridge.yaml` uses. */
// biome-ignore lint/suspicious/noExplicitAny: each connector has settings of its own; its schema checks them before `open`.
export const connectors: Readonly<Record<string, Connector<any>>> = { amazon };
