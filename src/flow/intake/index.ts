export { intakeFile } from './intake-file.ts';
export { candidates, shopOf } from './layouts-of-shop.ts';
