import type { HandedOver } from '../../connectors/contract.ts';
import { openHandOvers, type StoredHandOver, type StoredShipment, type Writes } from '../../store/types.ts';
import type { LeftOut } from '../types.ts';

/** What a hand-over must remember to go on after a restart; sealed in the store, because tokens open screens and results. */
export interface Handle {
  readonly actor: string;
  /** Address of the edit screen, with its token: printed for the operator. */
  readonly address?: string;
  /** What the carrier answered: needed to print without a screen. */
  readonly handed?: HandedOver;
  /** お客様管理番号 that were printed without a screen. */
  readonly chosen?: readonly string[];
  readonly ticket?: string;
  /** Labels are in the outbox (or were given up). */
  readonly labelled?: boolean;
  readonly results: readonly PrintResult[];
  /** 再発行: what was so before, as long as the new label is not known to be printed. */
  readonly reissue?: ReissueHandle;
}

export interface ReissueHandle {
  readonly note: string;
  /** By shipment id: its state, and what stands on the label that is out. */
  readonly before: Readonly<Record<string, Pick<StoredShipment, 'state' | 'shipment'>>>;
}

/** One print that was announced: its token works once. */
export interface PrintResult {
  readonly token: string;
  /** Hash of the token that came in: the same notification again is known by it. */
  readonly key: string;
  /** Document of the fetched result, '' = not fetched yet. */
  readonly document: string;
  readonly registered: boolean;
  /** It can no longer be fetched: only looking helps. */
  readonly gone: boolean;
}

export const handleOf = (one: StoredHandOver): Handle => (one.handle ?? { actor: '', results: [] }) as Handle;

/** Nobody knows the end of it yet. */
export const isOpen = ({ state }: StoredHandOver): boolean => openHandOvers.includes(state);

/** A print was announced and its numbers are not here: to be fetched, or to be registered. */
export const hasResultToTake = (one: StoredHandOver): boolean =>
  handleOf(one).results.some((result) => !result.gone && !result.registered);

/** Writes a hand-over down; those of which nothing can come any more are not looked at again. */
export function keepHandOver(tx: Pick<Writes, 'putHandOver'>, one: StoredHandOver): Promise<void> {
  const { reissue, ...handle } = handleOf(one);
  // What the first label said (people's names) is needed only to go back to it.
  const kept = reissue && !isOpen(one) ? { ...one, handle } : one;
  return tx.putHandOver(kept, isOpen(one) || hasResultToTake(one));
}

export interface ApiIssueRequest {
  /** '' or missing = every shop. */
  readonly shop?: string | undefined;
  readonly sellerAsShipper?: boolean | undefined;
  /** Order numbers or お客様管理番号; missing = everything that is ready. */
  readonly orders?: readonly string[] | undefined;
  /** Print without the edit screen. */
  readonly unattended?: boolean | undefined;
  /** 再発行 of named shipments that have a number: a second slip under the same お客様管理番号. */
  readonly reissue?: { readonly note: string } | undefined;
  readonly dryRun?: boolean | undefined;
  readonly actor?: string | undefined;
}

/** `issue --route api --json` */
export interface ApiIssueReport {
  readonly handOvers: readonly HandOverReport[];
  readonly leftOut: readonly LeftOut[];
  /** Labels of the lab: not real ones. */
  readonly practice: boolean;
}

/** What the carrier says of one shipment. */
export interface EntryRemark {
  readonly customerNo: string;
  readonly code: string;
  readonly sentence: string;
  readonly remedy: string;
}

export interface HandOverReport {
  readonly id: string;
  readonly route: StoredHandOver['route'];
  readonly state: StoredHandOver['state'];
  /** Where the operator corrects and prints; '' = there is no screen. */
  readonly address: string;
  readonly shipments: readonly string[];
  /** What keeps single shipments from being printed. */
  readonly corrections: readonly EntryRemark[];
  /** What the carrier remarks about shipments that can be printed as they are: duplicates, an unusual postal code … */
  readonly warnings: readonly EntryRemark[];
  /** Absolute paths of label files. */
  readonly files: readonly string[];
  /** Numbers that were registered in this call. */
  readonly registered: readonly { readonly customerNo: string; readonly number: string }[];
  readonly problem: { readonly code: string; readonly sentence: string; readonly remedy: string } | null;
}

/** Where a person prints it; '' = there is no screen. */
export const screenOf = (one: StoredHandOver): string => handleOf(one).address ?? '';
