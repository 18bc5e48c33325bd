import { type ShipmentState, stateTitles } from '../../core/shipment.ts';

/** A sign beside the word: colour is never the only one. Signs that every Japanese font has. */
const signs: Readonly<Record<ShipmentState, string>> = {
  held: '■',
  backordered: '△',
  ready: '▶',
  issuing: '◆',
  issued: '◎',
  shipped: '●',
  closed: '○',
  elsewhere: '→',
  cancelled: '×',
  returned: '←',
};

export function StateBadge({ state }: { readonly state: ShipmentState }) {
  return (
    <span class={`badge ${state}`}>
      <span aria-hidden="true">{signs[state]}</span> {stateTitles[state]}
    </span>
  );
}
