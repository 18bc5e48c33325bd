import { noArrangement, type Portion, portions } from '../arrangement.ts';
import { beforeLine, waitsForLine } from '../go-live.ts';
import { shipmentId } from '../ids.ts';
import type { Destination } from '../order.ts';
import { noOutcome, ofParcel, type RuleOutcome } from '../rules/outcome.ts';
import { type Hold, isBeyondRecall } from '../shipment.ts';
import { afterIssue } from './after-issue.ts';
import { ruleHolds, shipmentByRules, splitHolds, withRules } from './by-rules.ts';
import { carrierCancelled, disappeared } from './disappeared.ts';
import { disputeHolds } from './edit-holds.ts';
import { historyHold, hold } from './hold.ts';
import { finish, holdKey, isOvertaken, plain, unique } from './hold-list.ts';
import { matchDestinations, shippableLines } from './match.ts';
import { type Numbering, numbering, ofNumber } from './numbering.ts';
import { checkOptions, dropCleared } from './options.ts';
import { orderHolds } from './order-holds.ts';
import { plan } from './plan.ts';
import { takenAway } from './shipped-elsewhere.ts';
import type { Cleared, Decided, DecidedHold, DecideInput, Prior } from './types.ts';

/**
 * What becomes of an order: one shipment per destination (or per part that a person split off), each with its holds. Pure and total: the same facts give the
 * same answer, and every destination gets a shipment (cancelled ones too). A shipment whose label exists or may exist
 * is never changed; what the new facts mean for it is a hold that a person reads.
 */
export function decide(input: DecideInput): readonly Decided[] {
  const { order, shop } = input;
  const firsts = input.prior.filter((one) => one.shipment.part === 1);
  const parts = new Map(input.prior.filter((one) => one.shipment.part > 1).map((one) => [one.shipment.part, one]));
  const { matched, gone, unsure } = matchDestinations(shop.name, order, firsts, input.likeness);
  const doubts = doubtsAbout(unsure, firsts);
  const numbers = numbering(input);
  const decided = matched.flatMap(({ destination, id, prior: first }) => {
    const dealt = portionsOf(input, destination);
    const outcomeFor = outcomesOf(input, destination, dealt.length > 1);
    return dealt.map((portion) => {
      const { part } = portion;
      const prior = part === 1 ? first : (parts.get(part) ?? null);
      parts.delete(part);
      const own = prior?.shipment.serial ?? numbers.nextSerial();
      const doubt = doubts.get(id);
      if (prior && isBeyondRecall(prior.state)) return afterIssue(input, destination, prior, doubt);
      const firstLine = order.lines.find((line) => line.destination === destination.key)?.no ?? '';
      const ownId = part === 1 ? id : (prior?.shipment.id ?? shipmentId(shop.name, order.number, firstLine, part));
      const outcome = outcomeFor(portion);
      return beforeIssue(input, numbers, destination, portion, outcome, ownId, own, prior, first, doubt);
    });
  });
  return [
    ...decided,
    ...[...gone, ...parts.values()].map((prior) => disappeared(prior, doubts.get(prior.shipment.id))),
  ];
}

/** The hold of each shipment of which nobody can say whose parcel it is, naming all of them. */
function doubtsAbout(unsure: ReadonlyMap<string, string>, priors: readonly Prior[]): ReadonlyMap<string, Hold> {
  const about = priors.filter((one) => unsure.has(one.shipment.id));
  const numbers = about.map((one) => one.shipment.customerNo).join(' ');
  return new Map(
    about.map(({ shipment: { id } }) => [id, historyHold('destination-unclear', unsure.get(id)!, { numbers })]),
  );
}

function portionsOf({ order, arrangement = noArrangement }: DecideInput, destination: Destination): readonly Portion[] {
  const lines = shippableLines(order, destination);
  if (arrangement.parts.length === 0) return [{ part: 1, lines, fits: true }];
  const all = order.lines.filter((line) => line.destination === destination.key);
  return portions(lines, all, arrangement.parts);
}

function beforeIssue(
  input: DecideInput,
  numbers: Numbering,
  destination: Destination,
  portion: Portion,
  outcome: RuleOutcome,
  id: string,
  serial: number,
  prior: Prior | null,
  whole: Prior | null,
  doubt?: Hold,
): Decided {
  const { order } = input;
  const { lines } = portion;
  const byRules = withRules(destination, outcome, input, lines);
  const number = numbers.numberFor({ destination, id, serial, part: portion.part, prior });
  const { shipment: asSaid, holds } = plan(input, byRules.destination, portion, { id, serial, ...number }, prior);
  const taken = takenAway(order, destination, prior);
  // Goods that somebody else shipped are no longer to ship, but they are what a person may let go all the same.
  const isTaken = prior !== null && taken.length > 0 && lines.length === 0;
  const planned = shipmentByRules(isTaken ? { ...asSaid, lines: prior.shipment.lines } : asSaid, outcome, input);
  const planHolds = [
    ...number.holds,
    ...holds,
    ...byRules.holds,
    ...ruleHolds(outcome, input),
    ...splitHolds(outcome, lines, input),
  ];
  // A part that is split off inherits what was said about the whole, and what a person cleared there.
  const old = (prior ?? whole)?.holds ?? [];
  const clearedBefore = new Map(
    old.flatMap((one): [string, Cleared][] => (one.cleared && !one.cleared.rule ? [[holdKey(one), one.cleared]] : [])),
  );
  const clearedNow = (one: Hold): Cleared | null =>
    clearedBefore.get(holdKey(one)) ??
    (one.code === beforeLine ? clearedBefore.get(holdKey(waits)) : null) ??
    releasedBy(one);
  const isCleared = (one: Hold) => clearedNow(one) !== null;

  const first = checkOptions(planned, input.today, input.slots);
  const dropped = dropCleared(planned, [...planHolds, ...first].filter(isCleared));
  const inspected = input.inspect(dropped, order, isCleared);
  const document = input.documentHolds ?? old.filter((one) => one.origin === 'document');
  const takesChanges = input.shop.switches?.sameNumber === 'allow' || awaitsData(old);
  const happened = input.historyHolds.filter((one) => !(one.code === 'content-changed' && takesChanges));
  const history = [...happened, ...old.filter((one) => one.origin === 'history' && !isOvertaken(one, happened))];
  const openDocument = document.filter((one) => !isCleared(one));
  const ofOrder = orderHolds(order, destination, input.shop);
  const hasNoAddress = ofOrder.some((one) => saysNoAddress.has(one.code) && !isCleared(one));
  const all = unique([
    ...document,
    ...history,
    ...(doubt ? [doubt] : []),
    ...(input.onlySeen ? [hold(input.onlySeen, 'operator')] : []),
    ...ofOrder,
    ...disputeHolds(input.disputes ?? [], order, destination),
    ...planHolds,
    ...first,
    ...inspected.holds.filter(
      (one) => !openDocument.some((cause) => follows(one, cause)) && !(hasNoAddress && isMissing(one)),
    ),
  ]).map(
    (one): DecidedHold => ({
      ...plain(one),
      cleared: happened.includes(one) ? null : clearedNow(one),
    }),
  );

  const missing = order.missing.length > 0;
  const nothingOwn = order.cancelled || destination.deleted || (lines.length === 0 && !missing);
  // Goods that travel in another parcel: what a person cleared stays cleared should the bundle be undone.
  if (planned.bundledInto !== '') {
    return finish(
      { shipment: inspected.shipment, state: 'cancelled', holds: all.filter((one) => one.cleared !== null) },
      prior,
    );
  }
  if (prior && taken.length > 0) {
    const holds = unique([...all, ...taken.map((one): DecidedHold => ({ ...one, cleared: clearedNow(one) }))]);
    const isOpen = taken.some((one) => !isCleared(one));
    if (isOpen) return finish({ shipment: prior.shipment, state: 'elsewhere', holds }, prior);
    if (isTaken) return finish({ shipment: inspected.shipment, state: openState(holds), holds }, prior);
  }
  if (nothingOwn && planned.bundled.length > 0) return carrierCancelled(inspected.shipment, all, prior);
  if (nothingOwn) return finish({ shipment: inspected.shipment, state: 'cancelled', holds: [] }, prior);
  return finish({ shipment: inspected.shipment, state: openState(all), holds: all }, prior);

  /** A rule releases it; since when is remembered. */
  function releasedBy(one: Hold): Cleared | null {
    const found = outcome.release.get(one.code);
    if (!found || !input.ruling) return null;
    const before = old.find((other) => holdKey(other) === holdKey(one))?.cleared;
    return before?.rule === found.rule
      ? before
      : { at: input.ruling.at, by: 'rules', note: found.title, rule: found.rule };
  }

  // Whether the goods are on hand is not known here: the allocation moves 入荷待ち to 出荷待ち and back.
  function openState(holds: readonly DecidedHold[]): 'elsewhere' | 'held' | 'backordered' | 'ready' {
    if (holds.some((one) => one.code === beforeLine && one.cleared === null)) return 'elsewhere';
    if (holds.some((one) => one.cleared === null)) return 'held';
    return input.shop.allocate && prior?.state !== 'ready' ? 'backordered' : 'ready';
  }
}

/** A person who let an order go before the line was drawn let it go for good. */
const waits = hold(waitsForLine, 'operator');

/**
 * What rules say of a destination; nothing while a part of the order is missing, because its facts are not known yet. Where it gets several
 * parcels (分割) each is asked about by its own goods as well: what a rule sets is set by them, and nothing that keeps the whole is lost.
 */
function outcomesOf(
  { order, ruling }: DecideInput,
  destination: Destination,
  isSplit: boolean,
): (portion: Portion) => RuleOutcome {
  if (!ruling || order.missing.length > 0 || order.cancelled || destination.deleted) return () => noOutcome;
  const whole = ruling.about(destination);
  return isSplit ? ({ lines }) => ofParcel(whole, ruling.about(destination, lines)) : () => whole;
}

/** An unreadable cell leaves its field blank: one reason, not two, until somebody clears the first. */
function follows(blank: Hold, cause: Hold): boolean {
  const isPhone = cause.code.startsWith('phone-');
  const isPostal = cause.code.startsWith('postal-');
  if (blank.code === 'phone-missing') return isPhone;
  if (blank.code === 'postal-missing') return isPostal;
  if (blank.code === 'house-number-missing') return cause.code === 'text-masked' || cause.code === 'address-damaged';
  if (blank.code !== 'shipper-incomplete') return false;
  const field = String(blank.args?.field ?? '');
  return (isPhone && field.includes('電話')) || (isPostal && field.includes('郵便'));
}

/** Nothing of the consignee is there: said once, not once for each box of the label, until a person clears it. */
const saysNoAddress: ReadonlySet<string> = new Set(['address-pending', 'address-withheld', 'ship-to-missing']);
const isMissing = (one: Hold): boolean =>
  /^(name|prefecture|city|street|postal|phone)-missing$/.test(one.code) || one.code === 'shipper-incomplete';

/** Stood still until better data comes: then other content is what was asked for, not a surprise. */
const awaitsData = (old: readonly DecidedHold[]) =>
  old.some(
    (one) => one.cleared === null && (one.clearedBy === 'data' || one.origin === 'document' || ofNumber.has(one.code)),
  );
