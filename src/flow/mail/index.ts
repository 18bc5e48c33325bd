export { doubtMails, failureMails } from './failure-mail.ts';
export { sendMails, staffMails } from './send-mails.ts';
