export { deliver, putFile } from './outbox.ts';
