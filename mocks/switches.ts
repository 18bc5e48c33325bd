import { type Change, LabRefused } from './system.ts';

interface Rate {
  readonly perSecond: number;
  readonly burst: number;
}

/** Another rate of calls from the arguments `perSecond` and `burst`; undefined = both blank: the lab's own. */
export function rateOf(args: Readonly<Record<string, string>>): Rate | undefined {
  if (!args.perSecond && !args.burst) return undefined;
  const [perSecond, burst] = [Number(args.perSecond), Number(args.burst)];
  if (!(perSecond > 0 && burst >= 1)) throw new LabRefused('perSecond must be > 0 and burst ≥ 1');
  return { perSecond, burst };
}

/** The change `set-habit`: another answer to what nobody knows for certain. `set` gets a known name with one of its values. */
export function habitChange(
  habits: Readonly<Record<string, readonly string[]>>,
  title: string,
  example: string,
  set: (name: string, value: string) => void,
): Change {
  return {
    title,
    args: { name: Object.keys(habits).join(' | '), value: example },
    run({ name = '', value = '' }) {
      const values = Object.hasOwn(habits, name) ? habits[name] : undefined;
      if (!values) throw new LabRefused(`unknown habit; known: ${Object.keys(habits).join(', ')}`);
      if (!values.includes(value)) throw new LabRefused(`value must be one of: ${values.join(', ')}`);
      set(name, value);
      return { name, value };
    },
  };
}
