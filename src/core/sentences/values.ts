import type { Sentence } from './sentence.ts';

/** Reading single values: what cannot be read in a cell, and what was repaired, filled in or dropped there. */
export const values = {
  'control-characters-dropped': {
    sentence: '改行やタブなどの制御文字を空白に置き換えました。',
    remedy: '送り状の表示を確かめてください。',
  },
  'name-title-dropped': {
    sentence: '名前の後ろの敬称を外しました（送り状には「様」が自動で付きます）。',
    remedy: '対応は要りません。',
  },
  'placeholder-dropped': {
    sentence: '「.」や「-」だけの値を、空として扱いました。',
    remedy: '対応は要りません。足りない項目があれば、保留になります。',
  },
  'postal-unreadable': {
    sentence: '郵便番号として読めません。',
    remedy: '7桁の数字（例 060-0001）に直してください。',
  },
  'postal-length': {
    sentence: '郵便番号が{digits}桁です。',
    remedy: '7桁の郵便番号に直してください。',
  },
  'postal-short': {
    sentence: '郵便番号が{digits}桁しかありません。先頭の0が消えたようですが、住所と合わないため補えません。',
    remedy: '住所を確かめて、7桁の郵便番号に直してください。',
  },
  'postal-repaired': {
    sentence: '郵便番号の消えていた先頭の0を、住所と照らし合わせて補いました。',
    remedy: '対応は要りません。CSVをExcelで開くと0が消えるので、次からは開かずに入れてください。',
    remedyTyped: '登録した値が正しいか確かめてください。',
  },
  'phone-unreadable': {
    sentence: '電話番号として読めません。',
    remedy: '数字とハイフンだけの電話番号に直してください。',
  },
  'phone-length': {
    sentence: '電話番号の桁数（{digits}桁）が正しくありません。',
    remedy: '市外局番からの電話番号に直してください。',
  },
  'phone-exponent': {
    sentence: '電話番号がExcelの指数表示（9.01E+10など）になっていて、元の番号が分かりません。',
    remedy: '元の画面からダウンロードし直すか、電話番号を入れ直してください。',
    remedyTyped: '電話番号を、ハイフンを付けて入れ直してください。',
  },
  'phone-several': {
    sentence: '電話番号が2つ以上入っています。',
    remedy: '送り状に載せる電話番号を1つだけ残してください。',
  },
  'phone-foreign': {
    sentence: '国外の電話番号です。',
    remedy: '日本国内の電話番号に直してください。',
  },
  'phone-repaired': {
    sentence: '電話番号の消えていた先頭の0を補いました。',
    remedy: '対応は要りません。CSVをExcelで開くと0が消えるので、次からは開かずに入れてください。',
    remedyTyped: '登録した値が正しいか確かめてください。',
  },
  'address-foreign': {
    sentence: '住所に日本語がありません（ローマ字または海外の住所のようです）。',
    remedy: '日本語の住所に直してください。海外へは発送できません。',
  },
  'address-contradicts': {
    sentence: '住所に都道府県・市区町村が2つあります。',
    remedy: 'どちらが正しいか確かめて直してください。',
  },
  'address-two-readings': {
    sentence: '住所の始まりが 2 通りに読めて、郵便番号からも決まりません（{readings}）。',
    remedy: '「県」「府」などを略さずに、都道府県から書いた住所に直してください。郵便番号も確かめてください。',
  },
  'address-postal-dropped': {
    sentence: '住所の先頭に書かれていた郵便番号を、住所から外しました。',
    remedy: '郵便番号の欄に同じ番号が入っているか確かめてください。',
  },
  'address-prefecture-filled': {
    sentence: '書かれていなかった都道府県を、市区町村や郵便番号から補いました。',
    remedy: '対応は要りません。',
  },
  'address-prefecture-missing': {
    sentence: '住所に都道府県がなく、補うこともできません。',
    remedy: '都道府県から書いた住所に直してください。',
  },
  'address-city-filled': {
    sentence: '書かれていなかった市区町村を、郵便番号などから補いました。',
    remedy: '対応は要りません。',
  },
  'address-city-unknown': {
    sentence: '住所から市区町村を見つけられません。',
    remedy: '市区町村名に誤りや抜けがないか確かめてください。',
  },
  'address-repeat-dropped': {
    sentence: '住所に2回書かれていた都道府県・市区町村を1回にしました。',
    remedy: '対応は要りません。',
  },
  'qoo10-code-bad': {
    sentence:
      '品番「{code}」に使えない文字があるか、コードがありません（使えるのは半角の英数字・ハイフン・アンダーバーだけです）。',
    remedy:
      'Qoo10 の商品管理で、販売者商品コードと（オプションのある商品は）販売者オプションコードを登録し直してください。直したあとの注文から取り込めます。この注文は受注シートなどで入れてください。',
  },
  'date-unreadable': {
    sentence: '日付として読めません。',
    remedy: '2026/1/5 のような日付に直してください。',
  },
  'date-impossible': {
    sentence: '存在しない、または範囲外の日付・時刻です。',
    remedy: '正しい日付に直してください。',
  },
  'date-needs-year': {
    sentence: '日付に年がありません。',
    remedy: '2026/1/5 のように年から書いてください。',
  },
  'date-ambiguous': {
    sentence: '年月日の順番が分からない日付です。',
    remedy: '2026/1/5 のように西暦4桁の年から書いてください。',
  },
  'date-from-serial': {
    sentence: 'Excelの内部番号（シリアル値）になっていた日付を、日付に直しました。',
    remedy: '日付が正しいか確かめてください。',
  },
  'instant-unreadable': {
    sentence: '日時として読めません。',
    remedy: '2026/1/5 10:30 のような日時に直してください。',
  },
  'count-unreadable': {
    sentence: '数として読めません。',
    remedy: '1以上の整数に直してください。',
  },
  'count-zero': {
    sentence: '数が0です。',
    remedy: '1以上の整数に直すか、その行を消してください。',
    remedyTyped: '1以上の整数にしてください。商品を送らないときは、明細の状態（line.status）をキャンセルにします。',
  },
  'count-negative': {
    sentence: '数がマイナスです。',
    remedy: '1以上の整数に直してください。',
  },
  'count-fraction': {
    sentence: '数に端数があります。',
    remedy: '1以上の整数に直してください。',
  },
  'yen-unreadable': {
    sentence: '金額として読めません。',
    remedy: '円単位の整数に直してください。',
  },
  'yen-fraction': {
    sentence: '金額に1円未満の端数があります。',
    remedy: '円単位の整数に直してください。',
  },
  'code-exponent': {
    sentence: '番号がExcelの指数表示（4.90715E+11など）になっていて、元の番号が分かりません。',
    remedy: '元の画面からダウンロードし直すか、番号を入れ直してください。CSVはExcelで開かないでください。',
    remedyTyped: '番号を、元の画面のとおりに入れ直してください。',
  },
  'code-rounded': {
    sentence: '番号の16桁目より後ろがすべて0です。Excelが桁を丸めたようで、元の番号が分かりません。',
    remedy: '元の画面からダウンロードし直すか、番号を入れ直してください。CSVはExcelで開かないでください。',
    remedyTyped: '番号を、元の画面のとおりに入れ直してください。',
  },
  'code-maybe-rounded': {
    sentence: '16桁の番号の最後が0です。Excelで開いたファイルなら、最後の桁が変わったおそれがあります。',
    remedy: '元の番号と同じか確かめてください。',
  },
  'flag-unknown': {
    sentence: '「はい・いいえ」のどちらか分からない値です。',
    remedy: '1（はい）または 0（いいえ）に直してください。',
  },
} as const satisfies Record<string, Sentence>;
