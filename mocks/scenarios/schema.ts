import * as z from 'zod';
import { expectation, numberText } from '../ledger/expectation.ts';

const text = z.string().min(1);
const scalar = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const free = z.record(z.string(), z.unknown());
/** Text of a duration: `30`, `PT30S`. */
const seconds = z
  .union([z.number().min(0), z.string().regex(/^(\d+(\.\d+)?|PT.+)$/, 'must be seconds or a duration such as PT30S')])
  .describe('real time: seconds or a duration such as PT30S');

const ofOrder = z.strictObject({ system: text, order: numberText }).catchall(scalar);

/** What a step does: exactly one of these. */
export const actions = {
  place: z
    .object({ system: text })
    .catchall(scalar)
    .optional()
    .describe(
      "a buyer orders; further members as the system's change `place-order` has them (GET /_lab/systems/SYSTEM)",
    ),
  orders: z
    .strictObject({
      system: text,
      count: z.number().int().min(1).max(10_000).optional().describe('so many made-up orders'),
      template: free.optional().describe('what the made-up orders are like, see README'),
      rows: z.array(free).optional().describe('orders as rows of columns, as in an order file'),
    })
    .optional()
    .describe('orders made up from a template, or written out'),
  pay: ofOrder.optional().describe('the buyer pays'),
  cancel: ofOrder.optional().describe('the order is cancelled'),
  change: z
    .object({ system: text, do: text })
    .catchall(scalar)
    .optional()
    .describe('any change of the outside world: `do` names it, further members are its arguments'),
  fault: free.optional().describe('a fault, as POST /_lab/faults takes it'),
  clearFaults: z.literal(true).optional().describe('takes all faults away'),
  skew: free.optional().describe('a clock that is off: system, by'),
  quota: free.optional().describe('quota that is used up: system, used, operation'),
  life: free.optional().describe('buyers by themselves: on, rates'),
  turn: text.optional().describe('turns the clock: PT1H'),
  clock: z.enum(['frozen', 'running']).optional(),
  call: z
    .strictObject({
      method: text.optional(),
      url: text.describe('an address of this lab; \u0024{lab.SYSTEM.api} is where a system is'),
      headers: z.record(z.string(), scalar).optional(),
      form: z.record(z.string(), scalar).optional().describe('form fields as the body'),
      json: z.unknown().optional().describe('JSON as the body'),
      body: z.string().optional(),
      status: z.number().int().optional().describe('what must be answered; any 2xx unless said'),
    })
    .optional()
    .describe('sends a request to the lab itself, as a client would'),
  wait: z
    .strictObject({
      until: expectation,
      atMost: seconds.optional().describe('30 seconds unless said'),
      turning: text.optional().describe("turns the lab's clock by so much every second of waiting: PT1M"),
    })
    .optional()
    .describe('until a client made it so'),
  expect: z
    .union([expectation, z.array(expectation).min(1)])
    .optional()
    .describe('must be so now'),
};

export type ActionName = keyof typeof actions;

export const step = z
  .strictObject({
    note: z.string().optional().describe('said in the report'),
    at: z
      .string()
      .optional()
      .describe(
        'turns the clock to this time first: HH:MM of Japan, an ISO instant, or PT10M after the scenario began',
      ),
    as: z
      .string()
      .regex(/^[A-Za-z_]\w*$/, 'must be a name of letters, digits and _')
      .optional()
      .describe('remembers what came out: $name is the order number, \u0024{name.member} a part of the answer'),
    ...actions,
  })
  .superRefine((given, context) => {
    const named = Object.keys(actions).filter((name) => given[name as ActionName] !== undefined);
    if (named.length > 1 || (named.length === 0 && given.at === undefined))
      context.addIssue({
        code: 'custom',
        message: `a step does one thing${named.length > 1 ? `, not ${named.join(' and ')}` : `: one of ${Object.keys(actions).join(', ')}`}`,
      });
  });

export const scenario = z.strictObject({
  name: text,
  about: z.string().optional(),
  seed: z
    .union([z.enum(['small', 'nasty', 'sandbox', 'empty']), z.number().int().min(1)])
    .optional()
    .describe('what the lab begins with; empty unless said'),
  random: z.number().int().min(0).optional().describe('seed of the randomness, 1 unless said'),
  keep: z.boolean().optional().describe('true: no reset, go on from what is there'),
  begin: z.string().optional().describe('time of the lab at which it begins, not before its present one'),
  clock: z.enum(['frozen', 'running']).optional().describe('frozen unless said: the clock moves by steps only'),
  shops: z
    .array(z.strictObject({ system: text, shop: text }))
    .optional()
    .describe('further shops besides the first of each system'),
  steps: z.array(step).min(1),
});

export type Scenario = z.output<typeof scenario>;
export type Step = z.output<typeof step>;

/** For editors: what may stand in a scenario file. */
export const scenarioSchema = (): object => ({
  ...z.toJSONSchema(scenario, { io: 'input', target: 'draft-7', unrepresentable: 'any' }),
  title: 'Scenario of the lab',
});
