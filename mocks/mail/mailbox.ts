export interface Mail {
  readonly no: number;
  /** Lab clock, epoch ms. */
  readonly at: number;
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly attachments: readonly { readonly name: string; readonly mediaType: string; readonly size: number }[];
  readonly raw: string;
}

/** Every mail that was sent to the lab, newest last; keeps the last 500. */
export interface Mailbox {
  /** `atOnce` does what puts it there, in one moment with whatever must be as old as it is. */
  receive(
    raw: Buffer,
    envelope: { readonly from: string; readonly to: readonly string[] },
    atOnce?: (put: () => Mail) => Mail,
  ): Promise<Mail>;
  list(): readonly Mail[];
  clear(): void;
  save(): unknown;
  load(saved: unknown): void;
}

export function createMailbox(now: () => number): Mailbox {
  let mails: readonly Mail[] = [];
  let last = 0;
  return {
    async receive(raw, envelope, atOnce = (put) => put()) {
      const { default: PostalMime } = await import('postal-mime');
      const parsed = await PostalMime.parse(raw);
      return atOnce(() => {
        last += 1;
        const mail: Mail = {
          no: last,
          at: now(),
          from: envelope.from,
          to: envelope.to,
          subject: parsed.subject ?? '',
          text: parsed.text ?? parsed.html ?? '',
          attachments: parsed.attachments.map((one) => ({
            name: one.filename ?? '',
            mediaType: one.mimeType,
            size: typeof one.content === 'string' ? one.content.length : one.content.byteLength,
          })),
          raw: raw.toString('latin1'),
        };
        mails = [...mails.slice(-499), mail];
        return mail;
      });
    },
    list: () => mails,
    save: () => ({ mails, last }),
    load(saved) {
      ({ mails, last } = saved as { mails: readonly Mail[]; last: number });
    },
    clear() {
      mails = [];
    },
  };
}
