/** What is kept for a time: `orders` the people in them, their documents and notes; `files` what lies in inbox and outbox. */
export const keptThings = ['orders', 'files', 'runs', 'link-history', 'notices', 'mails'] as const;

export type KeptThing = (typeof keptThings)[number];

/** Days; null = for ever. */
export type Retention = Readonly<Record<KeptThing, number | null>>;
