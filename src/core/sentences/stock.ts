import type { Sentence } from './sentence.ts';

/** Stock sheets, product maps and sets as files; stock by hand; drift. */
export const stock = {
  'stock-sku-twice': {
    sentence: '商品コード {sku} が {rows}行目にあり、在庫数が食い違っています。この商品の在庫数は変えませんでした。',
    remedy: '正しい行だけを残して、ファイルを入れ直してください。',
  },
  'stock-sku-near': {
    sentence:
      '商品コード {sku} は商品対応表にもセット商品表にもありません。{near} のことではありませんか（Excel で開くと先頭の 0 や文字が変わることがあります）。この行は取り込みませんでした。',
    remedy: '商品コードを直して、ファイルを入れ直してください。別の商品なら、先に商品対応表に加えてください。',
  },
  'stock-sku-unmapped': {
    sentence: '商品コード {sku} は商品対応表にないため、在庫数はどのモールにも伝わりません（在庫数は登録しました）。',
    remedy: 'モールで売る商品なら、商品対応表に加えて入れてください。そうでなければ、そのままでかまいません。',
  },
  'stock-skus-unmapped': {
    sentence:
      'ほかにも {count} 件の商品コードが商品対応表になく、在庫数はどのモールにも伝わりません（在庫数は登録しました）。',
    remedy: 'モールで売る商品なら、商品対応表に加えて入れてください。そうでなければ、そのままでかまいません。',
  },
  'stock-of-set': {
    sentence: '商品コード {sku} はセット商品なので、在庫数は構成商品から計算します。この行は使いませんでした。',
    remedy: 'セットでない商品になったときは、セット商品表を直して入れてください。',
  },
  'product-twice': {
    sentence: '店舗商品コード {item} が {rows}行目にあり、内容が食い違っています。どの行も取り込みませんでした。',
    remedy: '正しい行だけを残して、ファイルを入れ直してください。',
  },
  'product-shop-unknown': {
    sentence: '店舗「{shop}」は bridge.yaml にありません。この行は取り込みませんでした。',
    remedy: '店舗の列を、bridge.yaml の名前（{shops}）のどれかにして、ファイルを入れ直してください。',
  },
  'product-share-bad': {
    sentence: '配分率が 0〜100 ではありません。この行は取り込みませんでした。',
    remedy: '配分率は 0 から 100 までの整数（パーセント）で書いて、ファイルを入れ直してください。',
  },
  'set-circle': {
    sentence: 'セット商品 {sku} をたどると自分自身が入っています。このセットは取り込みませんでした。',
    remedy: 'セット商品表の構成商品コードを直して、ファイルを入れ直してください。',
  },
  'set-part-twice': {
    sentence: 'セット商品 {sku} に同じ構成商品 {part} が {rows}行目にあります。このセットは取り込みませんでした。',
    remedy: '1行にまとめて数量を合計し、ファイルを入れ直してください。',
  },
  'set-row-bad': {
    sentence: 'セット商品 {sku} には読めない行があるので、セットごと取り込みませんでした。',
    remedy: 'このファイルのほかの指摘を直して、入れ直してください。',
  },

  // ---- by hand --------------------------------------------------------------------------------------------------------
  'stock-set-how': {
    sentence: '在庫数は「stock set 商品コード 数」か「stock set 商品コード --add 増減」のどちらかで指定してください。',
    remedy: '減らすときは --add=-3 のように書きます。',
  },
  'stock-number-bad': {
    sentence: '「{text}」は在庫数として読めません。',
    remedy: '0 以上の整数を指定してください（--add では増減を +3、-2 のように）。',
  },
  'stock-below-zero': {
    sentence: '商品 {sku} の在庫数は今 {now} 個なので、{add} を加えると 0 を下回ります。何も変えていません。',
    remedy: '数を確かめてください。数え直した在庫数がわかるときは「stock set {sku} 数」で入れてください。',
  },
  'stock-no-such-sku': {
    sentence: '商品コード {sku} の在庫数は登録されていません。',
    remedy:
      '商品コードを確かめてください（stock list で見られます）。新しい商品は「stock set {sku} 数」で登録できます。',
  },
  'stock-set-has-parts': {
    sentence: '商品 {sku} はセット商品なので、在庫数は入れられません。',
    remedy: '構成商品（{parts}）の在庫数を変えてください。',
  },
  'shop-lists-no-items': {
    sentence: '店舗「{shop}」からは商品の一覧を読めません。',
    remedy:
      '在庫表のファイルか「stock set」で在庫数を入れてください。商品の一覧は、モールの画面からダウンロードしてください。',
  },
  'stock-take-differs': {
    sentence: '商品 {sku} は店舗の中で複数の商品（{items}）に対応し、在庫数が食い違うため、取り込みませんでした。',
    remedy: '「stock set {sku} 数」で在庫数を入れてください。',
  },

  // ---- drift ----------------------------------------------------------------------------------------------------------
  'stock-drifted': {
    sentence:
      '商品 {sku}（{item}）の在庫数が違います。伝えた数 {told}（{toldAt}）、モールの数 {theirs}、今の数 {ours}。在庫数を最後に変えたのは {writer}。',
    remedy:
      'モールの画面で変えた覚えがなければ、まだ取得していない受注がないか確かめてください。正しい数は「stock set」で入れられます。同じ数に戻すには「stock resend」を実行してください。',
  },
  'stock-not-listed': {
    sentence: '商品 {sku}（{item}）がモールの商品一覧にありません。',
    remedy: '商品対応表の店舗商品コードと、モールの商品の状態を確かめてください。',
  },
} satisfies Record<string, Sentence>;
