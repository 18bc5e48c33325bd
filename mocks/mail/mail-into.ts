import type { LabState } from '../lab.ts';
import type { Mailbox } from './mailbox.ts';

/**
 * Where mails that arrive go. Each is read first: what the journal says is done in the same moment, so that no state is written between the
 * two that would know of neither.
 */
export const mailInto = (lab: Pick<LabState, 'mailbox' | 'journal' | 'moment'>): Pick<Mailbox, 'receive'> => ({
  receive: (raw, envelope) =>
    lab.mailbox.receive(raw, envelope, (put) =>
      lab.moment(() => {
        lab.journal?.mail(raw, envelope);
        return put();
      }),
    ),
});
