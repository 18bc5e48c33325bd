export { notifyShop, requestNotices } from './notify-shop.ts';
export { parcelsOf } from './policy-facts.ts';
export { recheckShops } from './recheck-shops.ts';
export { type FilledForm, fillForm, formProblems, linkOldForms, putForm } from './return-form.ts';
export { tellLeftOut } from './tell-left-out.ts';
export { plainMasters, toldBy } from './told-by.ts';
export { whyUntold } from './why-untold.ts';
export { writeNotices } from './write-notice-files.ts';
