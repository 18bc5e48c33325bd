import { fromIso } from './clock.ts';
import type { LabState } from './lab.ts';
import { LabRefused } from './system.ts';

/**
 * `{by: 300 | "PT5M"}` turns, `{to: "2026-12-31T23:59:00+09:00"}` sets, `{frozen: true | false}` stops or lets run. Never back: limits,
 * tokens and queues stand at instants that have been.
 */
export function turnClock(lab: LabState, wish: Readonly<Record<string, unknown>>): void {
  for (const name of Object.keys(wish))
    if (!['by', 'to', 'frozen'].includes(name)) throw new LabRefused(`unknown member ${name}`);
  const { by, to, frozen } = wish;
  if (frozen !== undefined && frozen !== '') {
    if (String(frozen) === 'true') lab.clock.freeze();
    else if (String(frozen) === 'false') lab.clock.run();
    else throw new LabRefused('frozen must be true or false');
  }
  if (to !== undefined && to !== '') {
    const at = fromIso(String(to));
    if (at === undefined) throw new LabRefused('to must be an ISO instant');
    turnTo(lab, at);
  }
  if (by !== undefined && by !== '') turnBy(lab, by);
}

/** @param at epoch ms. @throws LabRefused when it is over */
export function turnTo(lab: LabState, at: number): void {
  forward(at - lab.clock.now());
  lab.clock.set(at);
}

/** @param by seconds, or a duration such as `PT5M`. @throws LabRefused */
export function turnBy(lab: LabState, by: unknown): void {
  lab.clock.turn(forward(milliseconds(by)));
}

/** A century at most: beyond the calendar's end no instant could be written any more. */
function forward(ms: number): number {
  if (ms > 100 * 366 * 86_400_000) throw new LabRefused('the clock turns by 100 years at most');
  if (ms < 0)
    throw new LabRefused(
      'ラボの時計は戻せません。戻すときはラボを起動し直してください。 / The clock does not go back; start the lab again instead.',
    );
  return ms;
}

/** Of seconds, or of a duration. @throws LabRefused */
export function milliseconds(by: unknown): number {
  const seconds = Number(by);
  if (Number.isFinite(seconds)) return Math.round(seconds * 1000);
  try {
    return Temporal.Duration.from(String(by)).total({
      unit: 'millisecond',
      relativeTo: Temporal.PlainDate.from('2026-01-01'),
    });
  } catch {
    throw new LabRefused('by must be seconds or an ISO duration such as PT5M');
  }
}
