/** `from to from to …`: pairs that no rule gives. */
const pairs =
  // lacking in CP932: print-standard forms whose everyday form JIS has
  '𠮷吉繫繋䑓臺𠮟叱剝剥塡填頰頬瘦痩俠侠噓嘘嚙噛囊嚢搔掻摑掴繡繍萊莱蔣蒋蠟蝋醬醤鹼鹸麴麹麵麺顚顛驒騨鷗鴎屛屏幷并軀躯瀆涜' +
  '禱祷簞箪焰焔啞唖潑溌戶戸濵濱倂併姸妍﨔欅' +
  // NEC / IBM extensions: variants that everybody reads as the plain form
  '髙高﨑崎德徳瀨瀬增増寬寛桒桑橫横淸清靑青綠緑緖緒薰薫賴頼郞郎黑黒曻昇敎教昻昂栁柳甁瓶冝宜凬風匤匡悅悦凞熙羡羨';

const words: Readonly<Record<string, string>> = {
  '№': 'No.',
  '℡': 'TEL',
  '㏍': 'K.K.',
  '〝': '”',
  '〟': '”',
  '￤': '｜',
  '＇': '’',
  '＂': '”',
  '㍿': '株式会社',
  '㊤': '(上)',
  '㊥': '(中)',
  '㊦': '(下)',
  '㊧': '(左)',
  '㊨': '(右)',
  '©': '(C)',
  '®': '(R)',
  '•': '・',
  '–': '-',
  '‑': '-',
  '‒': '-',
  '\u200b': '',
  '\u200c': '',
  '\u200d': '',
  '\u2060': '',
  '\ufeff': '',
  '\u3099': '゛',
  '\u309a': '゜',
  ß: 'ss',
  ø: 'o',
  Ø: 'O',
  ł: 'l',
  Ł: 'L',
  æ: 'ae',
  Æ: 'AE',
  œ: 'oe',
  Œ: 'OE',
};

function build(): ReadonlyMap<string, string> {
  const map = new Map<string, string>(Object.entries(words));
  const list = Array.from(pairs);
  for (let i = 0; i + 1 < list.length; i += 2) map.set(list[i] as string, list[i + 1] as string);
  for (let n = 1; n <= 20; n++) {
    map.set(String.fromCodePoint(0x245f + n), `(${n})`);
    map.set(String.fromCodePoint(0x2473 + n), `(${n})`);
  }
  for (let n = 21; n <= 35; n++) map.set(String.fromCodePoint(0x3251 + n - 21), `(${n})`);
  for (let n = 36; n <= 50; n++) map.set(String.fromCodePoint(0x32b1 + n - 36), `(${n})`);
  return map;
}

/** Character → proposed text. What Unicode decomposes by itself (㈱ → (株), ㍻ → 平成, é → e) is not listed here. */
export const replacements: ReadonlyMap<string, string> = build();
