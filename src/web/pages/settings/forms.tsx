import { pageHelp } from '../../../core/sentences/console/page-help.ts';
import { settingsWords as words } from '../../../core/sentences/console/settings.ts';
import { fill } from '../../../core/sentences/fill.ts';
import { say } from '../../../core/sentences/index.ts';
import { probeCarrier } from '../../../flow/desk/probe-carrier.ts';
import type { Context } from '../../../flow/types.ts';
import { Form } from '../../parts/form.tsx';
import type { Route } from '../../types.ts';
import type { SettingField } from './fields.tsx';
import { type FieldGroup, reviewForm, SettingsForm } from './form-page.tsx';
import { Frame, withSettings } from './frame.tsx';

const field = (kind: SettingField['kind'], place: string, more: Partial<SettingField> = {}): SettingField => ({
  path: place.split('.'),
  kind,
  ...more,
});
const secret = (place: string, stored: string): SettingField => field('secret', place, { stored });

/** Names of senders and delivery methods, to choose from. */
export const senderChoices = (values: unknown) => {
  const { shippers } = (values ?? {}) as { shippers?: Record<string, { name?: unknown; company?: unknown } | null> };
  return Object.entries(shippers ?? {}).map(([value, one]) => ({
    value,
    title: `${value}（${String(one?.company || one?.name || '')}）`,
  }));
};
export const methodChoices = ({ masters }: Pick<Context, 'masters'>) =>
  masters.methods.map(({ code, title }) => ({ value: code, title: `${title}（${code}）` }));

/** Forms over blocks of `bridge.yaml`, by the last word of their address. */
const forms: Readonly<
  Record<'mail' | 'b2' | 'handling' | 'retention' | 'console', (ctx: Context, values: unknown) => readonly FieldGroup[]>
> = {
  mail: () => [
    { fields: [field('lines', 'mail.to'), field('text', 'mail.from')] },
    {
      title: words.groups.smtp,
      fields: [
        field('text', 'mail.smtp.host'),
        field('number', 'mail.smtp.port'),
        field('flag', 'mail.smtp.secure'),
        field('text', 'mail.smtp.user'),
        secret('mail.smtp.password', 'mail-password'),
      ],
    },
    { title: words.groups.daily, fields: [field('text', 'reports.summary'), field('text', 'reports.probe')] },
  ],
  b2: (ctx, values) => [
    {
      title: words.groups.label,
      fields: [
        field('text', 'defaults.billing.customer-code'),
        field('text', 'defaults.billing.class-code'),
        field('text', 'defaults.billing.freight-no'),
        field('choice', 'defaults.sender'),
        field('choice', 'defaults.seller', { choices: senderChoices(values) }),
        field('choice', 'defaults.default-method', { choices: methodChoices(ctx) }),
        field('text', 'defaults.item-name'),
        field('choice', 'defaults.issue'),
      ],
    },
    {
      title: words.groups.b2,
      hint: words.groups.b2Hint,
      fields: [
        secret('b2.api.access-key', 'b2-access-key'),
        field('text', 'b2.api.api-user-id'),
        field('flag', 'b2.live'),
        field('choice', 'b2.issue-labels'),
        field('lines', 'b2.mail'),
        field('number', 'b2.per-run'),
        field('choice', 'b2.api.printer'),
        field('choice', 'b2.api.paper'),
        field('number', 'b2.notify-port'),
      ],
    },
  ],
  handling: () => [
    {
      title: words.groups.holds,
      fields: [
        field('choice', 'defaults.go-live'),
        field('choice', 'defaults.unpaid'),
        field('choice', 'defaults.same-number'),
        field('choice', 'defaults.remarks'),
        field('number', 'defaults.high-cod-amount'),
        field('number', 'defaults.double-purchase'),
        field('choice', 'defaults.address-without-number'),
        field('choice', 'defaults.unlisted-postal-code'),
        field('choice', 'defaults.blank-ship-to'),
        field('choice', 'defaults.unknown-products'),
      ],
    },
    {
      title: words.groups.printing,
      fields: [
        field('flag', 'defaults.replace-characters'),
        field('choice', 'defaults.dependent-characters'),
        field('choice', 'defaults.long-item-names'),
      ],
    },
    {
      title: words.groups.times,
      fields: [
        field('choice', 'defaults.shipped-when'),
        field('text', 'defaults.wait-after-order'),
        field('text', 'defaults.business-hours'),
        field('text', 'defaults.silence'),
      ],
    },
  ],
  retention: () => [
    {
      hint: words.groups.retentionHint,
      fields: ['orders', 'files', 'runs', 'link-history', 'notices', 'mails'].map((one) =>
        field('text', `retention.${one}`),
      ),
    },
  ],
  console: () => [
    {
      hint: words.groups.consoleHint,
      fields: [
        field('number', 'console.port'),
        field('text', 'console.host'),
        field('text', 'console.address'),
        field('text', 'console.certificate'),
        field('text', 'console.key'),
      ],
    },
    { title: words.groups.metrics, fields: [field('number', 'metrics.port')] },
  ],
};

export const formRoutes: readonly Route[] = Object.entries(forms).flatMap(([name, groupsOf]): Route[] => {
  const path = `/settings/${name}`;
  const [title, help] = words.tiles[name as keyof typeof forms];
  return [
    {
      method: 'get',
      path,
      role: 'manage',
      handle: (ask) =>
        withSettings(ask, title, (written) => ({
          title,
          help: [fill(words.formHelp, { what: help }), pageHelp.settings[1], pageHelp.settings[2]],
          body: (
            <Frame>
              {name === 'b2' && ask.ctx.config.b2 ? (
                <Form ask={ask} action={`${path}/probe`}>
                  <button type="submit">{words.probe}</button>
                </Form>
              ) : null}
              <SettingsForm ask={ask} action={path} written={written} groups={groupsOf(ask.ctx, written.values)} />
            </Frame>
          ),
        })),
    },
    {
      method: 'post',
      path,
      role: 'manage',
      handle: (ask) =>
        withSettings(ask, title, ({ values }) =>
          reviewForm(
            ask,
            groupsOf(ask.ctx, values).flatMap((one) => one.fields),
            path,
          ),
        ),
    },
  ];
});

/** Does B2 Cloud let us in, with the settings in effect? */
export const probeRoute: Route = {
  method: 'post',
  path: '/settings/b2/probe',
  role: 'manage',
  async handle({ ctx }) {
    const said = (await probeCarrier(ctx)) ?? { kind: 'halt', ...say('b2-not-set-up') };
    const { kind, sentence: text, remedy } = said;
    return {
      to: '/settings/b2',
      results: [kind === 'done' ? { kind: 'done', text } : { kind: 'wrong', text, remedy }],
    };
  },
};
