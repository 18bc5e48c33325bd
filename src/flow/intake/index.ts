export { intakeFile } from './intake-file.ts';
export { candidates, pageLayout, shopOf } from './layouts-of-shop.ts';
