/** Who may make a hold go away: new data, a person who looked, a change of settings, or the calendar. */
export type Clearer = 'data' | 'operator' | 'settings';
