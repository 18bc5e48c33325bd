/** What a shop gets without saying so: its title, and the write layout of the file that goes back to the marketplace. */
export interface Marketplace {
  readonly title: string;
  /** '' = nothing is written by itself (Qoo10, BASE: their own file is dropped in and given back with numbers, F7). */
  readonly notify: string;
  /** `hold`: its manual keeps orders of unknown goods out (商品マスタ登録がない場合注文を取り込みしない). */
  readonly unknownProducts?: 'hold';
}

/**
 * The kinds of order files that the standard layouts know (`marketplace:` of a read layout). A shop of another name says
 * which of these it is; a marketplace of your own is possible with layouts of your own.
 */
export const marketplaces: Readonly<Record<string, Marketplace>> = {
  amazon: { title: 'Amazon', notify: 'amazon-shipment-confirm' },
  qoo10: { title: 'Qoo10', notify: '' },
  shopserve: { title: 'ショップサーブ', notify: 'tracking-numbers' },
  ecforce: { title: 'ecforce', notify: 'ecforce-shipping', unknownProducts: 'hold' },
  rakuten: { title: '楽天市場', notify: 'rakuten-shipping' },
  yahoo: { title: 'Yahoo!ショッピング', notify: 'tracking-numbers' },
  shopify: { title: 'Shopify', notify: 'tracking-numbers' },
  colorme: { title: 'カラーミーショップ', notify: 'tracking-numbers' },
  base: { title: 'BASE', notify: '' },
  stores: { title: 'STORES', notify: 'tracking-numbers' },
  eccube: { title: 'EC-CUBE', notify: 'eccube-shipping' },
  minne: { title: 'minne', notify: 'tracking-numbers' },
  creema: { title: 'Creema', notify: 'tracking-numbers' },
  futureshop: { title: 'futureshop', notify: 'tracking-numbers' },
  mercari: { title: 'メルカリShops', notify: 'tracking-numbers' },
  nextengine: { title: 'ネクストエンジン', notify: 'tracking-numbers' },
  aiship: { title: 'aiship', notify: 'tracking-numbers' },
  sheet: { title: '受注シート', notify: 'tracking-numbers' },
};
