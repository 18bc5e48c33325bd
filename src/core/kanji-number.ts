const digits = new Map([...'〇零一二三四五六七八九'].map((c, i) => [c, Math.max(0, i - 1)]));
for (const [old, plain] of ['壱一', '壹一', '弐二', '貳二', '参三', '參三', '肆四', '伍五'].map((pair) => [...pair]))
  digits.set(old as string, digits.get(plain as string) as number);
const units = new Map([
  ['十', 10],
  ['拾', 10],
  ['廿', 20],
  ['卅', 30],
  ['百', 100],
  ['千', 1000],
]);

/** Characters that kanji numbers are written with, for patterns. */
export const kanjiDigits = [...digits.keys(), ...units.keys()].join('');

/** A kanji number up to 9,999 as digits: `二十三` and `二三` are 23, `百八` is 108. Anything else comes back as it is. */
export function kanjiNumber(text: string): string {
  if (![...text].some((c) => units.has(c))) return [...text].map((c) => String(digits.get(c) ?? c)).join('');
  let sum = 0;
  let pending = 0;
  for (const c of text) {
    const unit = units.get(c);
    const digit = digits.get(c);
    if (digit !== undefined) pending = pending * 10 + digit;
    else if (unit === undefined) return text;
    else {
      sum += unit > 10 && unit < 100 ? unit : (pending || 1) * unit;
      pending = 0;
    }
  }
  return String(sum + pending);
}
