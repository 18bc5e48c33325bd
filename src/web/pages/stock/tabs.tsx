import { stockPageWords } from '../../../core/sentences/console/stock.ts';
import { stockShopWords } from '../../../core/sentences/console/stock-shops.ts';

const paths = { levels: '/stock', map: '/stock-map', drift: '/stock-drift', sets: '/stock-sets' } as const;

/** The pages of 在庫. They do not stand below `/stock`: any word there may be a SKU. */
export function StockTabs({ here }: { readonly here: keyof typeof paths }) {
  return (
    <nav class="tabs" aria-label={stockPageWords.title}>
      {(['levels', 'map', 'drift', 'sets'] as const).map((one) => (
        <a href={paths[one]} aria-current={one === here ? 'page' : undefined} key={one}>
          {stockShopWords.tabs[one]}
        </a>
      ))}
    </nav>
  );
}
