export { notifyShop, requestNotices } from './notify-shop.ts';
export { parcelsOf } from './policy-facts.ts';
export { recheckShops } from './recheck-shops.ts';
export { type FilledForm, fillForm, formProblems, linkOldForms, putForm } from './return-form.ts';
export { toldBy } from './told-by.ts';
export { writeNotices } from './write-notice-files.ts';
