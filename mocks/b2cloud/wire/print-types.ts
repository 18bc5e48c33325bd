/** Sheets by `print_type`. Trust B; that A and 7 share the sheet of post types, C. */
export const printTypes = ['m', 'm5', '0', '2', '3', '4', '5', '7', '8', '9', 'A', 'CP'] as const;

/** With a label printer these give HTTP 400. Trust B: one live test. */
export const notForLabelPrinter = new Set(['5', '9', 'm5']);
