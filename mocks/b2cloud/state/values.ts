/** A shipment as JSON properties; every value is a text. */
export type Values = Readonly<Record<string, string>>;
