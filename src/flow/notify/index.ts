export { notifyShop, requestNotices } from './notify-shop.ts';
export { parcelsOf } from './policy-facts.ts';
export { type FilledForm, fillForm, formProblems, putForm, refillForms } from './return-form.ts';
export { writeNotices } from './write-notice-files.ts';
