import * as z from 'zod';

const text = z.string().min(1);
/** YAML reads order numbers as numbers. */
export const numberText = z.union([text, z.number().int()]).transform(String).describe('number or name');

export const count = z
  .union([
    z.number().int().min(0),
    z.strictObject({ atLeast: z.number().int().min(0).optional(), atMost: z.number().int().min(0).optional() }),
  ])
  .describe('exactly so many, or atLeast / atMost');

/** What should be true of the world. Everything that is named is looked at. */
export const expectation = z
  .strictObject({
    order: numberText.optional().describe("an order's number; * = every order there is, of `system` or of all"),
    system: text.optional().describe('whose order; needed only where two shops know the number'),
    placed: z.boolean().optional().describe('false: there must be no such order'),
    paid: z.boolean().optional(),
    cancelled: z.boolean().optional(),
    shipped: z.boolean().optional().describe("shipped by the system's own judgement"),
    status: text.optional().describe("the system's own word"),
    pulled: z.boolean().optional().describe('an answer that the request log kept held the order'),
    shipments: count.optional().describe('labels of first parcels: how many times the order was sent out'),
    parcels: count.optional().describe('labels of the order'),
    told: count.optional().describe('tellings of a tracking number that changed something'),
    toldTwice: z.boolean().optional().describe('false: no parcel was told to the system more than once with effect'),
    number: numberText.optional().describe("tracking number that was told last; `label` = the label's own"),
    orders: count.optional().describe('how many orders there are, of `system` or of all'),
    labels: count.optional().describe('how many labels there are'),
    stock: z
      .strictObject({
        system: text,
        sku: numberText,
        place: text.optional().describe('variation or place of stock, where the system has such'),
        quantity: count,
      })
      .optional(),
    requests: z
      .strictObject({
        system: text.optional(),
        operation: text.optional(),
        method: text.optional(),
        status: z.number().int().optional().describe('0 = the client got no answer'),
        contains: text.optional().describe('in address or body'),
        count: count.optional().describe('at least one, unless said'),
      })
      .optional()
      .describe('requests that clients sent'),
    mails: z.strictObject({ subject: text.optional(), count: count.optional() }).optional(),
  })
  .refine((one) => Object.keys(one).some((name) => name !== 'system' && name !== 'order'), {
    message: 'says nothing that could be looked at',
    // A name that is not known is told as such.
    when: ({ issues }) => issues.length === 0,
  });

export type Count = z.output<typeof count>;
export type Expectation = z.output<typeof expectation>;
