/* By which names and looks people and secrets are known. Too much is better than too little: what goes is replaced by its like. */

const plain = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');

const people =
  /(name$|^name|kana|furigana|address|addr\d?$|street|city|town|building|prefecture|^pref|stateorregion|shipstate|postal|postcode|zip|phone|^tel|tel$|telno|mobile|fax|mail|buyer|recipient|consignee|orderer|receiver|customer|birth|gender|notes?$|comment|remark|memo|giftmessage|messagetext|instruction|company|^line[1-4]$|addressline|contact|card(no|number)|account|sellerid|merchantid|userid|loginid|^user$|^login$|ipaddress|remoteip)/;
const secrets =
  /(token|secret|passw|pwd|apikey|accesskey|certification|credential|signature|authoriz|assertion|cookie|session|csrf|nonce|^key$|^sid$|clientid|appid$|applicationid)/;
const numbers =
  /(order(id|no|number|code|s?ids?)$|^number$|^serialcode$|shipmentnumber|linknumber|packno|tracking|slipno|shippingslip|invoiceno)/;
/** What such names also end in where they say no more than a kind, a time or a count. */
const harmless =
  /(type|status|level|date|time|count|quantity|amount|currency|version|method|countrycode|country)$|^(shipping|delivery)(company|corp)$|(property|attribute|field|column)names?$|^is|^has/;

/** Is what stands under this name a person's, or a secret? */
export function isTold(name: string): boolean {
  const text = plain(name);
  if (secrets.test(text)) return !/(expire|expires)/.test(text) && !/(type|limit)$/.test(text);
  return (people.test(text) || numbers.test(text)) && !harmless.test(text);
}

/** Names under which everything belongs to a person. */
export const isPerson = (name: string): boolean =>
  /(address|buyer|recipient|consignee|customer|orderer|receiver|contact)/.test(plain(name)) &&
  !harmless.test(plain(name));
export const isHarmless = (name: string): boolean => harmless.test(plain(name));

/** Headers that say nothing of anybody; all others are replaced. */
const openHeaders = new Set(
  'accept accept-charset accept-encoding accept-language accept-ranges age allow cache-control connection content-encoding content-language content-length content-type date expect expires host keep-alive last-modified pragma retry-after server te trailer transfer-encoding upgrade user-agent vary x-amzn-ratelimit-limit x-amzn-errortype x-amz-target qapiversion x-requested-with x-http-method-override x-content-type-options strict-transport-security :method :scheme :authority :status x-lab-trust x-lab-trust-row'.split(
    ' ',
  ),
);
export const isOpenHeader = (name: string): boolean => openHeaders.has(name.toLowerCase());

/** A member's name that may be somebody's number, mail or name. */
export const isOdd = (name: string): boolean => /\d{4}|@|[^\x20-\x7e]/.test(name);

/** Names of HAR and of the lab's own form that hold nothing of anybody. */
export const structural = new Set(
  'name version startedDateTime time method httpVersion status statusText mimeType encoding headersSize bodySize size compression operation system fault at begin random seed connection pageref id no'.split(
    ' ',
  ),
);

/** What is known by its look, wherever it stands. */
export const looks: readonly RegExp[] = [
  /Atz(?:[ar]|\.sprdt)?\|[\w|+/=.-]+/g,
  /eyJ[\w-]{8,}\.[\w-]+\.[\w-]*/g,
  /AKIA[0-9A-Z]{16}/g,
  /amzn1\.[\w.-]{8,}/g,
  /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g,
  /(?<![\d-])(?:\+81[- ]?\d{1,4}|0\d{1,4})[- ]\d{1,4}[- ]\d{3,4}(?![\d-])/g,
  /(?<![\d.-])0\d{9,10}(?![\d-])/g,
  /(?<![\d-])\d{3}-\d{4}(?![\d-])/g,
  /(?<![\d-])\d{3}-\d{7}-\d{7}(?![\d-])/g,
  // A name such as GetThingsByOrderNo_V2 is none.
  /(?<![\w+/=-])(?!(?:[A-Z][a-z]+){3,}(?:_?[vV]?\d)?(?![\w+/=-]))(?=[\w+/=-]*\d)(?=[\w+/=-]*[A-Za-z])[\w+/=-]{32,}(?![\w+/=-])/g,
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ｦ-ﾟ々〆ヶー]+/gu,
];
