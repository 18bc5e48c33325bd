import type { Party } from '../../core/order.ts';

/** A person or company as an envelope shows them; `none`: what stands where nothing is known of them. */
export function PartyBlock({ party, none }: { readonly party: Party; readonly none: string }) {
  const { name, kana, company, department, postalCode, address, phone, email } = party;
  const { prefecture, city, street, building } = address;
  const post = postalCode.length === 7 ? `〒${postalCode.slice(0, 3)}-${postalCode.slice(3)}` : postalCode;
  const lines = [post, `${prefecture}${city}${street}`, building, company, department, name, kana, phone, email];
  const shown = lines.filter((one) => one !== '');
  if (shown.length === 0) return <span class="sub-inline">{none}</span>;
  return (
    <address>
      {shown.map((one) => (
        <span class={one === name ? 'line strong' : 'line'} key={one}>
          {one}
        </span>
      ))}
    </address>
  );
}

export const yen = (amount: number | null): string => (amount === null ? '' : `${amount.toLocaleString('ja-JP')}円`);
