/** The lab's one clock: real time plus an offset, or standing still until it is turned by hand. Epoch milliseconds. */
export interface Clock {
  now(): number;
  /** Moves the clock by so many ms, forwards or back. */
  turn(ms: number): void;
  /** Sets the clock to an instant. */
  set(ms: number): void;
  freeze(): void;
  run(): void;
  isFrozen(): boolean;
  /** How it stands to real time: plain data. */
  save(): ClockState;
  load(saved: ClockState): void;
}

export interface ClockState {
  readonly offset: number;
  readonly frozenAt: number | undefined;
}

/** @param real source of real time in epoch ms */
export function createClock(real: () => number): Clock {
  let offset = 0;
  let frozenAt: number | undefined;
  const now = () => frozenAt ?? real() + offset;
  const set = (wanted: number) => {
    const ms = Math.round(wanted);
    if (frozenAt === undefined) offset = ms - real();
    else frozenAt = ms;
  };
  return {
    now,
    set,
    turn: (ms) => set(now() + ms),
    freeze: () => {
      frozenAt ??= now();
    },
    run: () => {
      if (frozenAt === undefined) return;
      offset = frozenAt - real();
      frozenAt = undefined;
    },
    isFrozen: () => frozenAt !== undefined,
    save: () => ({ offset, frozenAt }),
    load(saved) {
      ({ offset, frozenAt } = saved);
    },
  };
}

/** ISO instant in UTC, as the wire wants it. */
export const iso = (ms: number): string => Temporal.Instant.fromEpochMilliseconds(ms).toString();

/** Epoch ms of an ISO instant with zone, `undefined` when it is none. A bare date counts as its midnight in UTC. */
export function fromIso(text: string): number | undefined {
  try {
    return Temporal.Instant.from(/^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00:00Z` : text).epochMilliseconds;
  } catch {
    return undefined;
  }
}

/** Japan's day of an instant, `YYYY-MM-DD`. */
export const japanDay = (ms: number): string =>
  Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO('Asia/Tokyo').toPlainDate().toString();

/** ISO instant with Japan's offset. */
export const isoJapan = (ms: number): string =>
  Temporal.Instant.fromEpochMilliseconds(ms).toString({ timeZone: 'Asia/Tokyo' });
