import type { ComponentChildren } from 'preact';
import { shellWords } from '../../core/sentences/console/shell.ts';

/** A link that leaves the console opens in a new tab and says so; one whose address is no web address is only text. */
export function OuterLink({
  to,
  children,
  ...rest
}: {
  readonly to: string;
  readonly children: ComponentChildren;
  readonly class?: string;
}) {
  if (to.startsWith('/') && !to.startsWith('//')) return <a href={to}>{children}</a>;
  if (!/^https?:\/\//.test(to)) return <span>{children}</span>;
  return (
    <a href={to} target="_blank" rel="noopener noreferrer" class={rest.class ?? 'outer'}>
      {children}
      <span class="unseen">{shellWords.newTab}</span>
    </a>
  );
}

/** Address of an order's page. */
export const orderPath = (shop: string, number: string): string =>
  `/orders/${encodeURIComponent(shop)}/${encodeURIComponent(number)}`;

/** A path with these parameters; blank ones are left out, a list stands several times. */
export function withQuery(
  path: string,
  values: Readonly<Record<string, string | readonly string[] | undefined>>,
): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    for (const one of typeof value === 'string' ? [value] : (value ?? [])) if (one !== '') query.append(name, one);
  }
  const text = query.toString();
  return text === '' ? path : `${path}${path.includes('?') ? '&' : '?'}${text}`;
}
