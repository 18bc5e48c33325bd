import type { OutboxFile, Reads, StoredShipment } from '../../store/types.ts';

/** B2 files that name a shipment and whose number has not come: each may still bring a label. */
export async function awaitedFiles(
  reads: Pick<Reads, 'outbox'>,
  shipments: readonly StoredShipment[],
): Promise<ReadonlyMap<string, readonly OutboxFile[]>> {
  const ids = shipments.map((one) => one.shipment.id);
  const files = (await reads.outbox({ shipments: ids, purpose: 'issue' })).filter((one) => one.stage !== 'undone');
  return new Map(
    shipments.map(({ shipment, waybills }): [string, OutboxFile[]] => {
      const since = waybills.at(-1)?.at ?? '';
      return [shipment.id, files.filter((file) => file.shipments.includes(shipment.id) && file.at > since)];
    }),
  );
}

/**
 * The file of a 再発行 that is still awaited. A label that was lost before its number came has one file, and may be written once
 * more; one whose number came has none. The next one waits for the number of that file.
 */
export function openReissue({ state }: StoredShipment, files: readonly OutboxFile[] = []): OutboxFile | undefined {
  return files.length > (state === 'issuing' ? 1 : 0) ? files.at(-1) : undefined;
}
