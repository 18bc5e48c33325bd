export { intakeFile } from './intake-file.ts';
export { askedAbout } from './issued-before.ts';
export { candidates, pageLayout, shopOf } from './layouts-of-shop.ts';
export { recognise } from './recognise.ts';
export { rereadHeld } from './reread-held.ts';
export { redecideForRules } from './rules-changed.ts';
export { releaseKnownGoods } from './unknown-goods.ts';
