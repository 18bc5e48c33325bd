export { mailDamage } from './damage-mail.ts';
export { doubtMails, failureMails } from './failure-mail.ts';
export { type LateStop, lateStopMails } from './late-stop-mail.ts';
export { refusedMails } from './refused-mail.ts';
export { sendMails, staffMails } from './send-mails.ts';
